package practice_test

import "testing"

// badToken is an XOAUTH2 login that fails after the server has told why.
var badToken = b64("user=taro@practice.example\x01auth=Bearer old\x01\x01")

// Empty responses come as an empty line from most clients and as "=" from
// go-imap's; an empty challenge must be an empty one to all of them.
func TestEmptyResponsesByIMAP(t *testing.T) {
	s := start(t, scenario("ok"))
	reason := b64(`{"status":"400"}`)[:16]
	for name, script := range map[string]string{
		"asks with nothing": "C: b AUTHENTICATE PLAIN\nS: + \nS! =\nC: {plain}\nS: b OK",
		"early":             "C: b AUTHENTICATE PLAIN {plain}\nS: b OK",
		"an empty line":     "C: b AUTHENTICATE XOAUTH2 " + badToken + "\nS: + " + reason + "\nC: \nS: b NO [AUTHENTICATIONFAILED]",
		"an equals sign":    "C: b AUTHENTICATE XOAUTH2 " + badToken + "\nS: + " + reason + "\nC: =\nS: b NO [AUTHENTICATIONFAILED]",
		"early and empty":   "C: b AUTHENTICATE PLAIN =\nS: b BAD Malformed",
		"given up":          "C: b AUTHENTICATE CRAM-MD5\nS: + \nC: *\nS: b BAD",
		"unknown":           "C: b AUTHENTICATE NONSENSE\nS: b NO Unsupported authentication mechanism",
		"lower case":        "C: b authenticate plain {plain}\nS: b OK",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dial(t, s, s.IMAPS).through("TLS\nS: * OK\n" + script)
		})
	}
}
