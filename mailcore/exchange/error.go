package exchange

import "fmt"

// An Error says why a text cannot be read or written. Its words are in assets
// under "exchange.error.<code>".
type Error struct {
	Code string // one of [ErrorCodes]
	Line int    // counted from 1; 0 where unknown
}

// Error names the code and the line.
func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s in line %d", e.Code, e.Line)
	}
	return e.Code
}

// ErrorCodes lists the codes of an [Error].
var ErrorCodes = []string{
	"empty",         // there is nothing
	"too-large",     // beyond what settings can be
	"too-many",      // more servers than anybody has
	"too-deep",      // nested beyond what settings are
	"binary",        // not text
	"encoding",      // text in no encoding that we know
	"syntax",        // not what the format asks for
	"open-quote",    // a cell of a table whose quote does not end
	"doctype",       // XML that declares things of its own
	"newer",         // of a newer version of this program
	"bundle",        // an encrypted file: it needs its passphrase
	"program",       // a program's file in no format that we know
	"document",      // a manual or an article, about many servers
	"nothing-found", // no server in it
	"unreadable",    // the format can only be written
	"unwritable",    // the format can only be read
	"one-only",      // the format holds one server
	"auth-open",     // the format wants a mechanism, and no test has found out which
}

// NoteCodes lists the codes of a [Note].
var NoteCodes = []string{
	"unknown-name",   // a setting that we have no place for
	"unread",         // a line that was not understood
	"bad-value",      // a value that the field cannot have
	"placeholder",    // %EMAILADDRESS% and the like, to be filled in
	"command",        // a command that would have to be run; it never is
	"user-address",   // the account name is the mail address, which is not known
	"user-local",     // it is the part of the address before the @
	"user-form",      // it is made of parts of the address
	"host-form",      // the server's name is made of parts of the address
	"missing",        // nothing is said of the field
	"guessed",        // not said outright, concluded from the rest
	"mended",         // capitals in a scheme, tls:// on the port of ssl://
	"further",        // another value was read first, this one is left out
	"column-again",   // a table has two columns of one name
	"two-protocols",  // both POP3 and IMAP: a draft for each
	"same-as-server", // "the same as for receiving" and the like
	"elsewhere",      // the value is not in the file: a variable, a secret, code
	"unverified",     // certificates are not checked there; here they are
	"receive-only",   // there is no server to send through in it
	"disabled",       // the program does not use the settings
	"preferences",    // preferences of the program, which are not taken over
	"shortened",      // more notes than anybody reads
}

// RefusalCodes lists what [Planned.Refusal] says.
var RefusalCodes = []string{
	"unknown-code", // no server has the code
	"no-code",      // the row has none
	"code-again",   // an earlier row has it
}

// maxNotes is how many notes a draft carries: nobody reads more.
const maxNotes = 50
