package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"todoku/forms/look"
)

func TestTextGrowsDownwards(t *testing.T) {
	text := NewText(mixed)
	show(t, NewColumn(text), 600, 400)
	wide := text.MinSize().Height
	text.Resize(fyne.NewSize(200, 10))
	if got := text.MinSize(); got.Height < 2*wide || got.Width > 100 {
		t.Errorf("at 200 units it wants %v, at 600 %.0f high", got, wide)
	}
	text.Resize(fyne.NewSize(590, 10))
	if got := text.MinSize().Height; got != wide {
		t.Errorf("wide again it is %.0f high, want %.0f", got, wide)
	}
}

func TestTextLinesStayInside(t *testing.T) {
	text := NewText(mixed)
	text.Bold = true
	show(t, NewColumn(text), 300, 400)
	for _, o := range test.WidgetRenderer(text).Objects() {
		if o.MinSize().Width > text.Size().Width {
			t.Errorf("a line is %.1f wide, the text %.1f", o.MinSize().Width, text.Size().Width)
		}
	}
}

func TestTextFollowsTheme(t *testing.T) {
	text := NewText("届きました")
	show(t, text, 300, 100)
	ink := func() any { return test.WidgetRenderer(text).Objects()[0].(*canvas.Text).Color }
	light := ink()
	fyne.CurrentApp().Settings().SetTheme(look.Theme(look.Dark))
	text.Refresh()
	if light == ink() {
		t.Errorf("ink is still %v", light)
	}
}

func TestTextSizes(t *testing.T) {
	caption, text, heading := NewCaption("届"), NewText("届"), Heading("届")
	show(t, NewColumn(caption, text, heading), 300, 200)
	if !(caption.MinSize().Height < text.MinSize().Height && text.MinSize().Height < heading.MinSize().Height) {
		t.Errorf("heights %v, %v, %v do not grow", caption.MinSize(), text.MinSize(), heading.MinSize())
	}
	if caption.Color != theme.ColorNamePlaceHolder {
		t.Errorf("caption is %q", caption.Color)
	}
}

func TestUnbrokenTextIsAsWideAsItsLine(t *testing.T) {
	text := NewText(mixed)
	text.Unbroken = true
	show(t, NewColumn(text), 100, 100)
	if got, want := text.MinSize().Width, text.measure(mixed); got < want-1 {
		t.Errorf("width %.0f, want %.0f", got, want)
	}
}
