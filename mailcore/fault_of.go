package mailcore

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
	errPreauth      = errors.New("server begins with somebody's session")

	errNeverDelivered = errors.New("the test mail did not come back")
)

// faults tells errors apart; the first match wins.
var faults = []struct {
	fault Fault
	match func(error) bool
}{
	{Invalid, is(errInvalid)},
	{NoSTARTTLS, is(errNoSTARTTLS)},
	{NoAuthOffered, is(errNoAuth)},
	{NoMechanism, is(errNoMechanism)},
	{PlaintextRefused, is(errPlaintext)},
	{NoProof, is(sasl.ErrNoProof)},
	{TooCostly, is(sasl.ErrTooCostly)},
	{BadChallenge, is(sasl.ErrChallenge)},
	{BadChallenge, as(func(base64.CorruptInputError) bool { return true })},
	{PinMismatch, is(errPinMismatch)},
	{SelfSigned, is(errSelfSigned)},
	{Replied, is(errReplied)},
	{NotMail, is(errNotMail)},
	{Preauth, is(errPreauth)},
	{NeverDelivered, is(errNeverDelivered)},
	{Timeout, as(func(c *wire.Cause) bool { return c.Kind == wire.TimedOut })},
	{TooLong, as(func(c *wire.Cause) bool { return c.Kind == wire.TooLong })},
	{Injected, as(func(c *wire.Cause) bool { return c.Kind == wire.Injected })},
	{Stopped, as(func(c *wire.Cause) bool { return c.Kind == wire.Canceled })},
	{UnknownHost, as(func(e *net.DNSError) bool { return e.IsNotFound })},
	{DNSFailure, as(func(*net.DNSError) bool { return true })},
	{NameMismatch, as(func(x509.HostnameError) bool { return true })},
	{NotYetValid, is(errNotYetValid)},
	{Expired, as(func(e x509.CertificateInvalidError) bool { return e.Reason == x509.Expired })},
	{Untrusted, as(func(x509.UnknownAuthorityError) bool { return true })},
	{Untrusted, as(func(x509.CertificateInvalidError) bool { return true })},
	{NotTLS, as(func(tls.RecordHeaderError) bool { return true })},
	{TLSVersion, tlsSays("protocol version")},
	{TLSHandshake, tlsSays("tls: ")},
	{Replied, as(func(*textproto.Error) bool { return true })},
	{Replied, as(func(*imap.Error) bool { return true })},
	{NotMail, as(func(textproto.ProtocolError) bool { return true })},
	{Refused, errno(Refused)},
	{Reset, errno(Reset)},
	{Unreachable, errno(Unreachable)},
	{Forbidden, errno(Forbidden)},
	{Timeout, errno(Timeout)},
	{Timeout, is(os.ErrDeadlineExceeded)},
	{Timeout, is(context.DeadlineExceeded)},
	{Timeout, as(func(e net.Error) bool { return e.Timeout() })},
	{Stopped, is(context.Canceled)},
	{Closed, is(io.EOF)},
	{Closed, is(io.ErrUnexpectedEOF)},
	{Closed, is(net.ErrClosed)},
}

// FaultOf returns the kind of err.
func FaultOf(err error) Fault {
	if err == nil {
		return NoFault
	}
	for _, f := range faults {
		if f.match(err) {
			return f.fault
		}
	}
	return OtherFault
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
func errno(fault Fault) func(error) bool {
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
