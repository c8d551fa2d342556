package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"todoku/mailcore"

	"fyne.io/fyne/v2"
)

// opened opens a dialog of the file menu and waits for it.
func (d *desk) opened(open func()) {
	d.t.Helper()
	open()
	d.wait("the dialog is there", func() bool { return d.dialog() != nil })
}

// TestReviewIsPrinted: what was done counts from the last that went out.
func TestReviewIsPrinted(t *testing.T) {
	d := three(t)
	d.opened(d.onReview)
	if !d.store.Reviewed().IsZero() {
		t.Error("it counts as written before it is")
	}
	file := filepath.Join(t.TempDir(), "review.html")
	d.files.save = func(_ fyne.Window, _ string, then func(string)) { then(file) }
	d.press("報告書を保存")
	d.wait("it is written", func() bool { return !d.store.Reviewed().IsZero() })
	if page, err := os.ReadFile(file); err != nil || !strings.Contains(string(page), "メールサーバー 報告書") {
		t.Errorf("%v: %s", err, page)
	}
}

// TestHandoverIsOffered: the ledger goes out, and the checklist says what is
// there.
func TestHandoverIsOffered(t *testing.T) {
	d := three(t)
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name, p.Outgoing.Host, p.OAuth = "a", "office", "事務所", "smtp.example.jp", mailcore.Microsoft
	d.settings.Profiles = append(d.settings.Profiles, p)
	d.opened(d.onHandover)
	for _, want := range []string{"4 件のうち 0 件が、このパソコンで合格しています。", "□ OAuth のクライアント設定  microsoft: ありません"} {
		if !strings.Contains(d.outline(), want) {
			t.Errorf("no %q in\n%s", want, d.outline())
		}
	}
	file := filepath.Join(t.TempDir(), "ledger.html")
	d.files.save = func(_ fyne.Window, _ string, then func(string)) { then(file) }
	d.press("台帳を保存")
	if page, err := os.ReadFile(file); err != nil || !strings.Contains(string(page), "事務所") {
		t.Errorf("%v: %s", err, page)
	}
	d.press("引っ越し用ファイルを書き出す")
	if !strings.Contains(d.outline(), "パスフレーズ（確認）") {
		t.Errorf("nobody asks for a passphrase:\n%s", d.outline())
	}
}
