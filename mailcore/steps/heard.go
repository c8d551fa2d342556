package steps

import (
	"crypto/tls"
	"crypto/x509"
	"maps"
	"strings"
	"time"

	"todoku/mailcore"
)

// JudgeCertificate says what is in the certificate that a server showed for
// host, by the names of facts, and whether it is to be trusted: [FaultOf]
// names what is wrong with it. Roots are trusted beside the system's.
func JudgeCertificate(state tls.ConnectionState, host string, roots *x509.CertPool, now time.Time) (map[string]string, error) {
	if len(state.PeerCertificates) == 0 {
		return nil, errNotEncrypted
	}
	c := &certificate{state: state, host: host}
	facts, err := c.describe(now), c.verify(roots, now)
	maps.Copy(facts, c.missing(err))
	return facts, err
}

// SMTPOffer reads a reply to EHLO. The facts are "capabilities", "mechanisms",
// "size" and "starttls" ("yes" or nothing), as those of a test.
func SMTPOffer(reply []byte) map[string]string { return parseCapabilities(reply).facts() }

// POPOffer reads an answer to CAPA (RFC 2449), its first line included. The
// facts are those of [SMTPOffer]; USER is among the mechanisms.
func POPOffer(answer []byte) map[string]string {
	caps := capabilities{}
	for i, line := range strings.Split(string(trim(answer)), "\n") {
		if i > 0 && line != "." {
			caps.add(strings.Fields(line))
		}
	}
	facts := caps.facts()
	if caps.has("USER") {
		facts["mechanisms"] = strings.TrimSpace(string(mailcore.USER) + " " + facts["mechanisms"])
	}
	return facts
}

// IMAPOffer reads an answer to CAPABILITY (RFC 9051 7.2.2). The facts are
// those of [SMTPOffer]; the command LOGIN is among the mechanisms unless the
// server says LOGINDISABLED.
func IMAPOffer(answer []byte) map[string]string {
	caps := imapCapabilities(strings.Split(string(trim(answer)), "\n"))
	facts := caps.facts()
	if !caps.has("LOGINDISABLED") && len(caps) > 0 && !strings.Contains(" "+facts["mechanisms"]+" ", " LOGIN ") {
		facts["mechanisms"] = strings.TrimSpace(string(mailcore.LOGIN) + " " + facts["mechanisms"])
	}
	return facts
}
