package forms_test

import (
	"testing"

	"todoku/mailcore/providers"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/mailcore"
)

// tabled is what the table would put into a new profile.
func tabled(t *testing.T, id, address string) providers.Proposal {
	t.Helper()
	provider := known(t, id)
	filled := provider.Fill(mailcore.NewProfile(), address)
	return providers.Proposal{Source: providers.FromTable, From: id, Provider: provider, Profile: filled, Changes: []mailcore.Change{
		{Field: "outgoing.host", Value: filled.Outgoing.Host}, {Field: "outgoing.encryption", Value: string(filled.Outgoing.Encryption)},
	}}
}

// proven is a proposal with servers that answered.
func proven(source providers.Source, from string, e mailcore.Encryption) providers.Proposal {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption = "mail.example.jp", e.DefaultPort(), e
	proof := providers.Proof{Side: mailcore.OutgoingSide, Protocol: providers.SMTP, Host: "mail.example.jp", Port: e.DefaultPort(), Encryption: e, Banner: "220 mail.example.jp ESMTP", Mechanisms: []string{"PLAIN", "LOGIN"}}
	if e != mailcore.NoEncryption {
		proof.TLS, proof.Issuer, proof.Until = "TLS 1.3", "Example CA", "2026-12-31T15:00:00Z"
	}
	incoming := proof
	incoming.Side, incoming.Protocol, incoming.Port = mailcore.IncomingSide, mailcore.IMAP, 993
	return providers.Proposal{
		Source: source, From: from, Profile: p, Proofs: []providers.Proof{proof, incoming},
		Changes: []mailcore.Change{{Field: "outgoing.host", Value: "mail.example.jp"}, {Field: "incoming.protocol", Value: "imap"}},
	}
}

func TestProposalView(t *testing.T) {
	elsewhere := proven(providers.FromSRV, "_submissions._tcp.example.jp", mailcore.TLS)
	elsewhere.Elsewhere = true
	refused := []providers.Reason{
		{Source: providers.FromTable, Code: providers.ByContract, From: "xserver", Provider: "xserver"},
		{Source: providers.FromAutoconfig, Code: providers.NoAnswer, From: "https://autoconfig.example.jp/", Fault: mailcore.Refused},
	}
	states := map[string]forms.Proposals{
		"browse": {List: []providers.Proposal{tabled(t, "gmail", ""), tabled(t, "xserver", ""), tabled(t, "onamae-rs", ""), tabled(t, "bbiq", "")}, Browse: true},
		"table":  {List: []providers.Proposal{tabled(t, "gmail", "taro@gmail.com")}},
		"proven": {List: []providers.Proposal{
			tabled(t, "xserver", "taro@example.jp"), proven(providers.FromAutoconfig, "https://autoconfig.example.jp/", mailcore.TLS), proven(providers.FromGuess, "mail.example.jp", mailcore.NoEncryption),
		}, Reasons: refused},
		"elsewhere": {List: []providers.Proposal{elsewhere}},
		"contract":  {List: []providers.Proposal{tabled(t, "xserver", "taro@example.jp")}, Reasons: refused},
		"none":      {Reasons: refused},
		"nothing":   {},
	}
	for _, language := range assets.Languages {
		for name, state := range states {
			speak(t, language)
			v := forms.NewProposalView(mailcore.NewProfile())
			show(t, v.Content)
			v.Show(state)
			formstest.Golden(t, "proposals-"+name+"."+language, formstest.Outline(v.Content))
		}
	}
}

// While servers are being proven, what a person chose stays chosen; otherwise
// it is the first that is proven.
func TestProposalStaysChosen(t *testing.T) {
	speak(t, "ja")
	v := forms.NewProposalView(mailcore.NewProfile())
	show(t, v.Content)
	if _, ok := v.Chosen(); ok {
		t.Error("there is one in an empty list")
	}
	table, guess := tabled(t, "gmail", "taro@gmail.com"), proven(providers.FromGuess, "mail.example.jp", mailcore.NoEncryption)
	auto := proven(providers.FromAutoconfig, "https://example.jp/", mailcore.TLS)
	want := func(from string, list ...providers.Proposal) {
		t.Helper()
		v.Show(forms.Proposals{List: list})
		if p, _ := v.Chosen(); p.From != from {
			t.Errorf("chosen is %q, want %q", p.From, from)
		}
	}
	want("gmail", table)
	want("mail.example.jp", table, guess)
	want("https://example.jp/", auto, guess, table)
	formstest.Lines(v.Content)[1].(fyne.Tappable).Tapped(&fyne.PointEvent{})
	want("mail.example.jp", guess)
	want("mail.example.jp", auto, table, guess)
	v.Forget()
	want("https://example.jp/", auto, table, guess)
}
