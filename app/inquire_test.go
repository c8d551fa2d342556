package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore/practice"
)

func TestInquiryHidesNamesUntilToldOtherwise(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.practise(scenario(t, "password"))
	path := filepath.Join(t.TempDir(), "inquiry")
	d.files.save = func(_ fyne.Window, name string, then func(string)) { then(path + filepath.Ext(name)) }
	user := practice.Accounts[0].User
	d.press("問い合わせ用レポート")
	d.press("本文をコピー")
	d.want("コピーしました。")
	if text := d.app.Clipboard().Content(); strings.Contains(text, user) || !strings.Contains(text, "問い合わせ用レポート") {
		t.Errorf("copied:\n%s", text)
	}
	box := formstest.All[*widgets.Check](d.screen())[0]
	box.SetChecked(false)
	d.want(user)
	for _, format := range []string{"Markdown", "HTML", "JSON"} {
		d.press(format + " で保存")
		file, err := os.ReadFile(path + map[string]string{"Markdown": ".md", "HTML": ".html", "JSON": ".json"}[format])
		if err != nil || !strings.Contains(string(file), user) || strings.Contains(string(file), practice.Accounts[0].Password) {
			t.Errorf("%s: %v\n%s", format, err, file)
		}
	}
	d.press("閉じる")
}
