package widgets

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/mailcore"
)

// listen returns what is spoken from now on.
func listen(t *testing.T) *[]string {
	t.Helper()
	assets.SetLanguage("ja")
	before, heard := speak, &[]string{}
	speak = func(_ fyne.CanvasObject, text string) { *heard = append(*heard, text) }
	t.Cleanup(func() { speak = before; assets.SetLanguage("") })
	return heard
}

// last is what was spoken last.
func last(heard *[]string) string {
	if len(*heard) == 0 {
		return ""
	}
	return (*heard)[len(*heard)-1]
}

func TestFocusIsSpoken(t *testing.T) {
	heard := listen(t)
	password, entry := NewPassword(), NewEntry()
	check := NewCheck("Garoon", nil)
	choice := NewChoice([]Option{{"", "使用しない"}, {"tls", "SSL/TLS"}}, 0, nil)
	list := NewSelect([]string{"標準", "Garoon"}, nil)
	copies, off := NewButton("コピー", nil, func() {}), NewButton("", nil, nil)
	list.Name, off.Name = "表示", "上へ移動"
	off.Disable()
	list.SetSelected("標準")
	choice.SetSelected("tls")
	password.SetText("himitsu")
	port := NewRow("ポート番号", true, entry)
	win := show(t, NewRows(
		Heading("送信"), port, NewRow("パスワード", false, password), NewRow("製品", false, check),
		NewRow("暗号化", false, choice), NewRow("値", false, copies), list, off,
	), 600, 400)
	for _, tt := range []struct {
		o    fyne.Focusable
		want string
	}{
		{entry, "送信、ポート番号、入力欄、空欄、必須"},
		{password, "送信、パスワード、入力欄、7 文字"},
		{check, "送信、製品、Garoon、チェックボックス、オフ"},
		{choice, "送信、暗号化、選択肢、SSL/TLS、2/2"},
		{copies, "コピー、送信、値、ボタン"},
		{list, "表示、一覧から選択、標準"},
		{off, "上へ移動、ボタン、いまは使えません"},
	} {
		win.Canvas().Focus(tt.o)
		if off == tt.o {
			off.FocusGained() // as Tab does not
		}
		if got := last(heard); got != tt.want {
			t.Errorf("spoken %q, want %q", got, tt.want)
		}
	}
}

func TestChangesAreSpoken(t *testing.T) {
	heard := listen(t)
	check := NewCheck("Garoon", nil)
	choice := NewChoice([]Option{{"", "使用しない"}, {"tls", "SSL/TLS"}}, 0, nil)
	entry := NewEntry()
	row := NewRow("ポート番号", false, entry)
	win := show(t, NewRows(row, NewRow("暗号化", false, choice), check), 600, 400)
	win.Canvas().Focus(check)
	check.TypedRune(' ')
	if got := last(heard); got != "Garoon、チェックボックス、オン" {
		t.Errorf("spoken %q", got)
	}
	win.Canvas().Focus(choice)
	press(choice, fyne.KeyRight)
	if got := last(heard); got != "暗号化、選択肢、使用しない、1/2" {
		t.Errorf("spoken %q", got)
	}
	row.SetProblem(mailcore.Error, "ほかの欄にいる間は聞こえません")
	if got := last(heard); got != "暗号化、選択肢、使用しない、1/2" {
		t.Errorf("spoken %q while another field has the focus", got)
	}
	win.Canvas().Focus(entry)
	row.SetProblem(mailcore.Warning, "25 は断られることがあります")
	if got := last(heard); got != "注意: 25 は断られることがあります" {
		t.Errorf("spoken %q", got)
	}
	ShowDialog(win, Dialog{Title: "終了", Text: "保存しますか", Buttons: []DialogButton{{Text: "保存", Default: true}}})
	if got := last(heard); got != "終了、保存しますか、保存、ボタン" {
		t.Errorf("spoken %q", got)
	}
}

func TestF1TellsAboutTheField(t *testing.T) {
	assets.SetLanguage("ja")
	t.Cleanup(func() { assets.SetLanguage("") })
	entry, bare := NewEntry(), NewEntry()
	row := NewRow("ポート番号", false, entry)
	row.SetHelp("サーバーの入口の番号です。")
	row.SetHint("例: 587")
	row.SetProblem(mailcore.Error, "数字を入力してください")
	win := show(t, NewRows(row, NewRow("", false, bare)), 500, 400)
	asked := 0
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { asked++ })
	win.Canvas().Focus(entry)
	press(entry, fyne.KeyF1)
	shown := open[win.Canvas()]
	if len(shown) != 1 || shown[0].dialog.Title != "ポート番号" || shown[0].dialog.Text != "サーバーの入口の番号です。\n\n例: 587\n\n数字を入力してください" {
		t.Fatalf("F1 shows %+v", shown)
	}
	shown[0].Close()
	if win.Canvas().Focused() != fyne.Focusable(entry) {
		t.Error("the focus did not come back")
	}
	win.Canvas().Focus(bare)
	press(bare, fyne.KeyF1, fyne.KeyF10)
	if asked != 2 {
		t.Errorf("the window was asked %d times, want 2", asked)
	}
}

// TestFocusCanBeSeen compares pictures with and without the focus.
func TestFocusCanBeSeen(t *testing.T) {
	list := newLineList(NewTranscript(TranscriptWords{}, nil))
	list.Length = func() int { return 3 }
	list.UpdateItem = func(int, fyne.CanvasObject) {}
	entry := NewEntry()
	entry.SetText("a")
	for name, o := range map[string]fyne.Focusable{
		"button": NewButton("実行", nil, nil), "main button": NewPrimary("実行", nil, nil), "check": NewCheck("Garoon", nil),
		"choice": NewChoice([]Option{{"", "使用しない"}}, 0, nil), "select": NewSelect([]string{"a"}, nil), "entry": entry, "list": list,
	} {
		t.Run(name, func(t *testing.T) {
			win := show(t, o.(fyne.CanvasObject), 200, 120)
			before := win.Canvas().Capture()
			win.Canvas().Focus(o)
			if n := differing(before, win.Canvas().Capture()); n < 40 {
				t.Errorf("%d pixels tell that it has the focus", n)
			}
		})
	}
}

// differing counts the pixels in which two pictures differ.
func differing(a, b image.Image) (n int) {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

// TestLetterLeavesTheText keeps the letter of the key off the words.
func TestLetterLeavesTheText(t *testing.T) {
	b := NewButton("入力シート", nil, nil)
	b.SetLetter("W", "Alt+W")
	show(t, b, 300, 100)
	b.Resize(b.MinSize())
	text := widget.NewLabel(b.Text).MinSize().Width - 2*8
	if free := (b.Size().Width - text) / 2; b.letter.Position().X < b.Size().Width-free {
		t.Errorf("the letter begins at %v, the text ends at %v", b.letter.Position().X, b.Size().Width-free)
	}
}
