package forms_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

func TestTypingChangesTheProfile(t *testing.T) {
	b := edit(t, mailcore.NewProfile())
	formstest.Type(t, b.Content, "送信メールサーバー", "smtp.example.jp")
	formstest.Type(t, b.Content, "アカウント名", "taro")
	formstest.Type(t, b.Content, "パスワード", "ひみつ 1")
	formstest.Choose(t, b.Content, "SMTP認証", "CRAM-MD5")
	formstest.Type(t, b.Content, "タイムアウト（秒）", "１５")
	o := b.profile.Outgoing
	if o.Host != "smtp.example.jp" || o.User != "taro" || string(o.Password) != "ひみつ 1" || o.Auth != mailcore.CRAMMD5 || o.Timeout != 15 {
		t.Errorf("the profile holds %+v, password %q", o, string(o.Password))
	}
	if b.edits == 0 {
		t.Error("nobody was told of the edits")
	}
}

func TestPortFollowsEncryption(t *testing.T) {
	for _, c := range []struct {
		name       string
		port       string // typed first, "" for none
		encryption string
		want       int
		offer      string // the button that then stands beside the port
	}{
		{"untouched", "", "SSL/TLS", 465, ""},
		{"untouched to none", "", "使用しない", 25, ""},
		{"typed", "2525", "SSL/TLS", 2525, "→ 465"},
		{"full-width", "２５２５", "SSL/TLS", 2525, "→ 465"},
		{"typed the usual one", "587", "SSL/TLS", 587, "→ 465"},
		{"no number", "五八七", "STARTTLS", -1, "→ 587"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := edit(t, mailcore.NewProfile())
			if c.port != "" {
				formstest.Type(t, b.Content, "ポート番号", c.port)
			}
			formstest.Choose(t, b.Content, "通信の暗号化", c.encryption)
			if b.profile.Outgoing.Port != c.want {
				t.Errorf("the port is %d, want %d", b.profile.Outgoing.Port, c.want)
			}
			if got := offer(t, b); got != c.offer {
				t.Errorf("offered %q, want %q", got, c.offer)
			}
		})
	}
}

// offer returns the text of the button beside the port, or "".
func offer(t *testing.T, b *bench) string {
	t.Helper()
	for _, button := range formstest.All[*widgets.Link](formstest.Row(t, b.Content, "ポート番号").Field()) {
		return button.Text()
	}
	return ""
}

func TestOfferTakesTheUsualPort(t *testing.T) {
	b := edit(t, mailcore.NewProfile())
	formstest.Type(t, b.Content, "ポート番号", "2525")
	formstest.Choose(t, b.Content, "通信の暗号化", "SSL/TLS")
	formstest.All[*widgets.Link](formstest.Row(t, b.Content, "ポート番号").Field())[0].Tapped(&fyne.PointEvent{})
	if entry := formstest.Field[*widgets.Entry](t, b.Content, "ポート番号"); b.profile.Outgoing.Port != 465 || entry.Text != "465" {
		t.Errorf("the port is %d, shown as %q", b.profile.Outgoing.Port, entry.Text)
	}
	if got := offer(t, b); got != "" {
		t.Errorf("still offered: %s", got)
	}
	formstest.Choose(t, b.Content, "通信の暗号化", "使用しない")
	if b.profile.Outgoing.Port != 25 {
		t.Errorf("a port that was taken over does not follow: %d", b.profile.Outgoing.Port)
	}
}

func TestSavedPortIsTypedOnce(t *testing.T) {
	p := office()
	p.Outgoing.Port = 587
	b := edit(t, p)
	formstest.Choose(t, b.Content, "通信の暗号化", "SSL/TLS")
	if b.profile.Outgoing.Port != 587 || offer(t, b) == "" {
		t.Errorf("port %d, offered %q: want the saved one and an offer", b.profile.Outgoing.Port, offer(t, b))
	}
}

