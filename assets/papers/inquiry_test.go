package papers

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/practice"
	"todoku/mailcore/steps"
	"todoku/mailcore/transcript"
)

// refused is the report of a login that failed, full of names, and of text
// that means harm.
func refused() mailcore.Report {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name = "0190-1", "yamada-main", "山田商事の本社"
	p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password = "smtp.yamada-shoji.co.jp", "taro.yamada@yamada-shoji.co.jp", "himitsu-no-kotoba"
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.User = mailcore.IMAP, "imap.メール屋.jp", `YAMADADOM\tarou`
	p.From, p.FromName, p.TestTo = "taro.yamada@yamada-shoji.co.jp", "山田 太郎", "hanako@okyakusama.example.org"
	p.Notify, p.Preset = []string{"kanri@yamada-shoji.co.jp"}, "gmail"
	return mailcore.Report{
		ID: "20261121-103000-abc", Profile: p, Scope: mailcore.RoundTripScope, Started: now.Add(-time.Minute), Took: 1340 * time.Millisecond,
		Results: []mailcore.Result{
			{Side: mailcore.OutgoingSide, Step: mailcore.Resolve, State: mailcore.Passed, Took: 12 * time.Millisecond, Facts: map[string]string{"a": "203.0.113.77 10.20.30.40", "aaaa": "2404:6800:4004::1a"}},
			{
				Side: mailcore.OutgoingSide, Step: mailcore.EHLO, State: mailcore.Passed, Took: time.Millisecond, Reply: "250-MXHOST7 Hello TAROPC [10.20.30.40]\n250 AUTH PLAIN",
				Facts: map[string]string{"helo": "TAROPC", "capabilities": "8BITMIME, AUTH PLAIN LOGIN, STARTTLS", "starttls": "yes", "mechanisms": "PLAIN LOGIN"},
				Lines: []transcript.Line{{Dir: "*", Text: "203.0.113.77:587: connected (3 ms)"}, {Dir: "S", Text: "220 sv77.yamada-shoji.co.jp ESMTP <script>alert(1)</script>"}, {Dir: "C", Text: "EHLO TAROPC"}, {Dir: "S", Text: "250-MXHOST7 Hello TAROPC [IPv6:2404:6800:4004::1a]"}, {Dir: "S", Text: "250 AUTH PLAIN"}},
			},
			{Side: mailcore.OutgoingSide, Step: mailcore.Certificate, State: mailcore.Passed, Facts: map[string]string{
				"subject": "CN=*.yamada-shoji.co.jp,O=Yamada Shoji K.K.,L=Nagoya-shi", "sans": "*.yamada-shoji.co.jp xn--nckwb7c.jp 203.0.113.77",
				"issuer": "CN=R11,O=Let's Encrypt", "chain": "CN=*.yamada-shoji.co.jp ← CN=R11", "not-after": "2027-01-31T00:00:00Z", "days-left": "70", "tls-version": "TLS 1.3",
				"fingerprint": strings.Repeat("cc27e217", 8),
			}},
			{
				Side: mailcore.OutgoingSide, Step: mailcore.Authorize, State: mailcore.Failed, Fault: mailcore.Replied, Took: 80 * time.Millisecond,
				Reply: "535-5.7.8 Error: authentication failed for TARO.YAMADA@yamada-shoji.co.jp ``` | **bold**\n535 5.7.8 see https://help.yamada-shoji.co.jp/?u=taro.yamada%40yamada-shoji.co.jp \u202eevil himitsu-no-kotoba",
				Facts: map[string]string{"method": "PLAIN"},
				Lines: []transcript.Line{
					{Dir: "C", TLS: true, Text: "AUTH PLAIN <52 bytes withheld>"},
					{Dir: "S", TLS: true, Text: "334 TlRMTVNTUAACAAAAWQBBAE0AQQBEAEEARABPAE0A"},
					{Dir: "S", TLS: true, Text: "535 5.7.8 dGFyby55YW1hZGFAeWFtYWRhLXNob2ppLmNvLmpw xTaro.Yamadax =?UTF-8?B?5bGx55Sw5aSq6YOO?= =E5=B1=B1=E7=94=B0_x client TAROPC"},
					{Dir: "S", TLS: true, Text: "535 =?ISO-2022-JP?B?GyRCOzNFREJATzobKEI=?= tarou imap.xn--4dkua4c348y.jp メール屋"},
				},
			},
			{Side: mailcore.OutgoingSide, Step: mailcore.Data, State: mailcore.Skipped, Lines: []transcript.Line{{Dir: "C", Text: "DATA"}, {Dir: "C", Text: "From: =?UTF-8?Q?=E5=B1=B1=E7=94=B0?="}, {Dir: "C", Text: "Server: smtp.yamada-sho="}, {Dir: "C", Text: "ji.co.jp"}, {Dir: "C", Text: "."}}, Facts: map[string]string{"message-id": "<uuid-1@yamada-shoji.co.jp>"}},
		},
		Delivery: &mailcore.Delivery{
			Folder: "INBOX", Hops: []mailcore.Hop{{From: "TAROPC (unknown [10.20.30.40])", By: "relay9.sakura-mail.ne.jp", With: "ESMTPS"}},
			AuthResults: "mx.okyakusama.example.org; spf=pass smtp.mailfrom=taro.yamada@yamada-shoji.co.jp; dmarc=pass header.from=yamada-shoji.co.jp",
		},
	}
}

