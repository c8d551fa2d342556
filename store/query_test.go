package store

import (
	"slices"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/products"
)

// ended returns a report of a test that a step ended.
func ended(res mailcore.Result, change func(*mailcore.Report)) mailcore.Report {
	r := report("1", mailcore.Passed)
	res.State = mailcore.Failed
	r.Results = append(r.Results[:2:2], res)
	if change != nil {
		change(&r)
	}
	return r
}

// soldToVtiger puts the failure of a test into Vtiger's way, after another
// product's that passed.
func soldToVtiger(r *mailcore.Report) {
	own := *r
	own.For = []mailcore.Product{products.Vtiger}
	r.For, r.Results = []mailcore.Product{products.Redmine}, []mailcore.Result{{Side: mailcore.OutgoingSide, Step: mailcore.CheckStep, State: mailcore.Passed}}
	r.Others = []mailcore.Report{own}
}

// What the index says of a failure is what the report says.
func TestCauseIsThatOfTheReport(t *testing.T) {
	type result = mailcore.Result
	out, in, pop := mailcore.OutgoingSide, mailcore.IncomingSide, mailcore.BeforeSide
	tests := map[mailcore.Code]mailcore.Report{
		"tcp-refused":      ended(result{Side: out, Step: mailcore.Connect, Fault: mailcore.Refused}, nil),
		"tcp-op25b":        ended(result{Side: out, Step: mailcore.Connect, Fault: mailcore.Timeout}, func(r *mailcore.Report) { r.Profile.Outgoing.Port = 25 }),
		"in-url-in-host":   ended(result{Side: out, Step: mailcore.CheckStep, Fault: mailcore.Invalid, Facts: map[string]string{"problem": "host-scheme", "field": "outgoing.host"}}, nil),
		"cert-unknown-ca":  ended(result{Side: out, Step: mailcore.Certificate, Fault: mailcore.Untrusted, Facts: map[string]string{"issuer": "CN=Somebody"}}, nil),
		"apop-unsupported": ended(result{Side: pop, Step: mailcore.Authorize, Fault: mailcore.NoMechanism, Facts: map[string]string{"method": "APOP"}}, nil),
		"starttls-required": ended(result{Side: out, Step: mailcore.Authorize, Fault: mailcore.NoAuthOffered}, func(r *mailcore.Report) {
			r.Results[0].Facts["starttls"] = "yes"
		}),
		"auth-not-offered": ended(result{Side: out, Step: mailcore.Authorize, Fault: mailcore.NoAuthOffered}, func(r *mailcore.Report) {
			r.Results[0].Facts = map[string]string{"starttls": "yes", "tls-version": "TLS 1.3"}
		}),
		"auth-fail": ended(result{Side: out, Step: mailcore.Authorize, Fault: mailcore.Replied, Reply: "535 5.7.8 no"}, func(r *mailcore.Report) {
			r.Results[0].Facts["issuer"] = "CN=no word of the server's"
		}),
		"gmail-app-password":    ended(result{Side: out, Step: mailcore.Authorize, Fault: mailcore.Replied, Reply: "530 a beginning\n534-5.7.9 Application-specific password required\n534 end - gsmtp"}, nil),
		"tls-plain-on-implicit": ended(result{Side: in, Step: mailcore.Greeting, Fault: mailcore.WantsTLS}, func(r *mailcore.Report) { r.Profile.Incoming.Port, r.Scope = 993, mailcore.RoundTripScope }),
		"server-silent":         ended(result{Side: pop, Step: mailcore.Greeting, Fault: mailcore.Timeout}, func(r *mailcore.Report) { r.Profile.Outgoing.Port = 465 }),
		"uidl-missing": ended(result{Side: in, Step: mailcore.UIDL, Fault: mailcore.Replied, Reply: "-ERR no"}, func(r *mailcore.Report) {
			r.Scope, r.Profile.Incoming.Protocol = mailcore.ReceiveScope, mailcore.POP3
		}),
		"product-first-mechanism": ended(result{Side: out, Step: mailcore.Authorize, Fault: mailcore.Replied, Reply: "535 5.7.8 no", Facts: map[string]string{"other-worked": "PLAIN"}}, soldToVtiger),
		"product-helo":            ended(result{Side: out, Step: mailcore.MailFrom, Fault: mailcore.Replied, Reply: "504 5.5.2 <crm>: Helo command rejected: need fully-qualified hostname"}, soldToVtiger),
		"product-cannot":          ended(result{Side: out, Step: mailcore.CheckStep, Fault: mailcore.Invalid, Facts: map[string]string{"problem": "sender-whole", "field": "from", "product": "vtiger"}}, soldToVtiger),
		"product-mechanism":       ended(result{Side: out, Step: mailcore.Authorize, Fault: mailcore.NoMechanism, Facts: map[string]string{"known": "PLAIN"}}, soldToVtiger),
		"product-spelling":        ended(result{Side: out, Step: mailcore.Authorize, Fault: mailcore.NoMechanism, Facts: map[string]string{"unread": "yes"}}, soldToVtiger),
		"product-address-literal": ended(result{Side: out, Step: mailcore.Certificate, Fault: mailcore.NameMismatch, Facts: map[string]string{"address-literal": "yes"}}, soldToVtiger),
		"product-upgrade": ended(result{Side: out, Step: mailcore.Certificate, Fault: mailcore.SelfSigned}, func(r *mailcore.Report) {
			r.Results[0].Facts = map[string]string{"upgrade": "yes"}
			soldToVtiger(r)
		}),
		"stopped": ended(result{Side: out, Step: mailcore.Greeting, Fault: mailcore.Stopped}, nil),
	}
	short := Causes()
	for want, r := range tests {
		got := short(readBack(t, newRun(r)))
		if full := cause.Diagnose(r)[0].Code; full != want || got != want {
			t.Errorf("the report says %s, the index %s, want %s", full, got, want)
		}
	}
	if got := short(newRun(report("1", mailcore.Passed))); got != "" {
		t.Errorf("a test that passed has the cause %s", got)
	}
}