func TestNotifyIsAList(t *testing.T) {
	want := []string{"a@example.jp", "b@example.jp", "c@example.jp"}
	for _, text := range []string{
		"a@example.jp, b@example.jp, c@example.jp", "a@example.jp、b@example.jp、c@example.jp",
		"a@example.jp，b@example.jp，c@example.jp", "a@example.jp;b@example.jp　c@example.jp,",
	} {
		b := edit(t, mailcore.NewProfile())
		formstest.Type(t, b.Content, "管理通知用メールアドレス", text)
		if !slices.Equal(b.profile.Notify, want) {
			t.Errorf("%q became %q", text, b.profile.Notify)
		}
	}
}

func TestRowsThatDoNotApplyAreHidden(t *testing.T) {
	b := edit(t, office())
	shown := func(label string) bool {
		text := formstest.Outline(b.Content)
		return strings.Contains(text, "\n"+label+":") || strings.Contains(text, "\n"+label+"*:")
	}
	steps := []struct {
		do    func()
		label string
		want  bool
	}{
		{func() {}, "アカウント名", true},
		{func() { formstest.Choose(t, b.Content, "SMTP認証", "未使用") }, "アカウント名", false},
		{func() {}, "パスワード", false},
		{func() { formstest.Choose(t, b.Content, "SMTP認証", "基本認証 PLAIN") }, "パスワード", true},
		{func() {}, "パスワードの送信", false},
		{func() { formstest.Choose(t, b.Content, "通信の暗号化", "使用しない") }, "パスワードの送信", true},
		{func() {}, "POP サーバー", false},
		{func() { formstest.Tick(t, b.Content, "POP Before SMTP") }, "POP サーバー", true},
		{func() { formstest.Tick(t, b.Content, "POP Before SMTP") }, "POP サーバー", false},
	}
	for _, s := range steps {
		s.do()
		if shown(s.label) != s.want {
			t.Errorf("%s shown: %v, want %v", s.label, !s.want, s.want)
		}
	}
}

func TestProblemsWaitUntilAFieldIsTouched(t *testing.T) {
	b := edit(t, mailcore.NewProfile())
	if got := b.problem(t, "送信メールサーバー"); got != "" {
		t.Errorf("an untouched field is reproached: %s", got)
	}
	formstest.Type(t, b.Content, "送信メールサーバー", "a b")
	if got := b.problem(t, "送信メールサーバー"); got != "サーバー名に含まれる空白を取り除いてください。" {
		t.Errorf("the problem says %q", got)
	}
	formstest.Type(t, b.Content, "送信メールサーバー", "")
	if got := b.problem(t, "送信メールサーバー"); got != "入力してください。" {
		t.Errorf("the problem of an emptied field says %q", got)
	}
	if got := b.problem(t, "アカウント名"); got != "" {
		t.Errorf("another field is reproached: %s", got)
	}
	if !b.Judge(products.Problems(b.profile, mailcore.SendScope)) {
		t.Error("Judge found nothing that stops a test")
	}
	for _, label := range []string{"アカウント名", "パスワード", "送信元メールアドレス"} {
		if got := b.problem(t, label); got != "入力してください。" {
			t.Errorf("%s after Judge: %q", label, got)
		}
	}
	b.Show()
	if got := b.problem(t, "アカウント名"); got != "" {
		t.Errorf("after Show: %s", got)
	}
}

// What a test needs and saving does not stays on the screen while the person
// fills it in, field by field.
func TestJudgedProblemsStayUntilTheyAreMended(t *testing.T) {
	b := edit(t, mailcore.NewProfile())
	b.Judge(products.Problems(b.profile, mailcore.SendScope))
	formstest.Type(t, b.Content, "送信メールサーバー", "smtp.example.jp")
	if got := b.problem(t, "アカウント名"); got != "入力してください。" {
		t.Errorf("the account's problem became %q when the host was typed", got)
	}
	if got := b.problem(t, "送信メールサーバー"); got != "" {
		t.Errorf("the host's problem stays: %s", got)
	}
}

func TestMark(t *testing.T) {
	b := edit(t, office())
	b.Mark([]mailcore.Finding{{Field: "outgoing.port", Severity: mailcore.Error}, {Field: "outgoing.host", Severity: mailcore.Warning}})
	if !formstest.Row(t, b.Content, "ポート番号").Marked() || formstest.Row(t, b.Content, "送信メールサーバー").Marked() {
		t.Error("want the port marked, and not the host, of which there is a warning only")
	}
	b.Mark(nil)
	if formstest.Row(t, b.Content, "ポート番号").Marked() {
		t.Error("the mark stays")
	}
}

