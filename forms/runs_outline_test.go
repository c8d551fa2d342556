package forms_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// past are one run that passed and one that failed.
func past(i int) forms.PastRun {
	p := forms.PastRun{
		State: mailcore.Passed, Sent: "2025-04-02 09:00:00", Scope: assets.Text("scope.send"), To: "hanako@example.jp", From: "taro@example.jp",
		Server: "本社のメールサーバー", Address: "smtp.example.jp:587  STARTTLS", Error: assets.Text("state.passed"), Reply: "250 2.0.0 Ok: queued as 4F2",
	}
	if i%2 == 1 {
		p.State, p.Sent = mailcore.Failed, "2025-04-01 09:00:00"
		p.Error, p.Reply = "535  5.7.8  "+assets.Text("finding.auth-fail.title"), "535 5.7.8 Error: authentication failed"
	}
	return p
}

// A desk has a list of past runs on it and notes what is asked of it.
type runDesk struct {
	*forms.RunList
	win  fyne.Window
	told []string
}

func runs(t *testing.T, language string, width float32) *runDesk {
	t.Helper()
	speak(t, language)
	d := &runDesk{}
	tell := func(what string) func() { return func() { d.told = append(d.told, what) } }
	test.NewTempApp(t) // texts are measured while the list is made
	d.RunList = forms.NewRunList(forms.RunActions{
		Chosen: func(i int) { d.told = append(d.told, fmt.Sprint("chosen ", i)) },
		Filter: func(q forms.RunQuery) { d.told = append(d.told, fmt.Sprintf("%+v", q)) },
		Reload: tell("reload"), Copy: tell("copy"), Delete: tell("delete"), DeleteAll: tell("delete all"),
	}, forms.RunQuery{})
	d.win = show(t, d.Content)
	d.win.Resize(fyne.NewSize(width, 600))
	d.Offer([]widgets.Option{{Value: "p1", Label: "本社のメールサーバー"}, {Value: "p2", Label: "支社"}})
	return d
}

func TestRunListOutline(t *testing.T) {
	for _, language := range assets.Languages {
		t.Run(language, func(t *testing.T) {
			d := runs(t, language, 1280)
			formstest.Golden(t, "runs-loading."+language, formstest.Outline(d.Content))
			d.Show(2, 2, 0, past)
			formstest.Golden(t, "runs."+language, formstest.Outline(d.Content))
			d.Show(0, 2, 0, past)
			formstest.Golden(t, "runs-no-match."+language, formstest.Outline(d.Content))
			d.Show(0, 0, 0, past)
			formstest.Golden(t, "runs-empty."+language, formstest.Outline(d.Content))
		})
	}
}

func TestNarrowRunListIsStacked(t *testing.T) {
	d := runs(t, "ja", 480)
	d.Show(2, 2, 1, past)
	formstest.Golden(t, "runs-narrow.ja", formstest.Outline(d.Content))
	d.win.Resize(fyne.NewSize(1280, 600))
	if got := formstest.Outline(d.Content); !strings.Contains(got, "送信メールサーバー") || !strings.Contains(got, "smtp.example.jp:587") {
		t.Errorf("wide again:\n%s", got)
	}
}

// Nothing runs out of its column, however narrow.
func TestRunsAreCutToTheirColumns(t *testing.T) {
	for _, width := range []float32{300, 480, 619, 620, 800, 960, 1600} {
		d := runs(t, "ja", width)
		d.Show(2, 2, 0, func(i int) forms.PastRun {
			p := past(i)
			p.To, p.Reply = strings.Repeat("長い宛先@", 20), strings.Repeat("m.", 200)
			return p
		})
		for _, line := range formstest.Lines(d.Content) {
			var right float32
			for _, text := range formstest.All[*canvas.Text](line) {
				x := text.Position().X
				if text.Text != "" && x+text.MinSize().Width > line.Size().Width {
					t.Errorf("%v wide: %q ends at %v", line.Size().Width, text.Text, x+text.MinSize().Width)
				}
				right = max(right, x)
			}
			if right == 0 {
				t.Error("the line has no texts")
			}
		}
	}
}

