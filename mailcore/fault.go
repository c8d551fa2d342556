package mailcore

// A Fault is the kind of error that a step ended with, as a fact that can be
// stored: a later version may diagnose an old report anew.
type Fault string

// The faults. Their short words are in assets under "fault.<fault>".
const (
	NoFault          Fault = ""
	Refused          Fault = "refused"           // nobody listens there
	Reset            Fault = "reset"             // the connection was torn down
	Closed           Fault = "closed"            // the server hung up
	Timeout          Fault = "timeout"           // no answer in time
	UnknownHost      Fault = "unknown-host"      // no such name
	DNSFailure       Fault = "dns-failure"       // nobody could tell whether there is such a name
	Unreachable      Fault = "unreachable"       // no route
	Forbidden        Fault = "forbidden"         // this computer does not let us
	NotTLS           Fault = "not-tls"           // the answer to our handshake was not TLS
	TLSVersion       Fault = "tls-version"       // no version in common
	TLSHandshake     Fault = "tls-handshake"     // the handshake failed otherwise
	NameMismatch     Fault = "name-mismatch"     // the certificate is for another name
	Untrusted        Fault = "untrusted"         // nobody we trust signed the certificate
	SelfSigned       Fault = "self-signed"       //
	IncompleteChain  Fault = "incomplete-chain"  // the server does not send the certificate between its own and an authority
	NoNames          Fault = "no-names"          // the certificate names no server as RFC 6125 wants it (subjectAltName)
	WrongPurpose     Fault = "wrong-purpose"     // the certificate is not one of a server
	Expired          Fault = "expired"           //
	NotYetValid      Fault = "not-yet-valid"     //
	PinMismatch      Fault = "pin-mismatch"      // not the certificate that the user confirmed
	TooLong          Fault = "too-long"          // a line or reply beyond all bounds
	Injected         Fault = "injected"          // plaintext behind STARTTLS's go-ahead
	NoSTARTTLS       Fault = "no-starttls"       // not offered
	NoAuthOffered    Fault = "no-auth"           // not offered
	NoMechanism      Fault = "no-mechanism"      // none of those offered can be used
	PlaintextRefused Fault = "plaintext-refused" // we do not send the password unencrypted
	NoProof          Fault = "no-proof"          // the server does not know the password either
	TooCostly        Fault = "too-costly"        // too many iterations
	TooWeak          Fault = "too-weak"          // so few iterations that the proof gives the password away
	Impostor         Fault = "impostor"          // the server's own proof is wrong
	BadChallenge     Fault = "bad-challenge"     //
	Stopped          Fault = "stopped"           // by the user
	Replied          Fault = "replied"           // the server said no; see Reply
	Invalid          Fault = "invalid"           // the settings; see Facts
	NotMail          Fault = "not-mail"          // the server does not speak the protocol
	Malformed        Fault = "malformed"         // the server breaks the protocol that it speaks
	WantsTLS         Fault = "wants-tls"         // silent without TLS, which it does speak
	Unanswered       Fault = "unanswered"        // no receipt for a message that was handed over
	Preauth          Fault = "preauth"           // IMAP: a session that somebody else has opened
	NeverDelivered   Fault = "never-delivered"   // the test mail did not come back in time
	OtherFault       Fault = "other"
)