func TestEnterInTheRecipientRuns(t *testing.T) {
	b := edit(t, office())
	show(t, b.Recipient)
	ran := 0
	b.OnEnter = func() { ran++ }
	entry := formstest.Field[*widgets.Entry](t, b.Recipient, "確認用の送信先メールアドレス")
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if ran != 1 {
		t.Errorf("Enter ran %d tests", ran)
	}
}

// Escape, which stops a test, is for the window wherever the cursor is.
func TestEscapeIsForTheWindow(t *testing.T) {
	b := edit(t, office())
	win := show(t, b.Content)
	escaped := 0
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { escaped++ })
	var fields []fyne.Focusable
	for _, o := range test.LaidOutObjects(b.Content) {
		if f, ok := o.(fyne.Focusable); ok && o.Visible() {
			fields = append(fields, f)
		}
	}
	for i, f := range fields {
		win.Canvas().Focus(f)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if escaped != i+1 {
			t.Fatalf("%T keeps Escape to itself", f)
		}
	}
	if len(fields) < 10 {
		t.Errorf("only %d fields can have the cursor", len(fields))
	}
}

// The keyboard never takes the cursor to where it cannot be seen.
func TestTheFieldWithTheCursorIsInView(t *testing.T) {
	b := edit(t, office())
	win := show(t, b.Content)
	win.Resize(fyne.NewSize(480, 300))
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject
	for range 40 {
		win.Canvas().FocusNext()
		o, ok := win.Canvas().Focused().(fyne.CanvasObject)
		if !ok {
			continue
		}
		above, below := top(o).Y-top(b.Content).Y, top(o).Y+o.Size().Height-top(b.Content).Y
		if o.Size().Height < b.Content.Size().Height && (above < 0 || below > b.Content.Size().Height) {
			t.Errorf("%T reaches from %.0f to %.0f of %.0f", o, above, below, b.Content.Size().Height)
		}
	}
}

func TestWhatIsNoNumberStaysToBeCorrected(t *testing.T) {
	b := edit(t, mailcore.NewProfile())
	formstest.Type(t, b.Content, "ポート番号", "58x7")
	b.Redraw()
	if got := formstest.Field[*widgets.Entry](t, b.Content, "ポート番号").Text; got != "58x7" {
		t.Errorf("the field says %q", got)
	}
	formstest.Type(t, b.Content, "ポート番号", "５８７")
	b.Redraw()
	if got := formstest.Field[*widgets.Entry](t, b.Content, "ポート番号").Text; got != "587" {
		t.Errorf("the field says %q", got)
	}
	b.profile = mailcore.NewProfile()
	b.Show()
	if got := formstest.Field[*widgets.Entry](t, b.Content, "ポート番号").Text; got != "587" {
		t.Errorf("another server's field says %q", got)
	}
}

// A field that is folded away comes into sight when it is what is wrong, and
// says what is, with the button that mends it.
func TestWhatIsWrongUnfolds(t *testing.T) {
	folded := func() *bench {
		b := edit(t, office())
		b.Show()
		if strings.Contains(formstest.Outline(b.Content), "コード") {
			t.Fatalf("the details are in sight:\n%s", formstest.Outline(b.Content))
		}
		return b
	}
	b := folded()
	b.Judge([]mailcore.Problem{{Field: "code", Code: "code-duplicate", Severity: mailcore.Error, Args: map[string]string{"name": "支社"}}})
	if b.problem(t, "コード") == "" {
		t.Error("a folded field does not say what is wrong with it")
	}
	b = folded()
	b.Mark([]mailcore.Finding{{Code: "helo-fqdn", Severity: mailcore.Error, Field: "outgoing.helo", Fixes: []mailcore.Change{{Field: "outgoing.helo", Value: "pc1.example.jp"}}}})
	row := formstest.Row(t, b.Content, "HELO 名")
	if !row.Marked() || row.Problem() == "" {
		t.Errorf("the field for which a test failed says nothing:\n%s", formstest.Outline(b.Content))
	}
	formstest.Press(t, b.Content, "HELO 名を pc1.example.jp に変える")
	if b.profile.Outgoing.HELO != "pc1.example.jp" {
		t.Errorf("the cure made the HELO name %q", b.profile.Outgoing.HELO)
	}
}