func inquiry() Inquiry {
	return Inquiry{Report: refused(), Version: "0.2.0", OS: "windows/amd64", Now: now}
}

// originals are what must not be found in a paper that hides names.
var originals = []string{
	"yamada", "shoji", "taro", "山田", "太郎", "hanako", "okyakusama", "kanri", "メール屋", "xn--4dkua4c348y", "xn--nckwb7c", "taropc", "mxhost7", "sv77",
	"nagoya", "sakura-mail", "relay9", "203.0.113.77", "10.20.30.40", "2404:6800", "uuid-1", "cc27e217", "gmail", "0190-1",
	"dGFyby55", "GyRCOzNF", "5bGx55Sw", "E5=B1=B1", "WQBBAE0A", "%40", "yamada-sho=",
}

func TestHideReplacesEveryName(t *testing.T) {
	for _, language := range []string{"ja", "en"} {
		speak(t, language)
		i := inquiry()
		i.Hide = true
		for _, f := range InquiryFormats {
			paper := strings.ToLower(string(i.As(f)))
			for _, name := range originals {
				if at := strings.Index(paper, strings.ToLower(name)); at >= 0 {
					t.Errorf("%s, %s: %q in %q", language, f, name, paper[max(0, at-60):min(len(paper), at+60)])
				}
			}
		}
	}
}

// What was hidden can still be worked with.
func TestHideIsConsistent(t *testing.T) {
	speak(t, "ja")
	i := inquiry()
	i.Hide = true
	paper := string(i.As(Text))
	for _, want := range []string{
		"送信: アカウント名: user1@domain1.example", "送信元メールアドレス: user1@domain1.example", "*.domain1.example", "10.0.0.",
		"535-5.7.8 Error: authentication failed for user1@domain1.example", "smtp.mailfrom=user1@domain1.example", "C  AUTH PLAIN <52 bytes withheld>", "name3 name3_x client host4", "user3 host2.domain2.example domain2",
	} {
		if !strings.Contains(paper, want) {
			t.Errorf("no %q in %s", want, paper)
		}
	}
	again := inquiry()
	again.Hide = true
	if string(again.As(Text)) != paper {
		t.Error("the same report gave another paper")
	}
}

