package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func TestOverviewOpensAServer(t *testing.T) {
	d := three(t)
	d.menuItem("overview.title")
	d.want("5 件のうち 5 件を表示")
	for _, line := range formstest.Lines(d.parts.all.list.Content) {
		if contains(formstest.Outline(line), "two") {
			line.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			break
		}
	}
	d.loaded("two")
	d.want("どこまで試すか")
}

func TestDeleteAllAndUndo(t *testing.T) {
	d := three(t)
	d.press("一覧")
	d.press("すべて削除")
	d.want("3 件のサーバーを削除しますか？")
	d.press("はい")
	d.wait("they are gone", func() bool { return len(d.own()) == 0 })
	if kept(t, "id-two") == "" {
		t.Error("a password went before the deletion was final")
	}
	d.press("元に戻す")
	d.wait("they are back", func() bool { return d.names() == "one two three" })
}

func TestDeleteTicked(t *testing.T) {
	d := three(t)
	d.press("一覧")
	checks := formstest.All[*widgets.Check](d.parts.all.list.Content)
	checks[1+2].SetChecked(true) // after that of all, and the fixed servers
	checks[1+4].SetChecked(true)
	d.press("選んだ 2 件を削除")
	d.press("はい")
	d.wait("they are gone", func() bool { return d.names() == "two" })
}

func TestMoveTicked(t *testing.T) {
	d := three(t)
	d.press("一覧")
	formstest.All[*widgets.Check](d.parts.all.list.Content)[1+2].SetChecked(true)
	formstest.Press(t, d.screen(), "<arrow-down>")
	d.wait("it has moved", func() bool { return d.names() == "two one three" })
	d.parts.all.list.OnMove("id-three", 0)
	if got := d.names(); got != "three two one" {
		t.Errorf("dragged to the top: %s", got)
	}
	if i := slices.IndexFunc(d.settings.Profiles, d.parts.all.list.Movable); i != 2 {
		t.Errorf("the first that can move is at %d, after the fixed ones", i)
	}
}

func TestEscapeLeavesTheListOfAll(t *testing.T) {
	d := three(t)
	d.onOverview()
	d.onKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if !d.parts.all.pane.Visible() {
		t.Error("another key left the list")
	}
	d.onKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.parts.all.pane.Visible() || !d.parts.panes.Content.Visible() {
		t.Error("the list is still there")
	}
}
