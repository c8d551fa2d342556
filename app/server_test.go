package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
)

func TestFirstScreen(t *testing.T) {
	d := fresh(t)
	formstest.Golden(t, "welcome.ja", d.outline())
}

// begin is fresh before anybody has pressed anything, in a language.
func begin(t *testing.T, language string) *desk {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	seed(t, dir, func(s *store.Settings) { s.Preferences.Language = language })
	return sitUnder(t, dir, store.Policy{})
}

func TestStartCard(t *testing.T) {
	for _, language := range assets.Languages {
		d := begin(t, language)
		formstest.Golden(t, "start."+language, d.outline())
		d.press(assets.Text("start.paper"))
		formstest.Golden(t, "start-product."+language, d.outline())
		d.tile(assets.Text("product.zaionnex"))
		formstest.Golden(t, "start-zaionnex."+language, d.outline())
		if d.page.dirty() {
			t.Error("what a product offers at first counts as a change")
		}
	}
}

// startWith types into the start card, and goes on to a product.
func (d *desk) startWith(text, product string) {
	d.t.Helper()
	formstest.TypeInto(formstest.All[*widgets.Entry](d.parts.start.Content)[0], text)
	d.press("次へ")
	d.tile(product)
}

const letter = `メールサーバーのお知らせ
SMTPサーバー: smtp.example.co.jp
SMTPポート番号: 587
暗号化: STARTTLS
アカウント名: taro@example.co.jp
メールアドレス: taro@example.co.jp
`

// What is about a server waits until there is one on the screen.
func TestTheStartCardHasNoServer(t *testing.T) {
	d := begin(t, "ja")
	for _, text := range ofServer {
		d.menuItem(text)
		if d.dialog() != nil || d.busy() || !d.parts.start.Content.Visible() || len(d.own()) > 0 {
			t.Errorf("%s did something:\n%s", text, d.outline())
		}
	}
}

func TestTheStartCardUnderstands(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"taro@gmail.com", "「Gmail"},
		{"taro@example.co.jp", "example.co.jp の設定を探します。パスワードは送りません。"},
		{"smtp.example.co.jp:465", "サーバー smtp.example.co.jp から始めます。"},
		{"ｓｍｔｐ．ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", "サーバー smtp.example.co.jp から始めます。"},
		{"さくら", "さくら"},
		{letter, "1 件のサーバーを読み取れました"},
		{"これは何でもない", "読み取れませんでした"},
	} {
		d := begin(t, "ja")
		formstest.TypeInto(formstest.All[*widgets.Entry](d.parts.start.Content)[0], c.text)
		d.want(c.says)
		d.press("次へ")
		if goes, want := d.says("どの製品に入れますか"), c.says != "読み取れませんでした"; goes != want {
			t.Errorf("%q leads on: %v", c.text, goes)
		}
	}
}

func TestTheStartCardFillsTheForm(t *testing.T) {
	d := begin(t, "ja")
	d.startWith("smtp.example.co.jp:465", "Vtiger CRM・F-RevoCRM")
	if p := d.page.current; p.Outgoing.Host != "smtp.example.co.jp" || p.Outgoing.Port != 465 || p.Outgoing.Encryption != mailcore.TLS || d.page.product != products.Vtiger || !slices.Contains(p.Products, products.Vtiger) {
		t.Errorf("the form has %+v as %s", p.Outgoing, d.page.product)
	}
	d = begin(t, "ja")
	d.startWith(letter, "Garoon")
	d.press("読み込む")
	d.wait("it is saved", func() bool { return len(d.own()) == 1 })
	if p := d.own()[0]; p.Outgoing.Host != "smtp.example.co.jp" || !slices.Contains(p.Products, products.Garoon) || d.page.product != products.Garoon {
		t.Errorf("saved %+v for %v", p.Outgoing, p.Products)
	}
	d.press("サーバーを追加")
	d.want("一覧に戻る")
	d.press("一覧に戻る")
	d.want("どこまで試すか")
	d.press("サーバーを追加")
	d.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.want("どこまで試すか")
}

