package probe

import (
	"net/netip"
	"strings"
	"testing"

	"todoku/mailcore/ports"

	"todoku/mailcore/mailtest"
)

// TestLine goes the whole way over a real connection, with an address to
// which there is none.
func TestLine(t *testing.T) {
	t.Parallel()
	o := options(serve(t, strings.ReplaceAll(smtpWhole, "TLS good", "TLS antivirus")+"CONNECTION\nREAD\n", false))
	m := Ports(t.Context(), mailtest.Host, o, nil)
	m.Addresses = append(m.Addresses, netip.MustParseAddr("::1"))
	shown := 0
	r := Line(t.Context(), m, o, func(ports.Reach) { shown++ })
	if r.Paths[0].State != ports.Open || r.Paths[1].State == ports.Open || shown != 3 {
		t.Errorf("%+v, shown %d times", r.Paths, shown)
	}
	var codes []string
	for _, c := range r.Checks {
		codes = append(codes, string(c.Code))
	}
	if got, want := strings.Join(codes, " "), "family-no-ipv6 op25b-unknown tls-intercepted clock-plausible portal-none"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := r.Checks[2].Args["program"]; got != "Avast" {
		t.Errorf("got %s", got)
	}
}
