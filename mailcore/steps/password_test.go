package steps

import (
	"context"
	"net"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/mailtest"
)

// A password with a space behind it is refused, said to have one, and tried
// without: with one login.
func TestPasswordEndsWithSpace(t *testing.T) {
	refused := "S: 220 mx\nC: EHLO *\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\nS: 535 5.7.8 no\nC: QUIT\nS: 221 bye\n"
	accepted := "CONNECTION\nS: 220 mx\nC: EHLO *\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AHRhcm8AaGltaXRzdS0x\nS: 235 ok\nC: QUIT\nS: 221 bye\n"
	c := conversation{scope: mailcore.LoginScope, profile: mailcore.NewProfile()}
	c.configure(t)
	c.profile.Outgoing.Auth, c.profile.Outgoing.Password = mailcore.PLAIN, "himitsu-1 "
	server := mailtest.Start(t, refused+accepted, authority)
	tester := &Tester{Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
	}}
	r := tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
	f := cause.Diagnose(r)[0]
	if f.Code != "auth-fail" || f.Manner != "space-after" || len(f.Fixes) != 1 || f.Fixes[0] != (mailcore.Change{Field: "outgoing.password" + mailcore.Tidied, Value: "true"}) {
		t.Fatalf("found %+v", f)
	}
	attempts := tester.Mend(t.Context(), c.profile, r, nil, func([]mailcore.Attempt) {})
	if len(attempts) != 1 || !attempts[0].Worked || loginsIn(attempts[0].Report) != 1 {
		t.Errorf("tried %+v", attempts)
	}
}

// Nothing is said of a password that worked, nor of a token.
func TestPasswordShapeIsForRefusals(t *testing.T) {
	for method, answer := range map[mailcore.AuthMethod]string{mailcore.PLAIN: "235 ok", mailcore.XOAUTH2: "535 5.7.8 no"} {
		c := conversation{server: "S: 220 mx\nC: EHLO *\nS: 250 AUTH PLAIN XOAUTH2\nC: AUTH *\nS: " + answer + "\nC: QUIT\nS: 221 bye\n", scope: mailcore.LoginScope, profile: mailcore.NewProfile()}
		c.configure(t)
		c.profile.Outgoing.Auth, c.profile.Outgoing.Password = method, "himitsu-1 "
		if got := c.run(t, t.Context()).Fact(mailcore.OutgoingSide, "password-shape"); got != "" {
			t.Errorf("%s: %q is noted", method, got)
		}
	}
}
