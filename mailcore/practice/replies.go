package practice

import (
	"bufio"
	"io"
	"net"
	"strconv"
	"strings"

	"github.com/emersion/go-smtp"

	"todoku/pattern"
)

// Replies that any scenario may give.
const (
	replyAuthFailed  = "535 5.7.8 Error: authentication failed"
	replyNeedsTLS    = "538 5.7.11 Encryption required for requested authentication mechanism"
	replyMechanism   = "504 5.7.4 Unrecognized authentication type"
	replyMalformed   = "501 5.5.2 Malformed authentication response"
	replyFixedSender = "553 5.7.1 Sender address rejected: only " + NoReply + " may send"
	replyCheckMail   = "550 5.7.1 Relaying denied. Check mail first (POP before SMTP)"
	replyGreylisted  = "450 4.2.0 Recipient address rejected: Greylisted"
	replyUnknown     = "550 5.1.1 Recipient address rejected: User unknown in local recipient table"
	replyRelay       = "554 5.7.1 Relay access denied"
	replyFull        = "552 5.2.2 Mailbox full"
)

// turnDown greets with a refusal and says nothing else until QUIT (RFC 5321
// §3.1); after a 421 it hangs up.
func turnDown(nc net.Conn, greeting string) {
	defer func() { _ = nc.Close() }()
	lines := bufio.NewScanner(io.LimitReader(nc, messageLimit))
	for reply := greeting; ; reply = "503 5.5.1 Error: no service" {
		if _, err := io.WriteString(nc, reply+"\r\n"); err != nil || strings.HasPrefix(reply, "421") {
			return
		}
		if !lines.Scan() || strings.EqualFold(strings.TrimSpace(lines.Text()), "QUIT") {
			_, _ = io.WriteString(nc, "221 2.0.0 Bye\r\n")
			return
		}
	}
}

var replySyntax = pattern.New(`(?s)^(\d{3}) (\d)\.(\d+)\.(\d+) (.*)$`)

// reply makes go-smtp's form of a reply line out of our own tables.
func reply(line string) *smtp.SMTPError {
	m := replySyntax.FindStringSubmatch(line)
	number := func(i int) int { n, _ := strconv.Atoi(m[i]); return n }
	return &smtp.SMTPError{
		Code: number(1), EnhancedCode: smtp.EnhancedCode{number(2), number(3), number(4)}, Message: m[5],
	}
}