func TestAddedServerIsOnTheDiskAndItsPasswordInTheKeyring(t *testing.T) {
	d := fresh(t)
	d.press("サーバーを追加")
	d.byHand()
	d.fill("表示名", "本社")
	d.fill("送信メールサーバー", "ｓｍｔｐ.example.jp ")
	d.fill("アカウント名", "taro@example.jp")
	d.fill("パスワード", "ひみつの言葉")
	d.press("保存")
	d.wait("it is saved", func() bool { return d.chosen() == 0 })
	text := d.file("settings.toml")
	if !strings.Contains(text, `host = 'smtp.example.jp'`) || strings.Contains(text, "ひみつ") {
		t.Errorf("the file holds:\n%s", text)
	}
	p := d.own()[0]
	if got := kept(t, p.ID); got != "ひみつの言葉" {
		t.Errorf("the keyring holds %q", got)
	}
	if p.Code != "server1" || d.page.dirty() {
		t.Errorf("code %q, unsaved %v", p.Code, d.page.dirty())
	}
	again := sit(t, d.store.Dir())
	again.wait("the password has come", func() bool { return again.page.current.Outgoing.Password == "ひみつの言葉" })
	if again.page.dirty() || again.says("変更をまだ保存していません") {
		t.Errorf("what was read counts as changed:\n%s", again.outline())
	}
}

// A server that is not finished can be kept; a code that another has cannot.
func TestSavingAsksForACodeOfItsOwn(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	seed(t, dir, func(s *store.Settings) { s.Profiles = profiles(t, "one") })
	d := sit(t, dir)
	d.press("サーバーを追加")
	d.byHand()
	d.fill("コード", "one")
	d.press("保存")
	d.want("このコードは「one」で使われています。別のコードを入力してください。")
	d.fill("送信メールサーバー", "two.example.jp")
	d.want("このコードは「one」で使われています。")
	d.fill("コード", "two")
	d.press("保存")
	d.wait("it is saved", func() bool { return d.chosen() == 1 })
}

func TestCopy(t *testing.T) {
	d := three(t)
	d.press("複製")
	d.want("one のコピー")
	d.press("保存")
	d.wait("the copy is saved", func() bool { return d.chosen() == 3 })
	if got := d.names(); got != "one two three one のコピー" {
		t.Errorf("on the disk: %s", got)
	}
	p := d.own()[3]
	if p.Code == "one" || p.ID == "id-one" || kept(t, p.ID) != "pw-one" {
		t.Errorf("the copy has code %q, ID %q, password %q", p.Code, p.ID, kept(t, p.ID))
	}
}

// three starts the program with the servers one, two and three, the first
// chosen and its password read.
func three(t *testing.T) *desk {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	seed(t, dir, func(s *store.Settings) { s.Profiles = profiles(t, "one", "two", "three") })
	d := sit(t, dir)
	d.loaded("one")
	return d
}

// loaded waits until the password of a server is on the screen.
func (d *desk) loaded(name string) {
	d.t.Helper()
	d.wait("the password of "+name+" is there", func() bool { return string(d.page.current.Outgoing.Password) == "pw-"+name })
}

// chooseServer presses a line of the list.
func (d *desk) chooseServer(name string) {
	d.t.Helper()
	for _, line := range formstest.Lines(d.parts.list.Content) {
		if strings.Contains(formstest.Outline(line), name) {
			line.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			return
		}
	}
	d.t.Fatalf("%s is not in the list:\n%s", name, d.outline())
}