// TestMarksForDotsAreMendedInTheField: in each view, by one press.
func TestMarksForDotsAreMendedInTheField(t *testing.T) {
	for view, labels := range map[mailcore.Product][]string{
		"":                {"送信元メールアドレス", "アカウント名"},
		products.Cybozu:   {"システムメールアドレス", "アカウント名", "テストメールの送信"},
		products.Zaionnex: {"送信元メールアドレス", "管理通知用メールアドレス", "確認用の送信先メールアドレス"},
		products.Vtiger:   {"差出人", "ユーザ名"},
	} {
		for _, label := range labels {
			b := edit(t, mailcore.NewProfile())
			b.SetView(view)
			formstest.Type(t, b.Content, label, "taro@lab、test")
			buttons := formstest.All[*widgets.Button](formstest.Row(t, b.Content, label))
			i := slices.IndexFunc(buttons, func(b *widgets.Button) bool {
				return b.Visible() && strings.HasSuffix(b.Text, "taro@lab.test に変える")
			})
			if i < 0 {
				t.Errorf("%q %s: no cure", view, label)
				continue
			}
			test.Tap(buttons[i])
			if got := formstest.Field[*widgets.Entry](t, b.Content, label).Text; got != "taro@lab.test" || formstest.Row(t, b.Content, label).Problem() != "" {
				t.Errorf("%q %s: %q, %q", view, label, got, formstest.Row(t, b.Content, label).Problem())
			}
		}
	}
}

// Most people type the same address three times: who types it once finds it in
// the others, until he types something else there. A saved server is left alone.
func TestAnAddressIsTypedOnce(t *testing.T) {
	b := edit(t, mailcore.NewProfile())
	formstest.Type(t, b.Content, "アカウント名", "taro@example.jp")
	if p := b.profile; p.From != "taro@example.jp" || p.TestTo != "taro@example.jp" || p.Incoming.User != "taro@example.jp" {
		t.Errorf("the others are %q, %q, %q", p.From, p.TestTo, p.Incoming.User)
	}
	formstest.Type(t, b.Content, "送信元メールアドレス", "info@example.jp")
	formstest.Type(t, b.Content, "アカウント名", "hanako@example.jp")
	if p := b.profile; p.From != "info@example.jp" || p.TestTo != "info@example.jp" {
		t.Errorf("what was typed became %q, %q", p.From, p.TestTo)
	}
	b = edit(t, office())
	formstest.Type(t, b.Content, "アカウント名", "hanako@example.jp")
	if b.profile.From != office().From {
		t.Errorf("a saved server's sender became %q", b.profile.From)
	}
}

// A server that never received has the usual port of the protocol that is
// chosen, whenever that is.
func TestAnUnusedPortWasNotTyped(t *testing.T) {
	p := office()
	b := edit(t, p)
	formstest.Choose(t, b.Content, "受信プロトコル", "IMAP4")
	if b.profile.Incoming.Port != 993 {
		t.Errorf("IMAP4 begins with the port %d", b.profile.Incoming.Port)
	}
}

// A product's screen may ask for the test recipient too: what is typed into one
// of the two is in the other.
func TestTheTestRecipientIsOne(t *testing.T) {
	b := edit(t, office())
	b.SetView(products.Zaionnex)
	show(t, container.NewVBox(b.Recipient, b.Content))
	entries := []*widgets.Entry{}
	for _, e := range formstest.All[*widgets.Entry](b.Content) {
		if e.Text == b.profile.TestTo && e.Text != b.profile.From {
			entries = append(entries, e)
		}
	}
	if len(entries) == 0 {
		t.Fatal("the screen has no such row")
	}
	formstest.TypeInto(entries[0], "boss@example.jp")
	if got := formstest.All[*widgets.Entry](b.Recipient)[0].Text; got != "boss@example.jp" {
		t.Errorf("the field beside the test says %q", got)
	}
}