func TestRunListKeys(t *testing.T) {
	d := runs(t, "ja", 960)
	d.Show(40, 40, 0, past)
	d.told = nil
	list := fyne.Focusable(nil)
	for range 20 { // Tab leads to the table
		d.win.Canvas().FocusNext()
		if _, ok := d.win.Canvas().Focused().(interface{ ScrollToBottom() }); ok {
			list = d.win.Canvas().Focused()
			break
		}
	}
	if list == nil {
		t.Fatal("no key leads to the table")
	}
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyDelete} {
		list.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if want := []string{"chosen 1", "chosen 2", "chosen 1", "delete"}; !slices.Equal(d.told, want) || d.Chosen() != 1 {
		t.Errorf("told %q, want %q", d.told, want)
	}
}

func TestRunListAsks(t *testing.T) {
	d := runs(t, "ja", 960)
	d.Show(2, 2, 1, past)
	d.told = nil
	entries := formstest.All[*widgets.Entry](d.Content)
	formstest.TypeInto(entries[0], "a")
	formstest.TypeInto(entries[1], "5")
	formstest.All[*widgets.Select](d.Content)[0].SetSelected("支社")
	for _, c := range formstest.All[*widgets.Choice](d.Content) {
		c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	}
	want := forms.RunQuery{Text: "a", Code: "5", Server: "p2", Days: 1}
	if d.Query() != want || len(d.told) < 6 {
		t.Errorf("asked for %+v, told %q", d.Query(), d.told)
	}
	d.Offer([]widgets.Option{{Value: "p2", Label: "名前が変わった支社"}}) // a reload keeps what is asked for
	if got := formstest.All[*widgets.Select](d.Content)[0].Selected; got != "名前が変わった支社" || d.Query() != want {
		t.Errorf("the list of servers shows %q, asked for %+v", got, d.Query())
	}
	d.told = nil
	for _, button := range []string{"再読み込み", "一覧をコピー", "記録を削除", "表示中をすべて削除"} {
		formstest.Press(t, d.Content, button)
	}
	if want := []string{"reload", "copy", "delete", "delete all"}; !slices.Equal(d.told, want) {
		t.Errorf("told %q, want %q", d.told, want)
	}
	d.Show(0, 2, 0, past)
	if !formstest.Button(t, d.Content, "記録を削除").Disabled() || d.told[len(d.told)-1] != "chosen -1" {
		t.Errorf("with no line left: told %q", d.told)
	}
}

func TestCompareView(t *testing.T) {
	when := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	out, in := mailcore.OutgoingSide, mailcore.IncomingSide
	differences := []cause.Difference{
		{Group: cause.OutcomeGroup, Name: "state", Before: "passed", After: "failed"},
		{Group: cause.OutcomeGroup, Name: "scope", Before: "send", After: "login"},
		{Group: cause.OutcomeGroup, Name: "step", After: "outgoing/auth"},
		{Group: cause.OutcomeGroup, Name: "cause", After: "auth-fail"},
		{Group: cause.OutcomeGroup, Name: "reply", After: "535 5.7.8 no"},
		{Group: cause.SettingsGroup, Name: "outgoing.encryption", Before: "starttls", After: "tls"},
		{Group: cause.SettingsGroup, Name: "incoming.port", Before: "110", After: "995"},
		{Group: cause.SettingsGroup, Name: "from_name", After: "太郎"},
		{Group: cause.CertificateGroup, Side: out, Name: "not-after", Before: "2025-06-01T00:00:00Z", After: "2025-09-01T00:00:00Z"},
		{Group: cause.TLSGroup, Side: in, Name: "tls-version", Before: "TLS 1.3", After: "TLS 1.2"},
		{Group: cause.CapabilitiesGroup, Side: out, Name: "capabilities", After: "SMTPUTF8"},
		{Group: cause.TimingGroup, Side: out, Name: "connect", Before: "20ms", After: "1.2s"},
	}
	for _, language := range assets.Languages {
		speak(t, language)
		v := forms.NewCompareView()
		show(t, v.Content)
		v.Show(when, differences)
		formstest.Golden(t, "compare."+language, formstest.Outline(v.Content))
		v.Show(when, nil)
		same := formstest.Outline(v.Content)
		v.ShowFirst()
		formstest.Golden(t, "compare-none."+language, same+formstest.Outline(v.Content))
	}
}
