package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

func TestFlowWraps(t *testing.T) {
	a, b, c := NewButton("実行", nil, nil), NewButton("この直し方を試す", nil, nil), NewButton("中止", nil, nil)
	flow := NewFlow(a, b, c)
	show(t, NewColumn(flow), 600, 200)
	line := a.MinSize().Height
	if flow.MinSize().Height != line || c.Position().Y != 0 {
		t.Errorf("at 600 units it is %.0f high, want %.0f", flow.MinSize().Height, line)
	}
	width := b.MinSize().Width + 5
	flow.Resize(fyne.NewSize(width, line))
	if flow.MinSize().Width > width || c.Position().X != 0 || c.Position().Y <= b.Position().Y {
		t.Errorf("at %.0f units: %v, last at %v", width, flow.MinSize(), c.Position())
	}
	b.Hide()
	flow.Resize(fyne.NewSize(width+1, line))
	if c.Position().Y != 0 {
		t.Errorf("a hidden button takes space: last at %v", c.Position())
	}
}

func TestTrailingFlow(t *testing.T) {
	a := NewButton("OK", nil, nil)
	show(t, NewColumn(NewTrailingFlow(a)), 300, 100)
	if right := a.Position().X + a.Size().Width; right < 280 {
		t.Errorf("the button ends at %.0f", right)
	}
}

func TestProgress(t *testing.T) {
	p := NewProgress()
	show(t, NewColumn(p), 200, 100)
	for value, want := range map[float32]float32{-1: 0, 0: 0, 0.25: 0.25, 1: 1, 7: 1} {
		p.SetValue(value, theme.ColorNameSuccess)
		if p.Value() != want {
			t.Errorf("SetValue(%v): value %v, want %v", value, p.Value(), want)
		}
	}
	if p.MinSize().Height != 4 {
		t.Errorf("it is %.0f thick", p.MinSize().Height)
	}
}
