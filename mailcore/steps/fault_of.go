package steps

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/textproto"
	"os"
	"strings"
	"syscall"

	"github.com/emersion/go-imap/v2"

	"todoku/mailcore"
	"todoku/mailcore/sasl"
	"todoku/mailcore/wire"
)

// What we find wrong ourselves.
var (
	errInvalid      = errors.New("settings have problems")
	errNotEncrypted = errors.New("no certificate was shown")
	errNoSTARTTLS   = errors.New("STARTTLS is not offered")
	errNoAuth       = errors.New("AUTH is not offered")
	errNoMechanism  = errors.New("no mechanism in common")
	errPlaintext    = errors.New("password would cross unencrypted")
	errReplied      = errors.New("server refused")
	errNotMail      = errors.New("server does not speak this protocol")
	errWantsTLS     = errors.New("server waits for TLS")
	errUnanswered   = errors.New("no receipt for the message")
	errPreauth      = errors.New("server begins with somebody's session")

	errNeverDelivered = errors.New("the test mail did not come back")
)

// faults tells errors apart; the first match wins.
var faults = []struct {
	fault mailcore.Fault
	match func(error) bool
}{
	{mailcore.Invalid, is(errInvalid)},
	{mailcore.Unanswered, is(errUnanswered)},
	{mailcore.WantsTLS, is(errWantsTLS)},
	{mailcore.NoSTARTTLS, is(errNoSTARTTLS)},
	{mailcore.NoAuthOffered, is(errNoAuth)},
	{mailcore.NoMechanism, is(errNoMechanism)},
	{mailcore.PlaintextRefused, is(errPlaintext)},
	{mailcore.NoProof, is(sasl.ErrNoProof)},
	{mailcore.TooCostly, is(sasl.ErrTooCostly)},
	{mailcore.TooWeak, is(sasl.ErrTooWeak)},
	{mailcore.Impostor, is(sasl.ErrImpostor)},
	{mailcore.BadChallenge, is(sasl.ErrChallenge)},
	{mailcore.BadChallenge, as(func(base64.CorruptInputError) bool { return true })},
	{mailcore.TLSVersion, is(errOldTLS)},
	{mailcore.PinMismatch, is(errPinMismatch)},
	{mailcore.SelfSigned, is(errSelfSigned)},
	{mailcore.IncompleteChain, is(errIncompleteChain)},
	{mailcore.Replied, is(errReplied)},
	{mailcore.NotMail, is(errNotMail)},
	{mailcore.Preauth, is(errPreauth)},
	{mailcore.NeverDelivered, is(errNeverDelivered)},
	{mailcore.Timeout, as(func(c *wire.Cause) bool { return c.Kind == wire.TimedOut })},
	{mailcore.TooLong, as(func(c *wire.Cause) bool { return c.Kind == wire.TooLong })},
	{mailcore.Injected, as(func(c *wire.Cause) bool { return c.Kind == wire.Injected })},
	{mailcore.NotMail, as(func(c *wire.Cause) bool { return c.Kind == wire.Foreign })},
	{mailcore.Malformed, as(func(c *wire.Cause) bool { return c.Kind == wire.Malformed })},
	{mailcore.Stopped, as(func(c *wire.Cause) bool { return c.Kind == wire.Canceled })},
	{mailcore.UnknownHost, as(func(e *net.DNSError) bool { return e.IsNotFound })},
	{mailcore.DNSFailure, as(func(*net.DNSError) bool { return true })},
	{mailcore.NoNames, as(func(e x509.HostnameError) bool { return nameless(e.Certificate) })},
	{mailcore.NameMismatch, as(func(x509.HostnameError) bool { return true })},
	{mailcore.NotYetValid, is(errNotYetValid)},
	{mailcore.Expired, as(func(e x509.CertificateInvalidError) bool { return e.Reason == x509.Expired })},
	{mailcore.WrongPurpose, as(func(e x509.CertificateInvalidError) bool { return e.Reason == x509.IncompatibleUsage })},
	{mailcore.Untrusted, as(func(x509.UnknownAuthorityError) bool { return true })},
	{mailcore.Untrusted, as(func(x509.CertificateInvalidError) bool { return true })},
	{mailcore.NotTLS, as(func(tls.RecordHeaderError) bool { return true })},
	{mailcore.TLSVersion, tlsSays("protocol version")},
	{mailcore.TLSHandshake, tlsSays("tls: ")},
	{mailcore.Replied, as(func(*textproto.Error) bool { return true })},
	{mailcore.Replied, as(func(*imap.Error) bool { return true })},
	{mailcore.NotMail, as(func(textproto.ProtocolError) bool { return true })},
	{mailcore.Refused, errno(mailcore.Refused)},
	{mailcore.Reset, errno(mailcore.Reset)},
	{mailcore.Unreachable, errno(mailcore.Unreachable)},
	{mailcore.Forbidden, errno(mailcore.Forbidden)},
	{mailcore.Timeout, errno(mailcore.Timeout)},
	{mailcore.Timeout, is(os.ErrDeadlineExceeded)},
	{mailcore.Timeout, is(context.DeadlineExceeded)},
	{mailcore.Timeout, as(func(e net.Error) bool { return e.Timeout() })},
	{mailcore.Stopped, is(context.Canceled)},
	{mailcore.Closed, is(io.EOF)},
	{mailcore.Closed, is(io.ErrUnexpectedEOF)},
	{mailcore.Closed, is(net.ErrClosed)},
}

// FaultOf returns the kind of err.
func FaultOf(err error) mailcore.Fault {
	if err == nil {
		return mailcore.NoFault
	}
	for _, f := range faults {
		if f.match(err) {
			return f.fault
		}
	}
	return mailcore.OtherFault
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func as[T error](ok func(T) bool) func(error) bool {
	return func(err error) bool {
		target, found := errors.AsType[T](err)
		return found && ok(target)
	}
}

// errno matches the operating system's numbers, which errors.Is does not know
// by their POSIX names on Windows.
func errno(fault mailcore.Fault) func(error) bool {
	return as(func(e syscall.Errno) bool { return errnos[e] == fault })
}

// tlsSays looks into the text: crypto/tls has no type for the alerts of a
// server.
func tlsSays(words string) func(error) bool {
	return func(err error) bool {
		text := err.Error()
		return strings.Contains(text, "tls: ") && strings.Contains(text, words)
	}
}
