package forms_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/mailcore"
)

// servers are one of each standing.
func servers() []mailcore.Profile {
	now := time.Date(2025, 4, 1, 9, 0, 0, 0, time.UTC)
	proven, changed, refuted, unnamed := office(), office(), office(), mailcore.NewProfile()
	proven.Verified = mailcore.Verified{Hash: proven.Hash(), Scope: mailcore.SendScope, At: now, OK: true}
	changed.Name, changed.Verified = "支社", mailcore.Verified{Hash: "another", At: now, OK: true}
	refuted.Name, refuted.Outgoing.Host = "", "mail.example.jp"
	refuted.Verified = mailcore.Verified{Hash: refuted.Hash(), Scope: mailcore.LoginScope, At: now}
	return []mailcore.Profile{proven, changed, refuted, unnamed}
}

func TestServerList(t *testing.T) {
	speak(t, "ja")
	var chosen []int
	l := forms.NewServerList(func(i int) { chosen = append(chosen, i) })
	show(t, l.Content)
	elsewhere := office()
	elsewhere.Products = []mailcore.Product{"vtiger"}
	elsewhere.Verified = mailcore.Verified{Hash: elsewhere.Hash(), Scope: mailcore.SendScope, At: time.Unix(1e9, 0), OK: true}
	l.Show(append(servers(), elsewhere), 1)
	formstest.Golden(t, "servers", formstest.Outline(l.Content))
	if len(chosen) != 0 {
		t.Errorf("the program's own choice was reported as a person's: %v", chosen)
	}
	formstest.Lines(l.Content)[2].(fyne.Tappable).Tapped(&fyne.PointEvent{})
	if len(chosen) != 1 || chosen[0] != 2 {
		t.Errorf("pressing the third server reported %v", chosen)
	}
}

func TestStandingInWords(t *testing.T) {
	for _, language := range assets.Languages {
		speak(t, language)
		for _, p := range servers() {
			if got := words.Standing(p); assets.Has(got) || got == "" {
				t.Errorf("%s: %q", p.Standing(), got)
			}
		}
	}
}
