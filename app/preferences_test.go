package app

import (
	"path/filepath"
	"strings"
	"testing"

	"todoku/forms/formstest"
)

func TestPreferences(t *testing.T) {
	d := fresh(t)
	d.menuItem("preferences.title")
	formstest.Golden(t, "preferences.ja", d.outline())
}

// Another language is spoken at once; what is on the screen stays.
func TestLanguage(t *testing.T) {
	d := three(t)
	d.fill("送信メールサーバー", "changed.example.jp")
	d.menuItem("preferences.title")
	d.pick("表示言語", "English")
	d.press("保存")
	d.want("Outgoing server*: \"changed.example.jp\"")
	d.want("Changes not saved yet")
	for _, japanese := range []string{"送信", "保存", "実行"} {
		if d.says(japanese) {
			t.Errorf("%s is still there:\n%s", japanese, d.outline())
		}
	}
	if got := formstest.Outline(d.parts.list.Content); !strings.Contains(got, "▶") {
		t.Errorf("the list lost its choice:\n%s", got)
	}
	if !strings.Contains(d.file("settings.toml"), "language = 'en'") || strings.Contains(d.window.Title(), "届く") {
		t.Errorf("title %q; the file holds:\n%s", d.window.Title(), d.file("settings.toml"))
	}
	d.menuItem("preferences.title")
	d.pick("Language", "日本語")
	d.press("Save")
	d.want("送信メールサーバー*: \"changed.example.jp\"")
}

// A test goes on, and is shown to its end, while the language changes.
func TestLanguageWhileATestRuns(t *testing.T) {
	d, _ := office(t, "silence", "x")
	d.press("実行")
	d.menuItem("preferences.title")
	d.pick("表示言語", "English")
	d.press("保存")
	d.press("Stop")
	d.wait("the test has ended", func() bool { return !d.busy() })
	d.want("Test mail: stopped")
	d.press("Run")
	d.press("Stop")
	d.wait("the test has ended", func() bool { return !d.busy() })
}

func TestUnusableAuthorityIsRefused(t *testing.T) {
	d := fresh(t)
	write(t, d.store.Dir(), "none.pem", "nothing")
	path := filepath.Join(d.store.Dir(), "none.pem")
	d.menuItem("preferences.title")
	d.fill("追加で信頼する認証局", path)
	d.press("保存")
	d.want("に証明書（PEM 形式）が見つかりません。")
	d.press("キャンセル")
	if d.dialog() != nil || len(d.settings.Preferences.Roots) != 0 {
		t.Error("it was taken all the same")
	}
}

func TestTheme(t *testing.T) {
	d := fresh(t)
	d.menuItem("preferences.title")
	d.pick("外観", "ダーク")
	d.press("保存")
	if !strings.Contains(d.file("settings.toml"), "theme = 'dark'") {
		t.Errorf("the file holds:\n%s", d.file("settings.toml"))
	}
}

func TestAbout(t *testing.T) {
	d := fresh(t)
	d.menuItem("about.title")
	d.want("SIL OPEN FONT LICENSE")
	d.press("閉じる")
}

// Behind a dialog nothing is done by the keys of the menu.
func TestShortcutsRestBehindADialog(t *testing.T) {
	d := three(t)
	d.press("削除")
	d.menuItem("server.add")
	if d.chosen() != 0 {
		t.Error("a server was added behind the question")
	}
	d.want("「one」を削除しますか？")
}