// readBack takes a run through the index.
func readBack(t *testing.T, r Run) Run {
	t.Helper()
	runs, damaged := parseIndex(joinIndex([]Run{r}))
	if damaged != 0 || len(runs) != 1 {
		t.Fatalf("%d runs, %d damaged", len(runs), damaged)
	}
	return runs[0]
}

func TestLineOfAnOlderIndex(t *testing.T) {
	const line = `7bf2ba48 {"id":"20250401T090000-1","started":"2025-04-01T09:00:00Z","took":1500000000,"profile_id":"p1","code":"main","name":"本社",` +
		`"host":"smtp.example.jp","port":587,"encryption":"starttls","to":"sato@example.jp","scope":"send","ok":false,"side":"outgoing","step":"auth","fault":"replied","reply":"535 5.7.8 no"}`
	runs, damaged := parseIndex([]byte(line + "\n"))
	if damaged != 0 || len(runs) != 1 {
		t.Fatalf("%d runs, %d damaged", len(runs), damaged)
	}
	if got := Causes()(runs[0]); got != "auth-fail" || runs[0].From != "" {
		t.Errorf("%s, %+v", got, runs[0])
	}
}

func TestQuery(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 4, day, 9, 0, 0, 0, time.UTC) }
	runs := []Run{
		{ID: "4", Started: at(4), ProfileID: "p1", Code: "head", OK: true, Reply: "250 2.0.0 Ok: queued"},
		{ID: "3", Started: at(3), ProfileID: "p2", Code: "branch", Side: "outgoing", Step: "auth", Fault: "replied", Reply: "535 5.7.8 no"},
		{ID: "2", Started: at(2), Host: "smtp.example.jp", Side: "outgoing", Step: "connect", Fault: "timeout", Port: 25},
		{ID: "1", Started: at(1), ProfileID: "p1", Code: "old", Side: "outgoing", Step: "rcpt-to", Fault: "replied", Reply: "550 unknown"},
	}
	short := Causes()
	for _, tt := range []struct {
		query Query
		want  []string
	}{
		{Query{}, []string{"4", "3", "2", "1"}},
		{Query{Failed: true}, []string{"3", "2", "1"}},
		{Query{Server: "p1"}, []string{"4", "1"}},
		{Query{Server: "branch"}, []string{"3"}},
		{Query{Server: "smtp.example.jp"}, []string{"2"}},
		{Query{Since: at(3)}, []string{"4", "3"}},
		{Query{Code: "5"}, []string{"3", "1"}},
		{Query{Code: " 535"}, []string{"3"}},
		{Query{Code: "5.7"}, []string{"3"}},
		{Query{Code: "Timeout"}, []string{"2"}},
		{Query{Code: "tcp-op25b"}, []string{"2"}},
		{Query{Code: "2.0.0"}, []string{"4"}},
		{Query{Code: "7.8"}, nil},
		{Query{Server: "p1", Failed: true, Since: at(1), Code: "550"}, []string{"1"}},
	} {
		var got []string
		for _, r := range runs {
			if tt.query.Match(r, short) {
				got = append(got, r.ID)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%+v: got %v, want %v", tt.query, got, tt.want)
		}
	}
	for id, want := range map[string]string{"4": "1", "1": "", "3": "", "9": ""} {
		if r, ok := Previous(slices.Values(runs), id); r.ID != want || ok != (want != "") {
			t.Errorf("before %s: %q", id, r.ID)
		}
	}
}
