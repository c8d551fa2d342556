package app

import (
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// answer types into the only field of a dialog and presses a button.
func (d *desk) answer(secret, button string) {
	d.t.Helper()
	entries := formstest.All[*widgets.Entry](d.dialog())
	if len(entries) != 1 {
		d.t.Fatalf("no field to answer in:\n%s", d.outline())
	}
	formstest.TypeInto(entries[0], secret)
	d.press(button)
}

// asked waits for a dialog that says a text.
func (d *desk) asked(text string) {
	d.t.Helper()
	d.wait("the program asks: "+text, func() bool { return d.dialog() != nil && d.says(text) })
}

// without starts the program where no keyring works, fills in a server and
// presses 保存.
func without(t *testing.T) *desk {
	t.Helper()
	keyring.MockInitWithError(errors.New("no such bus"))
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	d := sit(t, dir)
	d.fillIn(s, s.Accounts[0].Password)
	d.press("保存")
	d.asked("パスワードを保存できません")
	return d
}

func TestNoKeyringOffersTheVault(t *testing.T) {
	d := without(t)
	formstest.Golden(t, "no-keyring.ja", d.outline())
	d.press("パスフレーズで保護する")
	d.asked("パスフレーズを決めてください")
	d.answer("長い合言葉です", "OK")
	d.wait("the vault is there", func() bool { return d.file("secrets.age") != "" })
	if text := d.file("settings.toml"); !strings.Contains(text, "secrets = 'vault'") || strings.Contains(text+d.file("secrets.age"), practice.Accounts[0].Password) {
		t.Errorf("the settings hold:\n%s", text)
	}
	t.Run("opened again", func(t *testing.T) { opensTheVault(t, d.store.Dir()) })
}

// opensTheVault tests with the password out of the vault after a start.
func opensTheVault(t *testing.T, dir string) {
	d := sit(t, dir)
	d.wait("the vault is known to be closed", func() bool { return d.says("パスワードの保管ファイルは閉じています。") })
	d.press("実行")
	d.asked("パスフレーズを入力してください")
	d.answer("違う合言葉", "OK")
	d.wait("the test has ended", func() bool { return !d.busy() })
	if d.view.Report().OK() {
		t.Error("a wrong passphrase opened the vault")
	}
	d.press("実行")
	d.asked("パスフレーズを入力してください")
	d.answer("長い合言葉です", "OK")
	d.wait("the test has ended", func() bool { return !d.busy() })
	if !d.view.Report().OK() {
		t.Errorf("the test ended so:\n%s", d.outline())
	}
}

func TestNoKeyringOffersAsking(t *testing.T) {
	d := without(t)
	d.press("毎回入力する")
	d.wait("it is saved", func() bool { return d.dialog() == nil })
	if r := d.run(); !r.OK() {
		t.Errorf("the test ended so:\n%s", d.outline())
	}
	again := sit(t, d.store.Dir())
	again.wait("the form says so", func() bool { return again.says("テストのときにパスワードを入力します。") })
	again.press("実行")
	again.asked("パスワードを入力してください")
	again.answer(practice.Accounts[0].Password, "OK")
	again.wait("the test has ended", func() bool { return !again.busy() })
	if !again.view.Report().OK() {
		t.Errorf("the test ended so:\n%s", again.outline())
	}
	if again.page.dirty() {
		t.Error("the password that was entered counts as a change")
	}
	if got := again.own()[0].Standing(); got != mailcore.Proven {
		t.Errorf("a test with the password that was entered left %s", got)
	}
	if text := again.file("settings.toml"); strings.Contains(text, practice.Accounts[0].Password) {
		t.Errorf("the settings hold:\n%s", text)
	}
}

func TestNoKeyringLeavesItForLater(t *testing.T) {
	d := without(t)
	d.press("あとで")
	if d.chosen() != 0 || d.dialog() != nil {
		t.Error("the server is not saved")
	}
	if r := d.run(); !r.OK() {
		t.Errorf("the password on the screen is not used:\n%s", d.outline())
	}
}

// Where the password cannot be asked for, the test says what is missing.
func TestCancelledPassword(t *testing.T) {
	d := without(t)
	d.press("毎回入力する")
	d.wait("it is saved", func() bool { return d.dialog() == nil })
	again := sit(t, d.store.Dir())
	again.press("実行")
	again.asked("パスワードを入力してください")
	again.press("キャンセル")
	again.wait("the test has ended", func() bool { return !again.busy() })
	if got := formstest.Row(t, again.screen(), "パスワード").Problem(); got != "入力してください。" {
		t.Errorf("the password's problem is %q", got)
	}
}

// Changing the place takes the passwords along.
func TestPasswordsMove(t *testing.T) {
	d := three(t)
	d.menuItem("preferences.title")
	d.pick("パスワードの保管", "パスフレーズで保護")
	d.press("保存")
	d.asked("パスフレーズを決めてください")
	d.answer("長い合言葉です", "OK")
	d.wait("the last password is in the vault", func() bool {
		secret, _ := d.secrets.Get(store.Silent(t.Context()), store.ProfileKey("id-three", store.OutgoingSecret))
		return secret == "pw-three"
	})
	for _, name := range []string{"one", "two", "three"} {
		d.chooseServer(name)
		d.loaded(name)
	}
}
