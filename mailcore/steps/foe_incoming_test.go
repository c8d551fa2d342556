package steps

import (
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"todoku/mailcore"
)

// marker is in somebody else's mail, which no report may show.
const marker = "Streng-geheim-4711"

// othersMail lies in every mailbox of a foe.
const othersMail = "Received: from x by y; Sun, 02 Nov 2025 10:00:00 +0900\r\nFrom: " + marker + "@example.jp\r\n" +
	"Message-ID: <" + marker + "@example.jp>\r\nSubject: " + marker + "\r\n-ERR " + marker + ": no field\r\n+" + marker + ": " + marker + "\r\n\r\n" + marker + "\r\n"

// A post is a mailbox: what lies in it, oldest first.
type post struct {
	sync.Mutex
	mails []string
}

func (b *post) all() []string {
	b.Lock()
	defer b.Unlock()
	return append([]string(nil), b.mails...)
}

// take takes a mail as SMTP brings it.
func (b *post) take(p *foePlayer, line string) {
	say("354 go")(p, line)
	var mail strings.Builder
	for {
		line, err := p.in.ReadString('\n')
		if err != nil {
			p.left = true
			return
		}
		if line == ".\r\n" {
			break
		}
		mail.WriteString(strings.TrimPrefix(line, "."))
	}
	b.Lock()
	b.mails = append(b.mails, mail.String())
	b.Unlock()
	say("250 queued as 4711")(p, line)
}

// keeping are the answers of a good server that keeps mail.
func (p *foePlayer) keeping() map[string]move {
	if p.imap {
		return p.keepingIMAP()
	}
	return map[string]move{
		"": say("+OK ready <1.2@mx>"), "CAPA": say("+OK\r\nSTLS\r\nUSER\r\nUIDL\r\nSASL PLAIN CRAM-MD5\r\n."), "STLS": say("+OK go", startTLS), "TLS": startTLS,
		"USER": say("+OK"), "PASS": say("+OK"), "AUTH": say("+OK"), "QUIT": say("+OK bye", hangUp),
		"STAT": countMails,
		"UIDL": eachMail(func(n int, _ string) string { return fmt.Sprintf("%d uid-%d", n, n) }),
		"LIST": eachMail(func(n int, mail string) string { return fmt.Sprintf("%d %d", n, len(mail)) }),
		"TOP":  oneMail(func(mail string) string { head, _, _ := strings.Cut(mail, "\r\n\r\n"); return head + "\r\n\r\n" }),
		"RETR": oneMail(func(mail string) string { return strings.ReplaceAll(mail, "\r\n.", "\r\n..") }),
	}
}

func countMails(p *foePlayer, line string) {
	mails := p.post.all()
	say(fmt.Sprintf("+OK %d %d", len(mails), len(strings.Join(mails, ""))))(p, line)
}

func eachMail(answer func(n int, mail string) string) move {
	return func(p *foePlayer, line string) {
		text := "+OK\r\n"
		for i, mail := range p.post.all() {
			text += answer(i+1, mail) + "\r\n"
		}
		say(text+".")(p, line)
	}
}

func oneMail(answer func(mail string) string) move {
	return func(p *foePlayer, line string) {
		mails := p.post.all()
		n, _ := strconv.Atoi(strings.Fields(line)[1])
		if n < 1 || n > len(mails) {
			say("-ERR no such message")(p, line)
			return
		}
		say("+OK\r\n"+answer(mails[n-1])+".")(p, line)
	}
}

func (p *foePlayer) keepingIMAP() map[string]move {
	mails := p.post.all()
	caps := "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN AUTH=CRAM-MD5"
	return map[string]move{
		"": say("* OK ready"), "CAPABILITY": done(caps), "STARTTLS": done("", startTLS), "TLS": startTLS,
		"LOGIN": done(""), "AUTHENTICATE": challenge(""), "AUTH": done(""), "LOGOUT": done("* BYE bye", hangUp),
		"EXAMINE": done(fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY 7] ok", len(mails))), "LIST": done(`* LIST () "/" INBOX`),
		"SEARCH": searchMail, "FETCH": fetchMail,
	}
}

