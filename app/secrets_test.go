package app

import (
	"context"
	"errors"
	"path/filepath"
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

// decide chooses a passphrase, after a slip of the hand at each field.
func (d *desk) decide(secret string) {
	d.t.Helper()
	d.asked("パスフレーズを決めてください")
	d.press("OK")
	if got := formstest.Row(d.t, d.dialog(), "パスフレーズ").Problem(); got != "パスフレーズを入力してください。" {
		d.t.Errorf("nothing was entered, and the field says %q", got)
	}
	d.fill("パスフレーズ", secret)
	d.fill("パスフレーズ（確認）", secret+"x")
	d.press("OK")
	if got := formstest.Row(d.t, d.dialog(), "パスフレーズ（確認）").Problem(); got != "2 つのパスフレーズが違います。" {
		d.t.Errorf("the two differ, and the field says %q", got)
	}
	d.fill("パスフレーズ（確認）", secret)
	d.press("OK")
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
	d.decide("長い合言葉です")
	d.wait("the vault is chosen", func() bool { return strings.Contains(d.file("settings.toml"), "secrets = 'vault'") && !d.page.dirty() })
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

// unsaved wants the password to be on the screen alone, and nothing of where
// passwords are kept to be changed.
func (d *desk) unsaved(place string) {
	d.t.Helper()
	d.wait("the form says so", func() bool { return d.dialog() == nil && d.says("パスワードは保存していません。") })
	text := d.file("settings.toml")
	if string(d.settings.Preferences.Secrets) != place || !strings.Contains(text, "secrets = '"+place+"'") {
		d.t.Errorf("passwords are kept in %q; the file holds:\n%s", d.settings.Preferences.Secrets, text)
	}
	if !d.page.dirty() || d.page.current.Outgoing.Password != mailcore.Secret(practice.Accounts[0].Password) {
		d.t.Errorf("the password counts as saved, or is gone: %v", d.page.dirty())
	}
	d.onChoose(-1)
	d.want("保存していない変更があります")
	d.press("キャンセル")
}

// Whoever leaves the question for the passphrase leaves all as it was, and may
// try again.
func TestNoPassphraseChangesNothing(t *testing.T) {
	d := without(t)
	d.press("パスフレーズで保護する")
	d.asked("パスフレーズを決めてください")
	d.press("キャンセル")
	d.unsaved("keyring")
	if d.file("secrets.age") != "" {
		t.Error("there is a vault")
	}
	d.press("保存")
	d.asked("パスワードを保存できません")
	d.press("あとで")
	d.unsaved("keyring")
	d.press("保存")
	d.asked("パスワードを保存できません")
	d.press("パスフレーズで保護する")
	d.decide("長い合言葉です")
	d.wait("it is saved", func() bool { return !d.page.dirty() && d.settings.Preferences.Secrets == store.VaultStore })
	d.want("パスワードは、パスフレーズで保護したファイルに保管します。")
}

// The same where the vault is what was chosen all along.
func TestNoPassphraseForTheVaultThatIsThere(t *testing.T) {
	dir := t.TempDir()
	seed(t, dir, func(s *store.Settings) { s.Preferences.Secrets = store.VaultStore })
	d := sit(t, dir)
	d.fillIn(serve(t, t.TempDir(), "ok"), practice.Accounts[0].Password)
	d.press("保存")
	d.asked("パスフレーズを決めてください")
	d.press("キャンセル")
	d.unsaved("vault")
}

// Leaving the question while passwords move leaves them where they are.
func TestNoPassphraseMovesNothing(t *testing.T) {
	d := three(t)
	d.menuItem("preferences.title")
	d.pick("パスワードの保管", "パスフレーズで保護")
	d.pick("外観", "ダーク")
	d.press("保存")
	d.asked("パスフレーズを決めてください")
	d.press("キャンセル")
	d.wait("the question is gone", func() bool { return d.dialog() == nil })
	if text := d.file("settings.toml"); !strings.Contains(text, "secrets = 'keyring'") || !strings.Contains(text, "theme = 'dark'") {
		t.Errorf("the file holds:\n%s", text)
	}
	for _, name := range []string{"one", "two", "three"} {
		if got := kept(t, "id-"+name); got != "pw-"+name {
			t.Errorf("the keyring keeps %q of %s", got, name)
		}
	}
}

func TestPassphraseIsChanged(t *testing.T) {
	d := without(t)
	d.press("パスフレーズで保護する")
	d.decide("長い合言葉です")
	d.wait("it is saved", func() bool { return d.dialog() == nil && !d.page.dirty() })
	d.menuItem("preferences.title")
	d.press("パスフレーズを変更")
	formstest.Golden(t, "passphrase.ja", d.outline())
	d.press("パスフレーズを変更")
	if got := formstest.Row(t, d.dialog(), "今のパスフレーズ").Problem(); got != "パスフレーズを入力してください。" {
		t.Errorf("the field says %q", got)
	}
	d.fill("今のパスフレーズ", "違う合言葉")
	d.fill("新しいパスフレーズ", "次の合言葉です")
	d.fill("新しいパスフレーズ（確認）", "次の合言葉")
	d.press("パスフレーズを変更")
	if got := formstest.Row(t, d.dialog(), "新しいパスフレーズ（確認）").Problem(); got != "2 つのパスフレーズが違います。" {
		t.Errorf("the field says %q", got)
	}
	d.fill("新しいパスフレーズ（確認）", "次の合言葉です")
	d.press("パスフレーズを変更")
	d.wait("it is refused", func() bool { return d.says("パスフレーズが違います。") })
	d.fill("今のパスフレーズ", "長い合言葉です")
	d.press("パスフレーズを変更")
	d.asked("パスフレーズを変更しました。")
	data := d.file("secrets.age")
	for passphrase, opens := range map[mailcore.Secret]bool{"次の合言葉です": true, "長い合言葉です": false} {
		v := store.NewVault(filepath.Join(d.store.Dir(), "secrets.age"), func(context.Context, bool) (mailcore.Secret, error) { return passphrase, nil })
		if got, err := v.Get(t.Context(), store.ProfileKey(d.own()[0].ID, store.OutgoingSecret)); (string(got) == practice.Accounts[0].Password) != opens {
			t.Errorf("with %s it says %v (%d bytes)", passphrase, err, len(data))
		}
	}
}

func TestNoKeyringOffersAsking(t *testing.T) {
	d := without(t)
	d.press("毎回入力する")
	d.wait("it is saved", func() bool { return d.dialog() == nil && !d.page.dirty() })
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
	d.wait("it is saved", func() bool { return d.dialog() == nil && !d.page.dirty() })
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
	d.decide("長い合言葉です")
	d.wait("the last password is in the vault", func() bool {
		secret, _ := d.secrets.Get(store.Silent(t.Context()), store.ProfileKey("id-three", store.OutgoingSecret))
		return secret == "pw-three"
	})
	for _, name := range []string{"one", "two", "three"} {
		d.chooseServer(name)
		d.loaded(name)
	}
}
