package practice

import (
	"fmt"
	"iter"
	"time"

	"github.com/emersion/go-imap/v2"
)

// stockInterval lies between two messages of the stock, so that no two arrive
// in the same minute.
const stockInterval = 10 * time.Minute

// stock are n small messages to a with the times of their arrival, oldest
// first. They are made one by one as they are asked for.
func (s *Server) stock(a Account, n int) iter.Seq2[time.Time, []byte] {
	return func(yield func(time.Time, []byte) bool) {
		now := s.now()
		for i := range n {
			at := now.Add(time.Duration(i-n) * stockInterval)
			if !yield(at, stocked(a, i+1, at)) {
				return
			}
		}
	}
}

// stocked is message n of the stock.
func stocked(a Account, n int, at time.Time) []byte {
	trace := hop{"localhost", "192.0.2.10", "store." + Domain, "LMTP"}.line(fmt.Sprintf("stock-%d", n), at)
	return fmt.Appendf(nil, "Return-Path: <%[1]s>\r\n%[2]sFrom: %[1]s\r\nTo: %[3]s\r\nDate: %[4]s\r\nMessage-ID: <stock-%[5]d@%[6]s>\r\nSubject: %[7]s\r\n\r\n%[5]d\r\n",
		NoReply, trace, a.Address, at.Format(time.RFC1123Z), n, Domain, encodedWord(fmt.Sprintf("練習メール %d", n)))
}

// fill puts the stock into INBOX.
func (b *mailbox) fill() {
	if b.stock == nil {
		return
	}
	for at, body := range b.stock {
		if _, err := b.keep(inbox, body, &imap.AppendOptions{Time: at}); err != nil {
			break // cannot be: there is always an INBOX
		}
	}
	b.stock = nil
}
