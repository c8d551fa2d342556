package app

import (
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
)

// drafting is three servers under a clock that the test has in its hand.
func drafting(t *testing.T) (*desk, *clock) {
	t.Helper()
	d, c := three(t), &clock{}
	d.after = c.start
	return d, c
}

// drafted lets the time pass after which a draft is written.
func (d *desk) drafted(c *clock, text string) {
	d.t.Helper()
	if c.pass() != 1 {
		d.t.Fatal("nobody waits to write a draft")
	}
	d.wait("the draft is written", func() bool { return strings.Contains(d.file("draft.toml"), text) })
}

// crashed is the program over the same folder after it ended without a word.
func (d *desk) crashed() *desk {
	d.t.Helper()
	d.close() // nothing of it runs on
	next := sit(d.t, d.store.Dir())
	next.Begin(Beginning{})
	return next
}

func TestDraftOfAServerComesBack(t *testing.T) {
	d, c := drafting(t)
	d.fill("表示名", "途中の名前")
	d.fill("パスワード", "new-himitsu")
	d.fill("送信メールサーバー", "typed.example.co.jp")
	d.drafted(c, "typed.example.co.jp")
	if text := d.file("draft.toml"); strings.Contains(text, "himitsu") || strings.Contains(text, "pw-one") {
		t.Errorf("the draft holds a password:\n%s", text)
	}
	d = d.crashed()
	d.want("前回は途中で終了しました")
	d.want("途中の名前")
	d.press("戻す")
	d.want("typed.example.co.jp")
	d.loaded("one")
	if got := d.own()[0]; !d.page.dirty() || d.chosen() != 0 || got.Outgoing.Host != "one.example.jp" {
		t.Errorf("dirty %v, chosen %d, saved %+v", d.page.dirty(), d.chosen(), got.Outgoing)
	}
	if d.file("draft.toml") == "" {
		t.Error("a second crash would lose it")
	}
	d.press("保存")
	d.wait("it is saved", func() bool { return d.own()[0].Name == "途中の名前" })
	if d.file("draft.toml") != "" {
		t.Error("the draft outlives what was saved")
	}
	if got := kept(t, "id-one"); got != "pw-one" {
		t.Errorf("the keyring holds %q", got)
	}
}

func TestDraftOfANewServerComesBack(t *testing.T) {
	d, c := drafting(t)
	d.press("サーバーを追加")
	d.byHand()
	d.fill("送信メールサーバー", "new.example.co.jp")
	d.drafted(c, "new.example.co.jp")
	d = d.crashed()
	d.press("戻す")
	d.want("new.example.co.jp")
	if d.page.selected != -1 || !d.page.dirty() {
		t.Errorf("chosen %d, dirty %v", d.page.selected, d.page.dirty())
	}
	d.press("保存")
	d.wait("it is saved", func() bool { return len(d.own()) == 4 })
}

// The very first server counts too: its draft comes before the start card.
func TestDraftOfTheFirstServer(t *testing.T) {
	d, c := fresh(t), &clock{}
	d.after = c.start
	d.fill("送信メールサーバー", "first.example.co.jp")
	d.drafted(c, "first.example.co.jp")
	d.close()
	d = sitUnder(t, d.store.Dir(), store.Policy{})
	d.Begin(Beginning{})
	d.press("戻す")
	d.want("first.example.co.jp")
}

// The server may have been deleted since, on another computer: what was typed
// is a new one then.
func TestDraftOfAServerThatIsGone(t *testing.T) {
	d, c := drafting(t)
	d.fill("送信メールサーバー", "typed.example.co.jp")
	d.drafted(c, "typed.example.co.jp")
	d.close()
	seed(t, d.store.Dir(), func(s *store.Settings) { s.Profiles = nil })
	d = d.crashed()
	d.press("戻す")
	d.press("保存")
	d.wait("it is saved", func() bool { return len(d.own()) == 1 && d.own()[0].Outgoing.Host == "typed.example.co.jp" })
}

func TestDraftIsDiscarded(t *testing.T) {
	d, c := drafting(t)
	d.fill("送信メールサーバー", "typed.example.co.jp")
	d.drafted(c, "typed.example.co.jp")
	d = d.crashed()
	d.press("戻さない")
	d.want("one.example.jp")
	if d.file("draft.toml") != "" {
		t.Error("it would be offered again")
	}
	if d = d.crashed(); d.dialog() != nil {
		t.Errorf("it says:\n%s", d.outline())
	}
}

// A draft ends with what it is of: saved, reverted, left, or taken back by hand.
func TestDraftEndsWithTheEdit(t *testing.T) {
	for name, end := range map[string]func(*desk){
		"saved":          func(d *desk) { d.press("保存"); d.wait("it is saved", func() bool { return !d.page.dirty() }) },
		"reverted":       func(d *desk) { d.press("変更を取り消す") },
		"typed back":     func(d *desk) { d.fill("送信メールサーバー", "one.example.jp") },
		"another server": func(d *desk) { d.onChoose(d.page.selected + 1); d.press("保存しない") },
		"quit":           func(d *desk) { d.onClose(); d.press("保存しない") },
	} {
		t.Run(name, func(t *testing.T) {
			d, c := drafting(t)
			d.fill("送信メールサーバー", "typed.example.co.jp")
			d.drafted(c, "typed.example.co.jp")
			d.fill("表示名", "続き") // waits again
			d.fill("表示名", "one")
			end(d)
			c.pass()
			d.wait("the file is gone", func() bool { return d.file("draft.toml") == "" })
		})
	}
}

// What is not typed leaves no draft: a look, an exercise, or a password alone.
func TestNoDraft(t *testing.T) {
	d, c := drafting(t)
	d.viewAs(products.Garoon)
	d.viewAs("")
	d.fill("パスワード", "another")
	if len(c.waiting) != 0 {
		t.Error("something waits")
	}
	keyring.MockInit()
	d = practising(t, "ok", "")
	d.after = c.start
	d.page.current.Outgoing.Encryption = mailcore.NoEncryption
	d.edited()
	if len(c.waiting) != 0 {
		t.Error("an exercise is kept")
	}
}

// Once the program ends nothing is written any more.
func TestDraftEndsWithTheProgram(t *testing.T) {
	d, c := drafting(t)
	d.fill("送信メールサーバー", "typed.example.co.jp")
	d.Close()
	if c.pass() != 0 {
		t.Error("something still waits")
	}
}
