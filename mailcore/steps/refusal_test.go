package steps

import "testing"

// TestUnjudged holds which refusals are no failed login, because nobody has
// looked at the account. What is doubtful is one.
func TestUnjudged(t *testing.T) {
	for reply, want := range map[string]bool{
		"500 5.5.2 unrecognized command": true, "502 5.5.1 Command not implemented": true, "504 5.5.4 Unrecognized authentication type": true,
		"500-what\n500 was that": true, "500 authentication failed": false, "502 login failed": false, "535 5.7.8 no": false, "501 syntax": false, "454 later": false, "432 4.7.12 transition": false,
		"-ERR unknown command": true, "-ERR Unknown command AUTH": true, "-ERR AUTH: invalid command": true, "-ERR invalid AUTH command": true, "-ERR command not recognized": true,
		"-ERR Unsupported authentication mechanism": true, "-ERR APOP not supported": true, "-ERR no such command": true, "-ERR not implemented": true, "-ERR Command is not valid in this state.": true,
		"-ERR [AUTH] authentication failed": false, "-ERR invalid user name or password": false, "-ERR unknown user": false, "-ERR account unknown, bad password": false, "-ERR": false, "-ERR login failed: bad command": false,
		"T2 BAD Unknown command": true, "T2 BAD LOGIN: invalid command": true, "T2 BAD invalid login": false, "T2 BAD User is authenticated but not connected.": false, "T2 BAD [AUTHENTICATIONFAILED] no": false,
		"T2 NO Unsupported authentication mechanism.": true, "T2 NO [AUTHENTICATIONFAILED] no": false, "T2 NO no": false, "* BYE unknown command": false, "": false,
	} {
		if got := unjudged(reply); got != want {
			t.Errorf("%q: got %v, want %v", reply, got, want)
		}
	}
}

// FuzzFarewell wants a farewell to be found at the beginning of a line only,
// and never within a literal, however the bytes come in.
func FuzzFarewell(f *testing.F) {
	for _, seed := range []string{"* BYE x\r\n", "* 1 FETCH (BODY[] {9}\r\n* BYE x\r\n)\r\n", "x * BYE\r\n* bye\n", "{3+}\r\n* BYE\r\n", "{99999999999999999999}\r\n* BYE\r\n", "} {\r\n* BYE\r\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		c := &farewellConn{size: -1}
		for _, b := range said {
			c.follow(b)
		}
		if bye := c.bye.Load(); bye != nil && !isFarewell([]byte(*bye)) {
			t.Errorf("%q: found %q", said, *bye)
		}
		if c.literal < 0 || len(c.line) > longestFarewell {
			t.Errorf("%q: %d bytes to come, %d kept", said, c.literal, len(c.line))
		}
	})
}

// TestFarewell is where a farewell is one.
func TestFarewell(t *testing.T) {
	for said, want := range map[string]string{
		"* BYE x\r\n": "* BYE x\r\n", "* OK\r\n* bye x\r\n": "* bye x\r\n", "* BYE": "", "* OK BYE\r\n": "", "A1 BYE\r\n": "",
		"* 1 FETCH (BODY[] {9}\r\n* BYE x\r\n)\r\n": "", "* 1 FETCH (BODY[] {9}\r\n* BYE x\r\n)\r\n* BYE y\r\n": "* BYE y\r\n", "* {1} x\r\n* BYE\r\n": "* BYE\r\n", "* {2+}\r\nab* BYE\r\n": "",
	} {
		c := &farewellConn{size: -1}
		for _, b := range []byte(said) {
			c.follow(b)
		}
		if got := (&imapLink{end: c}).farewell(); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}