func TestMove(t *testing.T) {
	d := three(t)
	formstest.Press(t, d.screen(), "<arrow-down>")
	formstest.Press(t, d.screen(), "<arrow-down>")
	if got := d.names(); got != "two three one" {
		t.Errorf("after moving down twice: %s", got)
	}
	if !formstest.Button(t, d.screen(), "<arrow-down>").Disabled() {
		t.Error("the last server can still be moved down")
	}
	formstest.Press(t, d.screen(), "<arrow-up>")
	if got := d.names(); got != "two one three" {
		t.Errorf("after moving up: %s", got)
	}
}

func TestDeleteAndUndo(t *testing.T) {
	d := three(t)
	d.chooseServer("two")
	d.loaded("two")
	d.press("削除")
	formstest.Golden(t, "delete.ja", d.outline())
	d.press("キャンセル")
	if got := d.names(); got != "one two three" {
		t.Fatalf("cancelled, and yet: %s", got)
	}
	d.press("削除")
	d.press("はい")
	if got := d.names(); got != "one three" {
		t.Fatalf("after deleting: %s", got)
	}
	d.loaded("three")
	d.want("「two」を削除しました。")
	undo(d)
	if got := d.names(); got != "one two three" {
		t.Errorf("after undoing: %s", got)
	}
	d.loaded("two")
	if got := kept(t, "id-two"); got != "pw-two" {
		t.Errorf("the keyring holds %q after undoing", got)
	}
	if d.page.dirty() || d.chosen() != 1 {
		t.Errorf("unsaved %v, chosen %d", d.page.dirty(), d.chosen())
	}
}

// undo presses 元に戻す in the bar, not the one of the form.
func undo(d *desk) { formstest.Press(d.t, d.bin.offers[0].Content, "元に戻す") }

func TestDeletedPasswordGoesWhenUndoneNoMore(t *testing.T) {
	d := three(t)
	d.press("削除")
	d.press("はい")
	d.loaded("two")
	d.chooseServer("three")
	d.loaded("three")
	d.wait("the password of one is gone", func() bool { return kept(t, "id-one") == "" })
	if d.says("「one」を削除しました。") {
		t.Error("the undo bar is still there")
	}
}

func TestDeletedPasswordGoesWhenTheProgramEnds(t *testing.T) {
	d := three(t)
	d.press("削除")
	d.press("はい")
	d.loaded("two")
	if got := kept(t, "id-one"); got != "pw-one" {
		t.Errorf("the keyring holds %q while it can be undone", got)
	}
	d.menuItem("quit")
	if got := kept(t, "id-one"); got != "" {
		t.Errorf("the keyring still holds %q", got)
	}
}

func TestLeavingUnsavedChangesAsks(t *testing.T) {
	for _, c := range []struct {
		answer   string
		chosen   int
		host     string // of one, on the disk
		onScreen string
	}{
		{"キャンセル", 0, "one.example.jp", "changed.example.jp"},
		{"保存しない", 1, "one.example.jp", "two.example.jp"},
		{"保存する", 1, "changed.example.jp", "two.example.jp"},
	} {
		t.Run(c.answer, func(t *testing.T) {
			d := three(t)
			d.fill("送信メールサーバー", "changed.example.jp")
			d.want("変更をまだ保存していません")
			d.chooseServer("two")
			d.want("「one」の変更を保存しますか？")
			d.press(c.answer)
			d.wait("the answer is carried out", func() bool { return d.chosen() == c.chosen && d.dialog() == nil })
			if d.page.current.Outgoing.Host != c.onScreen || !strings.Contains(d.file("settings.toml"), c.host) {
				t.Errorf("on the screen %s, on the disk:\n%s", d.page.current.Outgoing.Host, d.file("settings.toml"))
			}
		})
	}
}

// Cancelling leaves the list on the server whose changes are on the screen.
func TestCancelledLeavingKeepsTheListAsItWas(t *testing.T) {
	d := three(t)
	d.fill("表示名", "changed")
	d.chooseServer("two")
	d.press("キャンセル")
	list := formstest.Outline(d.parts.list.Content)
	if _, chosen, _ := strings.Cut(list, "▶"); !strings.HasPrefix(strings.TrimSpace(chosen), "changed") || !strings.Contains(chosen, "未保存") || strings.Count(list, "▶") != 1 {
		t.Errorf("the list shows:\n%s", list)
	}
}

