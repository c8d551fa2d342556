package app

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
)

// viewAs shows the settings as a product does; "" as our own screen.
func (d *desk) viewAs(id mailcore.Product) {
	d.t.Helper()
	d.parts.product.choose(id)
}

func TestSwitchingTheViewLosesNothing(t *testing.T) {
	d := three(t)
	before := d.page.current
	for _, id := range products.IDs {
		d.viewAs(id)
		if d.page.dirty() {
			t.Errorf("%s changed the settings", id)
		}
	}
	d.viewAs("")
	d.want("通信の暗号化")
	if d.page.current.Hash() != before.Hash() {
		t.Error("the settings differ")
	}
}

func TestEditingAsGaroonIsSaved(t *testing.T) {
	d := three(t)
	d.viewAs(products.Garoon)
	d.fill("送信メールサーバー名(SMTP)", "smtp.garoon.example")
	d.pick("暗号化通信", "TLSを使用する")
	d.pick("受信プロトコル", "POP3")
	d.fill("受信メールサーバー名", "pop.garoon.example")
	d.press("変更する")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	if o := d.own()[0].Outgoing; o.Host != "smtp.garoon.example" || o.Encryption != mailcore.TLS {
		t.Errorf("saved %+v", o)
	}
}

func TestVtigerServerKeepsWhatCannotBeRead(t *testing.T) {
	d := three(t)
	d.viewAs(products.Vtiger)
	d.fill("サーバ名", "ssl://a.example.jp:465;b.example.jp")
	row := formstest.Row(t, d.screen(), "サーバ名")
	if row.Problem() == "" || formstest.Field[*widgets.Entry](t, d.screen(), "サーバ名").Text == "" {
		t.Errorf("the row says %q", row.Problem())
	}
	d.fill("サーバ名", "ssl://a.example.jp:465")
	if o := d.page.current.Outgoing; row.Problem() != "" || o.Host != "a.example.jp" || o.Port != 465 || o.Encryption != mailcore.TLS {
		t.Errorf("read %+v, problem %q", o, row.Problem())
	}
}

func TestWhatCannotBeReadIsNeitherSavedNorTested(t *testing.T) {
	const typed = "ssl://a.example.jp:465;b.example.jp"
	d := three(t)
	d.viewAs(products.Vtiger)
	saved := d.own()[0].Outgoing.Host
	d.fill("サーバ名", typed)
	for _, press := range []func(){func() { d.press("保存") }, d.onRun, func() { d.save(nil) }} {
		press()
		text := formstest.Field[*widgets.Entry](t, d.screen(), "サーバ名").Text
		if d.busy() || text != typed || d.own()[0].Outgoing.Host != saved {
			t.Errorf("running %v, saved %s, the field says %q", d.busy(), d.own()[0].Outgoing.Host, text)
		}
	}
}

// practising shows the settings of the practice server as a product does.
func practising(t *testing.T, scenario string, id mailcore.Product) *desk {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.wait("it is there", func() bool { return d.page.current.Practice })
	i := slices.IndexFunc(practice.Scenarios, func(s practice.Scenario) bool { return s.Name == scenario })
	d.onScenario(practice.Scenarios[i])
	d.viewAs(id)
	return d
}

func TestVtigerSavesOnlyWhatPasses(t *testing.T) {
	for scenario, saved := range map[string]bool{"ok": true, "password": false} {
		d := practising(t, scenario, products.Vtiger)
		d.fill("差出人", practice.Accounts[0].Address+" ") // something to save
		d.page.current.Name = "新しい名前"
		d.press("保存")
		d.wait("the test has ended", func() bool { return !d.busy() && d.view.Report().Ended() && len(d.view.Report().Results) > 0 })
		kept := slices.ContainsFunc(d.settings.Profiles, func(p mailcore.Profile) bool { return p.Name == "新しい名前" })
		if kept != saved {
			t.Errorf("%s: kept %v, want %v\n%s", scenario, kept, saved, d.outline())
		}
		if scenario == "ok" {
			d.want("テストメールが送信されました。")
		} else {
			d.want("管理者ユーザーにメールを送信できません。")
		}
	}
}

func TestZaionnexShowsItsOwnResult(t *testing.T) {
	d := practising(t, "ok", products.Zaionnex)
	d.page.current.Outgoing.Encryption = mailcore.NoEncryption // it knows no other
	d.form.Redraw()
	formstest.Press(t, d.screen(), "実行")
	d.wait("the test has ended", func() bool { return !d.busy() && d.view.Report().Ended() && len(d.view.Report().Results) > 0 })
	d.want("正常に送信されました")
}