// done answers an IMAP command with untagged lines and success.
func done(untagged string, more ...move) move { return answers(untagged, "OK done", more...) }

// answers answers an IMAP command with untagged lines and a tagged one.
func answers(untagged, tagged string, more ...move) move {
	return func(p *foePlayer, line string) {
		if untagged != "" {
			untagged = strings.TrimSuffix(untagged, "\r\n") + "\r\n"
		}
		send(untagged+p.tag+" "+tagged+"\r\n")(p, line)
		both(more...)(p, line)
	}
}

// challenge asks for one more line of a login.
func challenge(text string) move {
	return func(p *foePlayer, line string) {
		p.challenge = true
		say("+ "+text)(p, line)
	}
}

// searchMail finds the mail whose Message-ID is asked for, or the oldest.
func searchMail(p *foePlayer, line string) {
	for i, mail := range p.post.all() {
		_, rest, _ := strings.Cut(mail, "Message-ID: <")
		id, _, _ := strings.Cut(rest, ">")
		if !strings.Contains(line, "HEADER") || strings.Contains(line, id) {
			done(fmt.Sprintf("* SEARCH %d", i+1))(p, line)
			return
		}
	}
	done("* SEARCH")(p, line)
}

func fetchMail(p *foePlayer, line string) {
	n, _ := strconv.Atoi(strings.Fields(line)[3])
	mail := p.post.all()[n-1]
	done(fmt.Sprintf("* %d FETCH (UID %d BODY[] {%d}\r\n%s)", n, n, len(mail), mail))(p, line)
}

// meetIncoming runs a test of receiving, or a round trip, against the attack.
// Steps may take that many seconds. The outgoing server is a good one.
func (a attack) meetIncoming(t *testing.T, stepTime int) encounter {
	c := conversation{file: a.name, settings: a.settings, profile: mailcore.NewProfile()}
	c.configure(t)
	c.profile.Incoming.Timeout = stepTime
	log, box := &foeLog{}, &post{mails: []string{othersMail}}
	a.foe.imap, a.foe.post = c.profile.Incoming.Protocol == mailcore.IMAP, box
	a.foe.pop = !a.foe.imap
	enemy, friend := a.foe.start(t, log), foe{on: on("DATA", box.take)}.start(t, &foeLog{})
	tester := &Tester{Roots: authority.Roots, Lookup: lookupLoopback, Dial: func(ctx context.Context, _, addr string) (net.Conn, error) {
		server := enemy
		if strings.HasSuffix(addr, ":587") {
			server = friend
		}
		return new(net.Dialer).DialContext(ctx, "tcp", server.String())
	}}
	began := time.Now()
	report := tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
	return encounter{a, c.profile, report, time.Since(began), log}
}

// repeatedly says text as often as makes that many bytes.
func repeatedly(text string, size int) move {
	all := strings.Repeat(text, size/len(text))
	return func(p *foePlayer, line string) { send(all)(p, line) }
}

// downwards counts every other message backwards, which is the dearest way.
func downwards(p *foePlayer, line string) {
	var all strings.Builder
	for n := 2_000_000; n > 0; n -= 2 {
		fmt.Fprintf(&all, " %d", n)
	}
	send(all.String())(p, line)
}

// echoCoded answers an IMAP command, or one of POP3, with a refusal that holds
// what the client has said so far: as it was, in base64 and in hexadecimal.
func echoCoded(p *foePlayer, _ string) {
	p.log.Lock()
	said := strings.Join(slices.Concat(p.log.clear, p.log.encrypted), " ")
	p.log.Unlock()
	refusal := map[bool]string{true: p.tag + " NO", false: "-ERR"}[p.imap]
	coded := base64.StdEncoding.EncodeToString([]byte(said))
	if p.imap {
		said = "* OK " + said + "\r\n* NO " + coded + "\r\n"
	} else {
		coded, said = said+" "+coded, ""
	}
	say(fmt.Sprintf("%s%s %s %x", said, refusal, coded, said))(p, "")
}