func TestClosingWithUnsavedChangesAsks(t *testing.T) {
	d := three(t)
	d.fill("表示名", "changed")
	d.menuItem("quit")
	d.want("保存していない変更があります")
	d.press("キャンセル")
	if d.ctx.Err() != nil {
		t.Fatal("the program ended all the same")
	}
	d.menuItem("quit")
	d.press("保存する")
	d.wait("the program ends", func() bool { return d.ctx.Err() != nil })
	if got := d.names(); got != "changed two three" {
		t.Errorf("on the disk: %s", got)
	}
}

func TestRevert(t *testing.T) {
	d := three(t)
	d.fill("送信メールサーバー", "changed.example.jp")
	d.press("変更を取り消す")
	if d.page.current.Outgoing.Host != "one.example.jp" || d.page.dirty() {
		t.Errorf("the host is %s, unsaved %v", d.page.current.Outgoing.Host, d.page.dirty())
	}
}

// No file of the folder ever holds a password, whatever happened.
func TestNoFileHoldsAPassword(t *testing.T) {
	d := three(t)
	d.fill("パスワード", "pw-typed")
	d.press("保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	err := filepath.WalkDir(d.store.Dir(), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "pw-") {
			t.Errorf("%s holds a password:\n%s", path, text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A test that a timer ran while the window was in the background counts there
// as soon as somebody looks.
func TestATestFromElsewhereCounts(t *testing.T) {
	d := three(t)
	d.want("未テスト")
	p := d.own()[0]
	elsewhere, err := store.Open(d.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	report := mailcore.Report{
		ID: now.UTC().Format("20060102T150405.000000000Z") + "-1", Profile: p.WithoutSecrets(), Scope: mailcore.LoginScope, Started: now, Took: time.Second,
		Results: []mailcore.Result{{Side: mailcore.OutgoingSide, Step: mailcore.Authorize, State: mailcore.Passed, Facts: map[string]string{"method": "LOGIN"}}},
	}
	if err := elsewhere.Append(report); err != nil {
		t.Fatal(err)
	}
	d.catchUp()
	if got := d.page.current; got.Standing() != mailcore.Proven || got.Settled().Outgoing.Auth != mailcore.LOGIN || d.page.dirty() {
		t.Errorf("%s, %+v", got.Standing(), got.Verified)
	}
	d.want("ログインまで")
}

// While somebody types what is right, no field moves: a click that was aimed
// at one hits it.
func TestNothingMovesWhileTyping(t *testing.T) {
	d := fresh(t)
	places := func() map[string]fyne.Position {
		at := map[string]fyne.Position{}
		for _, label := range []string{"送信メールサーバー", "通信の暗号化", "ポート番号", "アカウント名", "パスワード", "送信元メールアドレス"} {
			at[label] = fyne.CurrentApp().Driver().AbsolutePositionForObject(formstest.Row(t, d.screen(), label))
		}
		return at
	}
	before := places()
	still := func(after string) {
		for label, at := range places() {
			if at != before[label] {
				t.Errorf("after %s, %s is at %v and was at %v", after, label, at, before[label])
			}
		}
	}
	formstest.Choose(t, d.screen(), "通信の暗号化", "SSL/TLS")
	still("choosing the encryption")
	for _, typed := range [][2]string{
		{"送信メールサーバー", "smtp.gmail.com"},
		{"ポート番号", "465"},
		{"アカウント名", "taro@gmail.com"},
		{"パスワード", "himitsu-1"},
		{"送信元メールアドレス", "taro@gmail.com"},
		{"送信メールサーバー", "smtp.example.jp"},
	} {
		formstest.Type(t, d.screen(), typed[0], typed[1])
		still("typing " + typed[0])
	}
}
