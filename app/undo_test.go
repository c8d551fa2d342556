package app

import (
	"testing"

	"todoku/mailcore/products"
)

// TestOnePressWipesNothingForGood: what fills or empties the whole form can be
// taken back, and the offer goes with the next thing that is done.
func TestOnePressWipesNothingForGood(t *testing.T) {
	const typed = "ssl://mail.example.jp:465"
	d := three(t)
	d.viewAs(products.Vtiger)
	server := func() string { return d.page.current.Outgoing.Host }
	fill := func() {
		d.fill("サーバ名", typed)
		d.fill("パスワード", "himitsu")
	}
	for button, after := range map[string]string{"デフォルトに戻す": "", "変更を取り消す": d.own()[0].Outgoing.Host} {
		fill()
		d.press(button)
		if server() != after {
			t.Fatalf("%s: the server is %q", button, server())
		}
		d.press("元に戻す")
		if server() != "mail.example.jp" || d.page.current.Outgoing.Password != "himitsu" || d.says("元に戻す") {
			t.Errorf("%s: %+v", button, d.page.current.Outgoing)
		}
		d.press(button)
		d.want("元に戻す")
		d.fill("ユーザ名", "someone")
		if d.says("元に戻す") {
			t.Errorf("%s: what was typed since would be lost", button)
		}
		d.press(button)
		d.wantReadable(button)
		d.onRevert()
	}
	fill()
	d.press("デフォルトに戻す")
	d.choose(len(d.settings.Profiles) - 1)
	if d.says("元に戻す") {
		t.Error("another server would get it")
	}
}
