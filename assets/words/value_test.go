package words_test

import (
	"strings"
	"testing"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

func TestOutcomeInTheWordsOfAProduct(t *testing.T) {
	assets.SetLanguage("ja")
	t.Cleanup(func() { assets.SetLanguage("") })
	at := func(side mailcore.Side, step mailcore.Step, state mailcore.State, fault mailcore.Fault) mailcore.Report {
		return mailcore.Report{Results: []mailcore.Result{{Side: side, Step: step, State: state, Fault: fault}}}
	}
	refused := at(mailcore.OutgoingSide, mailcore.Connect, mailcore.Failed, mailcore.Refused)
	for _, tt := range []struct {
		product mailcore.Product
		report  mailcore.Report
		want    string // a part; "" means nothing is said
	}{
		{products.Garoon, refused, "GRN_MAIL_24151"},
		{products.Garoon, at(mailcore.IncomingSide, mailcore.Connect, mailcore.Failed, mailcore.Timeout), "GRN_MAIL_24201"},
		{products.Garoon, at(mailcore.OutgoingSide, mailcore.Authorize, mailcore.Failed, mailcore.Replied), ""},
		{products.Garoon, at(mailcore.OutgoingSide, mailcore.Connect, mailcore.Failed, mailcore.Stopped), ""},
		{products.MailShare, at(mailcore.IncomingSide, mailcore.Resolve, mailcore.Failed, mailcore.UnknownHost), "1123"},
		{products.MailShare, refused, ""},
		{products.Vtiger, refused, "管理者ユーザーにメールを送信できません"},
		{products.Vtiger, at(mailcore.OutgoingSide, mailcore.Queued, mailcore.Passed, ""), "テストメールが送信されました"},
		{products.Zaionnex, refused, "[Error] 送信エラー Cant connect Server 10061"},
		{products.Cybozu, refused, ""},
	} {
		got := words.Outcome(tt.product, tt.report)
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s, %+v: %q, want %q", tt.product, tt.report.Results[0], got, tt.want)
		}
	}
}
