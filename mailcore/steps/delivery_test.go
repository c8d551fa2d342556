package steps

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

const sentMail = "From: =?UTF-8?B?5bGx55Sw?= <taro@example.jp>\r\nTo: hanako@example.jp\r\nSubject: [Zaionnex] Test Mail\r\n" +
	"Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nテストです。\r\n"

const cameBack = "Received: from relay.example.jp (relay [192.0.2.2]) by mx.example.jp (Postfix)\r\n\t(using TLSv1.3 with cipher X (256/256 bits), verified by nobody) with ESMTPS id 2;\r\n\tSun, 22 Nov 2026 10:00:05 +0900\r\n" +
	"Received: from pc.example.jp by relay.example.jp with ESMTPSA; Sun, 22 Nov 2026 10:00:01 +0900 (JST)\r\n" +
	"Authentication-Results: mx.example.jp; spf=fail smtp.mailfrom=example.jp; dkim=none; dmarc=fail header.from=example.jp\r\n"

// TestDelivery reads what happened on the way out of a mail that came back.
func TestDelivery(t *testing.T) {
	for _, tt := range []struct {
		name, found, folder string
		rewritten           []string
		want                []mailcore.Code
	}{
		{"as sent", cameBack + sentMail, inbox, nil, []mailcore.Code{"auth-dns-seen"}},
		{"in junk", sentMail, "Junk", nil, []mailcore.Code{"found-in-junk"}},
		{
			"subject and body rewritten", cameBack + strings.NewReplacer("[Zaionnex]", "[EXT] [Zaionnex]", "です", "だ").Replace(sentMail), inbox,
			[]string{"Subject", "body"},
			[]mailcore.Code{"auth-dns-seen", "mail-rewritten"},
		},
		{
			"only encoded anew", strings.NewReplacer("8bit", "base64", "テストです。", "44OG44K544OI44Gn44GZ44CC").Replace(sentMail), inbox,
			nil,
			[]mailcore.Code{},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &run{tester: &Tester{}, ctx: context.Background(), report: &mailcore.Report{}, sent: message{text: []byte(sentMail)}, queuedAt: time.Now()}
			r.report.Results = []mailcore.Result{{Side: mailcore.IncomingSide, Step: mailcore.DeliverStep, State: mailcore.Passed}}
			r.result = &r.report.Results[0]
			r.arrived([]byte(tt.found), tt.folder)
			if err := r.delivery(); err != nil {
				t.Fatal(err)
			}
			r.result.State = mailcore.Passed
			if got := strings.Fields(mailcore.FieldsOf(r.report.Delivery.Rewritten)); !slices.Equal(got, tt.rewritten) {
				t.Errorf("rewritten %v, want %v", r.report.Delivery.Rewritten, tt.rewritten)
			}
			got := []mailcore.Code{}
			for _, f := range cause.Diagnose(*r.report) {
				got = append(got, f.Code)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("found %v, want %v", got, tt.want)
			}
		})
	}
}

func TestHops(t *testing.T) {
	path := hops(parseHeader([]byte(cameBack + sentMail))["Received"])
	if len(path) != 2 {
		t.Fatalf("got %+v", path)
	}
	want := mailcore.Hop{From: "relay.example.jp (relay [192.0.2.2])", By: "mx.example.jp", With: "ESMTPS", Delay: 4 * time.Second}
	got := path[1]
	got.At = time.Time{}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestVerdicts(t *testing.T) {
	spf, dkim, dmarc := verdicts([]string{"mx; spf=pass smtp.mailfrom=a@b; dkim=pass header.d=b; dmarc=pass", "evil; spf=fail"})
	if spf != "pass" || dkim != "pass" || dmarc != "pass" {
		t.Errorf("got %q %q %q", spf, dkim, dmarc)
	}
}

func FuzzDelivery(f *testing.F) {
	f.Add([]byte(cameBack + sentMail))
	f.Add([]byte("Received: ;;; by\n\n"))
	f.Add([]byte("Authentication-Results: ;=\nContent-Type: multipart/mixed; boundary=\n\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		head := parseHeader(raw)
		hops(head["Received"])
		verdicts(head["Authentication-Results"])
		bodyOf(raw)
		arrival(raw)
	})
}