// A real conversation hides as well.
func TestHideRealConversation(t *testing.T) {
	server, err := practice.Start(t.Context(), practice.Options{Scenario: "recipient"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	tester := steps.Tester{Roots: server.Roots()}
	r := tester.Run(t.Context(), steps.NewPlan(server.Profile(), mailcore.SendScope), func(mailcore.Report) {})
	for _, f := range InquiryFormats {
		paper := strings.ToLower(string(Inquiry{Report: r, Now: now, Hide: true}.As(f)))
		for _, name := range []string{"taro", "hanako", "practice.example"} {
			if strings.Contains(paper, name) {
				t.Errorf("%s: %q in %s", f, name, paper)
			}
		}
	}
}

func TestInquiryGolden(t *testing.T) {
	for _, language := range []string{"ja", "en"} {
		speak(t, language)
		golden(t, "inquiry."+language+".md", inquiry().As(Markdown))
		golden(t, "inquiry."+language+".txt", inquiry().As(Text))
	}
	speak(t, "ja")
	golden(t, "inquiry.ja.html", inquiry().As(HTML))
}

// What a server says does nothing to the reader.
func TestHostileText(t *testing.T) {
	speak(t, "en")
	i := inquiry()
	for _, f := range InquiryFormats {
		if paper := string(i.As(f)); strings.Contains(paper, "\u202e") || strings.Contains(paper, "himitsu-no-kotoba") {
			t.Errorf("%s: %s", f, paper)
		}
	}
	if page := string(i.As(HTML)); strings.Contains(page, "<script") || !strings.Contains(page, "&lt;script") || strings.Contains(page, "src=") || strings.Contains(page, "<link") {
		t.Errorf("%s", page)
	}
	md := string(i.As(Markdown))
	if !strings.Contains(md, "\n````text\n") || !strings.Contains(md, `\|`) {
		t.Errorf("%s", md)
	}
}

func TestReadInquiry(t *testing.T) {
	i := inquiry()
	r, err := ReadInquiry(i.As(JSON))
	if err != nil {
		t.Fatal(err)
	}
	before, after := cause.Diagnose(i.Report), cause.Diagnose(r)
	if !reflect.DeepEqual(codes(before), codes(after)) || r.Profile.Outgoing.Password != "" || len(r.Results) != len(i.Report.Results) {
		t.Errorf("%v, want %v: %+v", codes(after), codes(before), r)
	}
	i.Hide = true
	hidden, err := ReadInquiry(i.As(JSON))
	if err != nil || !reflect.DeepEqual(codes(before), codes(cause.Diagnose(hidden))) {
		t.Errorf("%v: %v, want %v", err, codes(cause.Diagnose(hidden)), codes(before))
	}
	for _, file := range []string{"", "{}", `{"kind":"todoku-inquiry","version":2}`, `[]`} {
		if _, err := ReadInquiry([]byte(file)); !errors.Is(err, ErrNoInquiry) {
			t.Errorf("%q: %v", file, err)
		}
	}
	if !json.Valid(i.As(JSON)) {
		t.Error("no JSON")
	}
}

func codes(findings []mailcore.Finding) (all []mailcore.Code) {
	for _, f := range findings {
		all = append(all, f.Code)
	}
	return all
}

func TestInquiryInJSONLeadsToTheManual(t *testing.T) {
	assets.SetLanguage("en")
	t.Cleanup(func() { assets.SetLanguage("") })
	var got sheaf
	if err := json.Unmarshal(inquiry().As(JSON), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Findings) == 0 {
		t.Fatal("no findings")
	}
	for _, f := range got.Findings {
		if want := "docs/causes.en.md#" + string(f.Code); f.Manual != want {
			t.Errorf("%s leads to %q, want %q", f.Code, f.Manual, want)
		}
	}
}

// Times are written in milliseconds and read again, and so are those of older
// programs.
func TestInquiryTimes(t *testing.T) {
	r := mailcore.Report{
		ID: "one", Took: 1500 * time.Millisecond, Results: []mailcore.Result{{Step: mailcore.Connect, Took: 20 * time.Millisecond}},
		Delivery: &mailcore.Delivery{Seconds: 2.5, Hops: []mailcore.Hop{{By: "mx", Delay: time.Second}}},
	}
	file := Inquiry{Report: r}.As(JSON)
	for _, no := range []string{`"took":`, `"seconds":`, `"delay":`} {
		if strings.Contains(string(file), no) {
			t.Errorf("%s in %s", no, file)
		}
	}
	older := indented(sheaf{Kind: kind, Version: 1, Report: r})
	for name, file := range map[string][]byte{"new": file, "older": older} {
		got, err := ReadInquiry(file)
		if err != nil || got.Took != r.Took || got.Results[0].Took != r.Results[0].Took || got.Delivery.Seconds != 2.5 || got.Delivery.Hops[0].Delay != time.Second {
			t.Errorf("%s: %v, %+v", name, err, got)
		}
	}
}

// Whoever is asked for help sees the way that failed, after one that passed.
func TestInquiryOfSeveralWays(t *testing.T) {
	speak(t, "ja")
	failed := refused()
	failed.For = []mailcore.Product{"vtiger"}
	failed.Results[3].Facts["chosen"] = "PLAIN"
	whole := failed
	whole.For, whole.Results, whole.Others = []mailcore.Product{"redmine"}, []mailcore.Result{{Side: mailcore.OutgoingSide, Step: mailcore.CheckStep, State: mailcore.Passed}}, []mailcore.Report{failed}
	for _, hide := range []bool{false, true} {
		text := string(Inquiry{Report: whole, Now: now, Hide: hide}.As(Text))
		for _, want := range []string{"Redmine: 合格", "Vtiger CRM・F-RevoCRM: 不合格", "━━ Vtiger CRM・F-RevoCRM の送り方", "はここで PLAIN を選びます", "AUTH PLAIN <52 bytes withheld>", "R11"} {
			if !strings.Contains(text, want) {
				t.Errorf("hidden %v: no %q in\n%s", hide, want, text)
			}
		}
		if strings.Contains(text, "himitsu") || hide && (strings.Contains(text, "yamada") || strings.Contains(text, "TAROPC")) {
			t.Errorf("hidden %v: a secret in\n%s", hide, text)
		}
	}
}
