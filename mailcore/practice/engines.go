package practice

import (
	"context"
	"io"
	"log"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-smtp"
)

// Limits of go-smtp, which has no others of its own.
const (
	replyTime      = time.Minute // to read or write one line, or one message; a minute is for people who type with telnet
	lineLimit      = 12288       // bytes (RFC 4954 §4)
	recipientLimit = 100         // the least that RFC 5321 4.5.3.1.8 allows
)

// engines are where accepted connections go to be served by a library.
type engines struct{ smtp, imap *handover }

var quiet = log.New(io.Discard, "", 0)

// startEngines starts both libraries. The function it returns ends them; all
// connections must have been closed by then.
func (s *Server) startEngines(ctx context.Context) (end func()) {
	s.engines = engines{newHandover(), newHandover()}
	mail, box := s.smtpServer(ctx), s.imapServer()
	var running sync.WaitGroup
	running.Go(func() { _ = mail.Serve(s.engines.smtp) })
	running.Go(func() { _ = box.Serve(s.engines.imap) })
	return func() {
		close(s.engines.smtp.done)
		close(s.engines.imap.done)
		running.Wait()
		_ = mail.Shutdown(context.Background()) // waits for its goroutines
		_ = box.Close()
	}
}

func (s *Server) smtpServer(ctx context.Context) *smtp.Server {
	sc := s.service("smtp").Scenario
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return s.newSMTPSession(ctx, c) }))
	srv.Domain = s.Host
	srv.ErrorLog = quiet
	srv.AllowInsecureAuth = true // the session refuses by itself, mechanism by mechanism
	srv.MaxMessageBytes = messageLimit
	srv.MaxRecipients, srv.MaxLineLength = recipientLimit, lineLimit
	srv.ReadTimeout, srv.WriteTimeout = replyTime, replyTime
	if sc.size != 0 {
		srv.MaxMessageBytes = sc.size
	}
	if !sc.noSTARTTLS {
		srv.TLSConfig = s.tls
	}
	return srv
}

func (s *Server) imapServer() *imapserver.Server {
	sc := s.service("imap").Scenario
	options := &imapserver.Options{
		NewSession:   s.newIMAPSession,
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapUIDPlus: {}, imap.CapNamespace: {}, imap.CapSpecialUse: {}},
		Logger:       quiet,
		InsecureAuth: sc.plaintext,
	}
	if !sc.noSTARTTLS {
		options.TLSConfig = s.tls
	}
	return imapserver.New(options)
}
