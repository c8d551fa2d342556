package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/zalando/go-keyring"

	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/steps"
	"todoku/store"
)

// history opens the window of the history and waits for what says that it is
// ready.
func (d *desk) history(ready string) fyne.Window {
	d.t.Helper()
	d.menuItem("history.title")
	w := newest(d.t)
	d.wait("the history says "+ready, func() bool { return strings.Contains(formstest.Outline(w.Content()), ready) })
	return w
}

// remember fills the history of dir with runs of two servers, a minute apart
// and the last one now; every second failed.
func remember(t *testing.T, dir string, n int) []mailcore.Report {
	t.Helper()
	files, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []mailcore.Report
	for i := range n {
		p := mailcore.NewProfile()
		p.ID, p.Name, p.From, p.TestTo = fmt.Sprint("p", i%4/2), fmt.Sprint("サーバー", i%4/2), "taro@example.jp", "hanako@example.jp"
		p.Outgoing.Host = fmt.Sprintf("smtp%d.example.jp", i%4/2)
		r := steps.NewPlan(p, mailcore.SendScope).Report(fmt.Sprintf("run-%03d", i), time.Now().Add(time.Duration(i-n)*time.Minute))
		for k := range r.Results {
			r.Results[k].State = mailcore.Passed
			if i%2 == 1 && r.Results[k].Step == mailcore.Authorize {
				r.Results[k].State, r.Results[k].Fault, r.Results[k].Reply = mailcore.Failed, mailcore.Replied, "535 5.7.8 =authentication failed"
				break
			}
		}
		if err := files.Append(r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func TestHistory(t *testing.T) {
	d, _ := office(t, "ok", "wrong")
	d.run()
	d.fill("パスワード", practice.Accounts[0].Password)
	d.run()
	w := d.history("前回（")
	w.Resize(fyne.NewSize(1400, 900))
	outline := steady(formstest.Outline(w.Content()))
	outline = regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?`).ReplaceAllString(outline, "<when>")
	outline = regexp.MustCompile(`(?m)^時間\n(.* → .*\n)+`).ReplaceAllString(outline, "") // a busy computer is slow
	formstest.Golden(t, "history.ja", outline)
	formstest.Lines(w.Content())[1].(fyne.Tappable).Tapped(&fyne.PointEvent{})
	d.wait("the older run is shown", func() bool {
		return strings.Contains(formstest.Outline(w.Content()), "アカウント名またはパスワードが違います（手順「ログイン」）")
	})
	if got := formstest.Outline(w.Content()); !strings.Contains(got, "このサーバーの前回の記録はありません。") {
		t.Errorf("the older run shows:\n%s", got)
	}
	formstest.Press(t, w.Content(), "原文（通信記録）")
	if w.Canvas().Overlays().Top() == nil || d.dialog() != nil {
		t.Error("the conversation is not shown in the window of the history")
	}
}

// An emptied list of past tests is noticed, and made anew from their results.
func TestEmptiedHistory(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	remember(t, dir, 3)
	write(t, dir, filepath.Join("history", "runs.jsonl"), "")
	d := sit(t, dir)
	d.menuItem("history.title")
	w := newest(t)
	d.wait("it is offered", func() bool { return w.Canvas().Overlays().Top() != nil })
	if got := formstest.Outline(w.Canvas().Overlays().Top()); !strings.Contains(got, "3 件の結果は残っている") {
		t.Errorf("%s", got)
	}
	formstest.Press(t, w.Canvas().Overlays().Top(), "履歴を作り直す")
	d.wait("they are listed", func() bool { return strings.Contains(formstest.Outline(w.Content()), "3 件") })
}

// reminded starts the program over a history of n runs and opens it.
func reminded(t *testing.T, n int) (*desk, fyne.Window) {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	remember(t, dir, n)
	d := sit(t, dir)
	return d, d.history(fmt.Sprint(n, " 件"))
}

func (d *desk) counts(w fyne.Window, count string) {
	d.t.Helper()
	d.wait("the history counts "+count, func() bool { return strings.Contains(formstest.Outline(w.Content()), count) })
}

func TestHistoryIsSearched(t *testing.T) {
	d, w := reminded(t, 12)
	entries := formstest.All[*widgets.Entry](w.Content())
	search, code := entries[0], entries[1]
	server := formstest.All[*widgets.Select](w.Content())[0]
	formstest.TypeInto(search, "ＳＭＴＰ1 失敗")
	d.counts(w, "条件に合う記録はありません。")
	formstest.TypeInto(search, "smtp1 パスワードが違います")
	d.counts(w, "3 件（全 12 件）")
	formstest.TypeInto(search, "")
	formstest.TypeInto(code, "5.7")
	d.counts(w, "6 件（全 12 件）")
	server.SetSelected("サーバー0")
	d.counts(w, "3 件（全 12 件）")
	formstest.TypeInto(code, "")
	d.counts(w, "6 件（全 12 件）")
	outcome := formstest.All[*widgets.Choice](w.Content())[1]
	outcome.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	d.counts(w, "3 件（全 12 件）")
	formstest.Press(t, w.Content(), "一覧をコピー")
	d.wait("the list is copied", func() bool { return d.app.Clipboard().Content() != "" })
	text := d.app.Clipboard().Content()
	if lines := strings.Split(strings.TrimSpace(text), "\n"); len(lines) != 3 || strings.Count(lines[0], "\t") != 7 {
		t.Errorf("copied:\n%s", text)
	}
}

func TestHistoryIsDeleted(t *testing.T) {
	d, w := reminded(t, 8)
	formstest.Press(t, w.Content(), "記録を削除")
	ask := formstest.All[*widget.PopUp](w.Canvas().Overlays().Top())[0]
	formstest.Press(t, ask, "キャンセル")
	formstest.Press(t, w.Content(), "記録を削除")
	ask = formstest.All[*widget.PopUp](w.Canvas().Overlays().Top())[0]
	if text := formstest.Outline(ask); !strings.Contains(text, "「サーバー1」の記録を削除しますか？") {
		t.Errorf("asked:\n%s", text)
	}
	formstest.Press(t, ask, "はい")
	d.counts(w, "7 件")
	formstest.All[*widgets.Select](w.Content())[0].SetSelected("サーバー0")
	d.counts(w, "4 件（全 7 件）")
	formstest.Press(t, w.Content(), "表示中をすべて削除")
	formstest.Press(t, formstest.All[*widget.PopUp](w.Canvas().Overlays().Top())[0], "はい")
	d.counts(w, "0 件（全 3 件）")
	runs, _, err := d.store.Runs()
	var ids []string
	for _, r := range runs {
		ids = append(ids, r.ID)
	}
	if want := []string{"run-006", "run-003", "run-002"}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("left: %v, %v", ids, err)
	}
}

// A line whose file is gone or damaged says so, and the others can be read.
func TestHistoryWithoutSomeFiles(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	remember(t, dir, 3)
	write(t, filepath.Join(dir, "history"), "run-002.json", "{")
	if err := os.Remove(filepath.Join(dir, "history", "run-001.json")); err != nil {
		t.Fatal(err)
	}
	d := sit(t, dir)
	w := d.history("この記録のファイルは壊れています。")
	for i, says := range []string{1: "この記録の詳しい内容は残っていません。", 2: "このサーバーの前回の記録はありません。"} {
		formstest.Lines(w.Content())[i].(fyne.Tappable).Tapped(&fyne.PointEvent{})
		d.wait("the line says "+says, func() bool { return strings.Contains(formstest.Outline(w.Content()), says) })
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("a dialog is in the way")
	}
}

func TestEmptyHistory(t *testing.T) {
	d := fresh(t)
	w := d.history("テストの履歴はまだありません。")
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.beside.history.window != nil {
		t.Error("Escape does not close the history")
	}
}

// Fewer tests to keep are fewer at once.
func TestLimitsOfTheHistory(t *testing.T) {
	d, w := reminded(t, 6)
	w.Close()
	d.menuItem("preferences.title")
	d.fill("履歴に残す件数", "０")
	d.fill("履歴を残す日数", "x")
	d.press("保存")
	d.want("1 ～ 1000000 の数字を入力してください。")
	d.want("0 ～ 36500 の数字を入力してください。")
	d.fill("履歴に残す件数", "２")
	d.fill("履歴を残す日数", "90")
	d.press("保存")
	d.wait("the history is shorter", func() bool {
		_, err := d.store.Report("run-003")
		return err != nil
	})
	if text := d.file("settings.toml"); !strings.Contains(text, "keep_runs = 2") || !strings.Contains(text, "keep_days = 90") {
		t.Errorf("the file holds:\n%s", text)
	}
}

func TestSince(t *testing.T) {
	now := time.Date(2026, 3, 1, 15, 0, 0, 0, time.Local)
	for days, want := range map[int]string{1: "2026-03-01", 7: "2026-02-23", 30: "2026-01-31"} {
		if got := since(days, now); got.Format("2006-01-02 15:04") != want+" 00:00" {
			t.Errorf("%d days: %v", days, got)
		}
	}
	if !since(0, now).IsZero() {
		t.Error("any time has a beginning")
	}
}

func TestServersOfManyRuns(t *testing.T) {
	var runs []store.Run
	for i := range 3 * mostServers {
		runs = append(runs, store.Run{ProfileID: fmt.Sprint("p", i), Name: "本社", Code: fmt.Sprint("c", i)}, store.Run{ProfileID: "p0", Name: "本社"})
	}
	servers := serversOf(runs)
	labels := map[string]bool{}
	for _, s := range servers {
		labels[s.Label] = true
	}
	if len(servers) != mostServers || len(labels) != mostServers {
		t.Errorf("%d servers with %d labels", len(servers), len(labels))
	}
}

// The words of a server cannot become a formula.
func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{"=1+1": "'=1+1", "@a": "'@a", "-ERR no": "'-ERR no", "a\tb\nc": "a b c", "535 no": "535 no"} {
		if got := harmless(cell); got != want {
			t.Errorf("%q became %q", cell, got)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	runs := make([]store.Run, 100_000)
	for i := range runs {
		runs[i] = store.Run{
			ID: fmt.Sprint(i), Name: "本社", Host: "smtp.example.jp", Port: 587, Encryption: "starttls", To: "hanako@example.jp", Scope: "send",
			OK: i%3 > 0, Side: "outgoing", Step: "auth", Fault: "replied", Reply: fmt.Sprintf("535 5.7.8 Error: authentication failed %d", i%7),
		}
	}
	texts := func() []string { return searchable(runs, store.Causes()) }
	known := texts()
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			texts()
		}
	})
	for name, q := range map[string]forms.RunQuery{"all": {}, "failed": {Failed: true, Days: 30}, "code": {Code: "auth"}, "text": {Text: "hanako パスワード"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				matching(context.Background(), runs, func() []string { return known }, q, store.Causes())
			}
		})
	}
}
