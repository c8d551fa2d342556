package widgets

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"todoku/mailcore/transcript"
)

func conversation(n int) []transcript.Line {
	lines := make([]transcript.Line, n)
	for i := range lines {
		lines[i] = transcript.Line{Dir: []string{"C", "S", "*"}[i%3], TLS: i%2 == 0, Text: fmt.Sprintf("250 行 %d", i)}
	}
	return lines
}

func newTestTranscript(t *testing.T) (*Transcript, *string) {
	t.Helper()
	var copied string
	tr := NewTranscript(TranscriptWords{"原文", "コピー", "すべてコピー", "行を選んでください。"}, func(s string) { copied = s })
	show(t, tr, 500, 400)
	return tr, &copied
}

func TestTranscriptFollowsItsTail(t *testing.T) {
	tr, _ := newTestTranscript(t)
	tr.SetLines(conversation(100))
	if !tr.list.atEnd(100) {
		t.Fatal("it does not follow new lines")
	}
	tr.SetLines(conversation(200))
	if !tr.list.atEnd(200) {
		t.Fatal("it does not follow more lines")
	}
	tr.list.ScrollToOffset(50)
	tr.SetLines(conversation(300))
	if got := tr.list.GetScrollOffset(); got != 50 {
		t.Errorf("the user scrolled to 50, it moved to %.0f", got)
	}
	tr.list.ScrollToBottom()
	tr.SetLines(conversation(301))
	if !tr.list.atEnd(301) {
		t.Error("back at the end it does not follow")
	}
}

func TestTranscriptDrawsOnlyWhatIsInView(t *testing.T) {
	tr, _ := newTestTranscript(t)
	made := 0
	create := tr.list.CreateItem
	tr.list.CreateItem = func() fyne.CanvasObject { made++; return create() }
	tr.SetLines(conversation(10_000))
	for offset := range 60 {
		tr.list.ScrollToOffset(float32(offset * 3000))
	}
	if made > 1000 { // a pool of rows, which the race detector empties now and then
		t.Errorf("made %d rows for 10,000 lines", made)
	}
}

func TestTranscriptShowsAndCopiesALine(t *testing.T) {
	tr, copied := newTestTranscript(t)
	lines := conversation(3)
	lines[1].Text = strings.Repeat("長い応答 ", 400)
	tr.SetLines(lines)
	if !tr.copyLine.Disabled() {
		t.Error("a line can be copied though none is chosen")
	}
	tr.list.Select(1)
	if tr.detail.Text != lines[1].Text {
		t.Errorf("below is %q", tr.detail.Text)
	}
	test.Tap(tr.copyLine)
	if *copied != lines[1].Text {
		t.Errorf("copied %q", *copied)
	}
	*copied = ""
	tr.list.TypedShortcut(&fyne.ShortcutCopy{})
	if *copied != lines[1].Text {
		t.Errorf("the shortcut copied %q", *copied)
	}
	tr.SetLines(nil)
	if tr.detail.Text != "行を選んでください。" || !tr.copyAll.Disabled() {
		t.Errorf("emptied, it shows %q", tr.detail.Text)
	}
}

func TestTranscriptCopiesAll(t *testing.T) {
	tr, copied := newTestTranscript(t)
	tr.SetLines([]transcript.Line{{Dir: "S", Text: "220 届"}, {Dir: "C", Text: "QUIT", TLS: true}})
	test.Tap(tr.copyAll)
	if want := "S: 220 届\nC: QUIT\n"; *copied != want {
		t.Errorf("copied %q, want %q", *copied, want)
	}
}

func TestLongLinesAreCut(t *testing.T) {
	if got := cut(strings.Repeat("届", shownRunes)); strings.HasSuffix(got, "…") {
		t.Error("a line that fits was cut")
	}
	if got := []rune(cut(strings.Repeat("届", 100_000))); len(got) != shownRunes+1 || got[shownRunes] != '…' {
		t.Errorf("a long line was cut to %d characters", len(got))
	}
}

func BenchmarkTranscriptAppend(b *testing.B) {
	test.NewTempApp(b)
	tr := NewTranscript(TranscriptWords{}, nil)
	tr.Resize(fyne.NewSize(500, 400))
	lines := conversation(20_000)
	for i := 0; b.Loop(); i++ {
		tr.SetLines(lines[:10_000+i%10_000])
	}
}

// What a wheel over 10,000 lines asks of the program for each frame, but for
// the drawing, which the graphics card does.
func BenchmarkTranscriptFrame(b *testing.B) {
	test.NewTempApp(b)
	tr := NewTranscript(TranscriptWords{}, nil)
	w := test.NewTempWindow(b, tr)
	w.Resize(fyne.NewSize(700, 500))
	tr.SetLines(conversation(10_000))
	lines := 0
	for b.Loop() {
		lines += 3
		tr.list.ScrollTo(lines % 10_000)
	}
}
