package app

import (
	"testing"

	"todoku/mailcore"
)

// TestSettingsAreFound looks at the ports of the practice server, proves the
// best setting by login and takes it.
func TestSettingsAreFound(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.practise(scenario(t, "no-starttls"))
	d.press("使える設定を探す")
	d.wait("the ports are known", func() bool { return d.says("おすすめは「送信: 465 SSL/TLS」です") })
	d.press("ログインして確かめる")
	d.wait("the login is over", func() bool { return !d.busy() })
	d.want("でログインできました。")
	d.press("この設定にする")
	if p := d.page.current; p.Outgoing.Encryption != mailcore.TLS || p.Outgoing.Port != 465 || p.Standing() != mailcore.Proven {
		t.Errorf("the screen has %+v, %s", p.Outgoing, p.Standing())
	}
	if r := d.run(); !r.OK() {
		t.Errorf("the test ended so:\n%s", d.outline())
	}
}

// A password that is wrong on one port is wrong on all: it is tried once.
func TestARefusedLoginIsNotTriedAgain(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.practise(scenario(t, "password"))
	d.onFindSettings()
	d.wait("the ports are known", func() bool { return d.says("おすすめは") })
	d.press("ログインして確かめる")
	d.wait("the login is over", func() bool { return !d.busy() })
	d.want("ログインが断られました")
	d.press("閉じる")
}

func TestWithoutAHostNothingIsLookedFor(t *testing.T) {
	d := fresh(t)
	d.press("サーバーを追加")
	d.byHand()
	d.onFindSettings()
	d.want("先にサーバー名を入力してください。")
}

func TestNothingIsLookedUpOffline(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.settings.Preferences.Offline = true
	d.onFindSettings()
	d.want("調べものをしない")
	if d.busy() {
		t.Error("it goes on")
	}
}

// Closing the dialog ends what is going on.
func TestLookingCanBeGivenUp(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.practise(scenario(t, "silence"))
	d.onFindSettings()
	d.press("閉じる")
	d.wait("it has stopped", func() bool { return !d.busy() })
	if d.dialog() != nil {
		t.Errorf("something is left:\n%s", d.outline())
	}
}
