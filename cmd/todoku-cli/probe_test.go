package main

import (
	"encoding/json"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"todoku/mailcore/ports"
	"todoku/mailcore/records"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/mailtest"
	"todoku/store"
)

const talk = "S: 220 mail\nC: EHLO *\nS: 250-mail\nS: 250 AUTH PLAIN\nC: QUIT\n"

func portOf(t *testing.T, script string) string {
	t.Helper()
	return strconv.Itoa(int(mailtest.Start(t, script, mailtest.NewAuthority("Test CA")).Addr.Port()))
}

func TestProbe(t *testing.T) {
	d := newDesk(t)
	plain, tls := portOf(t, talk), portOf(t, "TLS good\n"+talk+"CONNECTION\nREAD\n")
	out, _ := d.want(passed, "probe", "127.0.0.1", "--port", plain, "--port", tls+"/tls", "--lang", "ja")
	for _, words := range []string{plain + "  応答あり  SMTP（送信）  STARTTLS なし", tls + "  応答あり  SMTP（送信）  SSL/TLS", "TLS 1.3", "証明書に問題があります"} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(words), " ")) {
			t.Errorf("%q is not in\n%s", words, out)
		}
	}
}

func TestProbeAsJSON(t *testing.T) {
	d := newDesk(t)
	port := portOf(t, "TLS good\n"+talk+"CONNECTION\nREAD\n")
	out, _ := d.want(passed, "probe", "127.0.0.1", "--port", port+"/tls", "--format", "json")
	var got jsonProbe
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err, out)
	}
	if len(got.Sending) != 1 || got.Sending[0].Reason != ports.ByUnverified || len(got.Line.Checks) != 5 || got.Matrix.Rows[0].Speaks != ports.SMTP {
		t.Error(out)
	}
	if strings.Contains(out, "null") {
		t.Error("a list is null:", out)
	}
}

func TestProbeUsage(t *testing.T) {
	d := newDesk(t)
	for _, args := range [][]string{{"probe"}, {"probe", "h", "--port", "x"}, {"probe", "h", "--port", "0/tls"}, {"domain", "a@"}, {"domain", "a@b.example", "--ip", "x"}} {
		d.want(wrong, args...)
	}
	if stdout, _ := d.want(passed, "probe", "127.0.0.1:"+portOf(t, talk), "--lang", "ja"); !strings.Contains(stdout, "SMTP") {
		t.Errorf("with its port: %q", stdout)
	}
	d.want(failed, "probe", "127.0.0.1", "--tls", "--port", portOf(t, talk))
	if stdout, stderr := d.want(failed, "probe", "mail..example", "--lang", "ja"); stdout != "" || !strings.Contains(stderr, "見つからないサーバー名") {
		t.Errorf("%q, %q", stdout, stderr)
	}
}

// TestDomainPrints shows what to paste below what is there.
func TestDomainPrints(t *testing.T) {
	assets.SetLanguage("ja")
	var out strings.Builder
	o := owning{session: &session{out: &out}}
	o.print(records.Report{Domain: "example.jp", Items: []records.Item{{
		Subject: records.SPF, Code: "spf-lacks", Verdict: mailcore.Fail, Name: "example.jp", Type: "TXT",
		Record: "v=spf1 mx ~all", Proposed: "v=spf1 mx ip4:203.0.113.5 ~all",
		Args: map[string]string{"domain": "example.jp", "ip": netip.MustParseAddr("203.0.113.5").String(), "result": "softfail"},
	}}})
	for _, words := range []string{"問題あり", "203.0.113.5 を許可していません（判定: softfail）", "v=spf1 mx ~all", `→ example.jp. IN TXT "v=spf1 mx ip4:203.0.113.5 ~all"`} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("%q is not in\n%s", words, out.String())
		}
	}
}

// Where the preferences forbid look-ups, no command looks anything up.
func TestLookUpsForbidden(t *testing.T) {
	d := newDesk(t)
	d.store(store.Settings{Preferences: store.Preferences{Offline: true}})
	for _, args := range [][]string{{"probe", "127.0.0.1", "--port", portOf(t, talk)}, {"domain", "info@example.jp"}} {
		if stdout, stderr := d.want(wrong, append(args, "--lang", "ja")...); stdout != "" || !strings.Contains(stderr, "調べものをしない") {
			t.Errorf("%s: %q, %q", args[0], stdout, stderr)
		}
	}
}
