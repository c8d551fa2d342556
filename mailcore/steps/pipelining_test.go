package steps

import (
	"bytes"
	"context"
	"net"
	"slices"
	"sync"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
)

// A listener takes down what leaves in one piece.
type listener struct {
	net.Conn
	mu     sync.Mutex
	pieces [][]byte
}

func (l *listener) Write(p []byte) (int, error) {
	l.mu.Lock()
	l.pieces = append(l.pieces, bytes.Clone(p))
	l.mu.Unlock()
	return l.Conn.Write(p)
}

// What leaves together is what the server takes together, and only where nobody's
// library waits for each answer. A script cannot tell: it reads line by line.
func TestOnlyOurOwnWayPipelines(t *testing.T) {
	const together = "MAIL FROM:<taro@example.jp>\r\nRCPT TO:<hanako@example.jp>\r\nDATA\r\n"
	for file, want := range map[string]bool{
		"testdata/run/pipelining.txt":         true,
		"testdata/run/pipelining-product.txt": false,
		"testdata/run/rcpt-unknown.txt":       false, // which does not offer it
	} {
		c := readConversation(t, file)
		server := mailtest.Start(t, c.server, authority)
		var heard *listener
		tester := &Tester{Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(ctx, network, server.Addr.String())
			heard = &listener{Conn: conn}
			return heard, err
		}}
		tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
		if got := slices.ContainsFunc(heard.pieces, func(p []byte) bool { return string(p) == together }); got != want {
			t.Errorf("%s: together %v, want %v: %q", file, got, want, heard.pieces)
		}
	}
}

// Each step has the words of its own, however they came.
func TestStepsOfAFlightHaveTheirOwnWords(t *testing.T) {
	report := readConversation(t, "testdata/run/pipelining.txt").run(t, t.Context())
	for step, want := range map[mailcore.Step][]string{
		mailcore.MailFrom: {"MAIL FROM:<taro@example.jp>", "250 2.1.0 Ok"},
		mailcore.RcptTo:   {"RCPT TO:<hanako@example.jp>", "250-2.1.5 Ok", "250 2.1.5 and nothing more"},
		mailcore.Data:     {"DATA", "354 Go ahead"},
	} {
		res, _ := report.Result(mailcore.OutgoingSide, step)
		var got []string
		for _, line := range res.Lines {
			got = append(got, line.Text)
		}
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
			t.Errorf("%s: got %q, want %q", step, got, want)
		}
	}
}