func TestCybozuSavesAndSends(t *testing.T) {
	d := practising(t, "ok", products.Cybozu)
	d.press("保存")
	d.wait("a test mail was sent", func() bool { return !d.busy() && d.view.Report().OK() })
	if d.view.Report().Scope != mailcore.SendScope {
		t.Errorf("tested as far as %s", d.view.Report().Scope)
	}
}

// TestCybozuListsItsFailures: as the product does, the newest ten of a month
// (CY-14).
func TestCybozuListsItsFailures(t *testing.T) {
	d := practising(t, "ok", products.Cybozu)
	d.page.current.Name, d.page.current.TestTo = "本社", "nobody@"+practice.Domain
	d.press("システムメールの送信失敗履歴")
	d.wait("it says that there are none", func() bool { return contains(d.failures(), "送れなかったテストメールはありません") })
	now := time.Now()
	for i := range 13 { // the last two are another product's, or too old
		r := failed(d.page.current, products.Cybozu, fmt.Sprintf("to%d@example.jp", i), now.Add(-time.Duration(i)*time.Hour))
		switch i {
		case 1:
			r.For = []mailcore.Product{products.Garoon}
		case 2:
			r.Started = now.AddDate(0, -1, -1)
		}
		if err := d.store.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	d.press("システムメールの送信失敗履歴")
	d.wait("they are listed", func() bool { return contains(d.failures(), "to0@example.jp") })
	got := d.failures()
	for _, want := range []string{"宛先", "送信日時", "送信メールサーバー", "エラー", "550 5.1.1", "smtp.example.jp:587", "192.0.2.1", "STARTTLS", "to11@example.jp"} {
		if !contains(got, want) {
			t.Errorf("the list lacks %q:\n%s", want, got)
		}
	}
	for _, strange := range []string{"to1@", "to2@", "to12@"} {
		if contains(got, strange) {
			t.Errorf("the list has %q:\n%s", strange, got)
		}
	}
}

// failures is what the product's own history says.
func (d *desk) failures() string {
	if d.beside.failures.window == nil {
		return ""
	}
	return formstest.Outline(d.beside.failures.window.Content())
}

// failed is a test in the way of a product that the server ended.
func failed(p mailcore.Profile, id mailcore.Product, to string, at time.Time) mailcore.Report {
	p.TestTo, p.Products, p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption = to, []mailcore.Product{id}, "smtp.example.jp", 587, mailcore.STARTTLS
	return mailcore.Report{ID: uuid.NewString(), Profile: p.WithoutSecrets(), Scope: mailcore.SendScope, For: p.Products, Started: at, Results: []mailcore.Result{
		{Side: mailcore.OutgoingSide, Step: mailcore.Connect, State: mailcore.Passed, Facts: map[string]string{"address": "192.0.2.1"}},
		{Side: mailcore.OutgoingSide, Step: mailcore.RcptTo, State: mailcore.Failed, Fault: mailcore.Replied, Reply: "550 5.1.1 User unknown"},
	}}
}

// TestBuiltInIsNoFailure: nothing here can test the server of cybozu.com.
func TestBuiltInIsNoFailure(t *testing.T) {
	d := fresh(t)
	d.viewAs(products.Cybozu)
	d.pick("メールサーバー", "組み込み")
	d.fill("テストメールの送信", "hanako@example.jp")
	d.page.current.Name = "組み込み"
	d.press("保存")
	d.want("Todoku からは試せません")
	formstest.Press(t, d.screen(), "実行")
	d.want("組み込みのサーバーは試せません")
	d.press("閉じる")
	if r := d.view.Report(); r.ID != "" || d.says("失敗 —") || d.says("✖") {
		t.Errorf("a test failed:\n%s", d.outline())
	}
}

func TestFixesInTheFormAreOnePress(t *testing.T) {
	d := three(t)
	d.viewAs(products.MailShare)
	d.pick("POP3/IMAP4", "POP3")
	d.viewAs("")
	d.fill("送信メールサーバー", "ssl://smtp.example.jp:465")
	d.press("送信メールサーバーを smtp.example.jp、通信の暗号化を SSL/TLS、ポート番号を 465 に変える")
	if o := d.page.current.Outgoing; o.Host != "smtp.example.jp" || o.Port != 465 || o.Encryption != mailcore.TLS {
		t.Errorf("became %+v", o)
	}
}

// asList shows the sheet as a list.
func (d *desk) asList() {
	d.t.Helper()
	formstest.All[*widgets.Choice](d.beside.sheet.window.Content())[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
}

func TestInputSheet(t *testing.T) {
	d := three(t)
	d.viewAs(products.Vtiger)
	d.press("入力シート")
	if d.beside.sheet.window == nil {
		t.Fatal("no window")
	}
	d.asList()
	got := formstest.Outline(d.beside.sheet.window.Content())
	for _, want := range []string{"「one」の入力シート", "サーバ名", "tls://", "（パスワードを手で記入）", "未テスト"} {
		if !contains(got, want) {
			t.Errorf("the sheet lacks %q:\n%s", want, got)
		}
	}
	formstest.Press(t, d.beside.sheet.window.Content(), "コピー")
	if got := d.app.Clipboard().Content(); got == "" {
		t.Error("nothing was copied")
	}
	d.files.save = func(_ fyne.Window, name string, then func(string)) { then(t.TempDir() + "/" + name) }
	formstest.Press(t, d.beside.sheet.window.Content(), "CSV")
	d.beside.sheet.window.Close()
	if d.beside.sheet.window != nil {
		t.Error("a closed window is remembered")
	}
}

// The password is in the text of a product's file where somebody asks for it,
// and never in what is saved.
func TestInputSheetOfAFile(t *testing.T) {
	d := three(t)
	d.viewAs(products.Redmine)
	d.page.current.Outgoing.Password = "himitsu-no-kotoba"
	d.press("入力シート")
	d.asList()
	content := d.beside.sheet.window.Content()
	tick := assets.Text("sheet.reveal")
	if got := formstest.Outline(content); !contains(got, products.Blank) || contains(got, "himitsu-no-kotoba") {
		t.Errorf("the sheet shows\n%s", got)
	}
	for _, box := range formstest.All[*widgets.Check](content) {
		if box.Text == tick {
			box.SetChecked(true)
		}
	}
	if got := formstest.Outline(content); contains(got, products.Blank) || !contains(got, `password: "himitsu-no-kotoba"`) {
		t.Errorf("with the password it shows\n%s", got)
	}
	folder := t.TempDir()
	d.files.save = func(_ fyne.Window, name string, then func(string)) { then(filepath.Join(folder, name)) }
	formstest.Press(t, content, "Markdown")
	formstest.Press(t, content, "すべてコピー")
	saved, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(saved) != 1 {
		t.Fatalf("saved %v, %v", saved, err)
	}
	if text, err := os.ReadFile(saved[0]); err != nil || bytes.Contains(text, []byte("himitsu-no-kotoba")) {
		t.Errorf("%v, the file holds the password", err)
	}
	if contains(d.app.Clipboard().Content(), "himitsu-no-kotoba") {
		t.Error("the whole sheet was copied with the password")
	}
	choice := formstest.Field[*widgets.Select](t, content, assets.Text("sheet.product"))
	choice.SetSelected("GitLab")
	if got := formstest.Outline(content); contains(got, "himitsu-no-kotoba") {
		t.Errorf("another product's sheet shows it unasked\n%s", got)
	}
	choice.SetSelected("Garoon")
	if got := formstest.Outline(content); contains(got, tick) {
		t.Errorf("a product without a file offers it\n%s", got)
	}
}

func TestVtigerDoesNotSaveWhatChangedMeanwhile(t *testing.T) {
	d := practising(t, "ok", products.Vtiger)
	d.page.current.Name = "新しい名前"
	d.press("保存")
	d.page.current.Outgoing.Host = "wrong.example.jp"
	d.wait("the test has ended", func() bool { return !d.busy() && d.view.Report().Ended() && len(d.view.Report().Results) > 0 })
	d.want("テストのあいだに設定が変わったため、保存していません。")
	if slices.ContainsFunc(d.settings.Profiles, func(p mailcore.Profile) bool { return p.Outgoing.Host == "wrong.example.jp" }) {
		t.Error("settings that nobody tested were saved")
	}
}

func TestANewPasswordHasToBeTested(t *testing.T) {
	d := three(t)
	d.page.current.Verified = mailcore.Verified{Hash: d.page.current.Hash(), Scope: mailcore.SendScope, At: time.Now(), OK: true, For: products.IDs}
	d.page.saved.Verified = d.page.current.Verified
	d.fill("パスワード", "another-one")
	d.want("変更あり")
	d.press("保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	if got := d.page.current.Standing(); got != mailcore.ChangedSince {
		t.Errorf("saved with a new password it is %s", got)
	}
}

// What a product refuses to keep is not kept as if it did, and says so at the
// field; once it is there the server is one for that product.
func TestAProductsScreenRefusesWhatTheProductRefuses(t *testing.T) {
	keyring.MockInit()
	d := sit(t, t.TempDir())
	d.press("サーバーを追加")
	formstest.Press(t, d.screen(), "紙を見て入力")
	d.tile("Garoon")
	if d.says("✖") {
		t.Error("new settings that nobody touched have something red")
	}
	d.press("追加する")
	d.want("入力してください。")
	if n := len(d.own()); n != 0 {
		t.Fatalf("%d servers were kept", n)
	}
	for label, text := range map[string]string{"メールサーバーコード": "main", "メールサーバーの名称": "本社", "送信メールサーバー名(SMTP)": "smtp.example.jp"} {
		d.fill(label, text)
	}
	d.pick("受信プロトコル", "POP3")
	d.press("追加する")
	if n := len(d.own()); n != 0 {
		t.Fatalf("without a receiving server %d were kept", n)
	}
	d.fill("受信メールサーバー名", "pop.example.jp")
	d.press("追加する")
	d.wait("it is kept", func() bool { return len(d.own()) == 1 })
	if p := d.own()[0]; !slices.Contains(p.Products, products.Garoon) || p.Code != "main" {
		t.Errorf("kept as %+v", p)
	}
	if d.page.scope != mailcore.LoginsScope {
		t.Errorf("a test goes as far as %s", d.page.scope)
	}
}

// A test of a screen with empty fields names them and leads to the first; those
// that the product has elsewhere are below the screen.
func TestAProductsScreenNamesWhatATestLacks(t *testing.T) {
	d := three(t)
	d.viewAs(products.Garoon)
	for _, label := range []string{"送信メールサーバー名(SMTP)", "送信: アカウント名", "送信: パスワード", "送信元メールアドレス"} {
		d.fill(label, "")
	}
	d.press("実行")
	d.wait("the test has ended", func() bool { return !d.busy() })
	d.want("直すところは、送信メールサーバー、アカウント名、パスワード、受信: 受信プロトコル です。")
	if got := formstest.Row(t, d.screen(), "送信メールサーバー名(SMTP)").Problem(); got != "入力してください。" {
		t.Errorf("the first field says %q", got)
	}
	for label, text := range map[string]string{"送信: アカウント名": "taro", "送信: パスワード": "himitsu", "送信元メールアドレス": "taro@example.jp"} {
		d.fill(label, text)
	}
	if p := d.page.current; p.Outgoing.User != "taro" || p.Outgoing.Password != "himitsu" || p.From != "taro@example.jp" {
		t.Errorf("below the screen nothing is kept: %+v", p)
	}
	d.press("変更を取り消す")
	if d.page.dirty() {
		t.Errorf("not taken back: %+v", d.page.current.Outgoing)
	}
}

// Every screen fits into a small window in every language: what is wider than
// it cannot be reached.
func TestScreensFit(t *testing.T) {
	d := three(t)
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		d.build()
		for _, size := range []fyne.Size{{Width: 800, Height: 460}, {Width: 1024, Height: 700}} {
			d.window.Resize(size)
			for _, id := range append([]mailcore.Product{""}, products.IDs...) {
				d.viewAs(id)
				if least := d.window.Content().MinSize(); least.Width > size.Width || least.Height > size.Height {
					t.Errorf("%s, %q: %v in a window of %v", lang, id, least, size)
				}
				path := d.parts.product.path
				under := fyne.CurrentApp().Driver().AbsolutePositionForObject(path).Y + path.MinSize().Height
				if top := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.form.Content).Y; path.Visible() && under > top {
					t.Errorf("%s, %q in a window of %v: the path ends at %.0f, the form begins at %.0f", lang, id, size, under, top)
				}
			}
		}
	}
}

// What a product would not keep, and what was mended in its one field for the
// server, is said at the field, before anything is sent.
func TestVtigerWarnsAtTheField(t *testing.T) {
	d := three(t)
	d.viewAs(products.Vtiger)
	d.fill("サーバ名", "SSL://smtp.example.jp")
	d.want("大文字を小文字として読みました")
	d.want("465 を補いました")
	d.fill("ユーザ名", "a&b")
	d.want("アカウント名を書き換えて")
	d.fill("パスワード", "Kx7<pQ2vLm")
	d.want("正しく保存しません")
	d.fill("パスワード", "Kx7pQ2vLm")
	if d.says("正しく保存しません") {
		t.Error("a password of letters and digits is warned of")
	}
}
