package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"todoku/assets"
	"todoku/mailcore"
)

// The list says what a provider has announced to end, and for whom.
func TestListNotices(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	assets.SetLanguage("ja")
	leaving, staying := mailcore.NewProfile(), mailcore.NewProfile()
	leaving.Code, leaving.Outgoing.Host = "m365", "smtp.office365.com"
	staying.Code, staying.Outgoing.Host = "office", "smtp.example.jp"
	for now, want := range map[string]string{
		"2026-12-30": "m365: あと 1 日（2026-12-31 から）: Microsoft 365 でのパスワードによる送信が使えなくなります",
		"2026-12-31": "m365: 2026-12-31 から終了しています: Microsoft 365",
	} {
		at, err := time.ParseInLocation(time.DateOnly, now, time.Local)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		s := &session{err: &out}
		if err := s.notices([]mailcore.Profile{leaving, staying}, at); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) || strings.Contains(out.String(), "office:") {
			t.Errorf("%s: got\n%s", now, out.String())
		}
	}
}
