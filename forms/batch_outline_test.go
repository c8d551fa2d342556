package forms_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

var batchRows = []forms.BatchRow{
	{Job: 2, Title: "支社", Host: "mail.example.jp:587", How: "合格から失敗に変化: 接続が拒否されました", Took: "12 ミリ秒", State: mailcore.Failed},
	{Job: 0, Title: "本社", Host: "smtp.example.jp:587", How: "587 STARTTLS / PLAIN", Took: "1.2 秒", State: mailcore.Passed},
	{Job: 1, Title: "倉庫", Host: "smtp2.example.jp:587", State: mailcore.Running},
	{Job: 3, Title: "工場", Host: "smtp3.example.jp:587", State: mailcore.Pending},
}

func TestBatchView(t *testing.T) {
	states := map[string]forms.BatchState{
		"waiting": {Tally: mailcore.Tally{All: 4}},
		"running": {Tally: mailcore.Tally{All: 4, Passed: 1, Failed: 1, Broke: 1}, Running: true},
		"ended":   {Tally: mailcore.Tally{All: 4, Passed: 2, Failed: 1, Skipped: 1, Broke: 1, Mended: 1}},
		"stopped": {Tally: mailcore.Tally{All: 4, Passed: 1, Failed: 1, Stopped: 2}, Stopped: true},
	}
	for _, language := range assets.Languages {
		for name, state := range states {
			speak(t, language)
			v := forms.NewBatchView(4, mailcore.LoginScope, widgets.NewCaption("(report)"), forms.BatchActions{})
			show(t, v.Content)
			v.Show(batchRows, state)
			formstest.Golden(t, "batch-"+name+"."+language, formstest.Outline(v.Content))
		}
	}
}

func TestBatchOfNothing(t *testing.T) {
	speak(t, "ja")
	v := forms.NewBatchView(0, mailcore.LoginScope, widgets.NewCaption(""), forms.BatchActions{})
	show(t, v.Content)
	if !formstest.Button(t, v.Content, "すべて実行").Disabled() {
		t.Errorf("nothing can be run:\n%s", formstest.Outline(v.Content))
	}
}

// A row that is chosen stays chosen where the order changes, and only a person
// chooses.
func TestBatchRowStaysChosen(t *testing.T) {
	speak(t, "ja")
	var chosen []int
	var scope mailcore.Scope
	v := forms.NewBatchView(4, mailcore.LoginScope, widgets.NewCaption(""), forms.BatchActions{
		Choose: func(job int) { chosen = append(chosen, job) }, Run: func(s mailcore.Scope) { scope = s },
	})
	show(t, v.Content)
	v.Show(batchRows, forms.BatchState{Tally: mailcore.Tally{All: 4}})
	formstest.Lines(v.Content)[1].(fyne.Tappable).Tapped(&fyne.PointEvent{})
	v.Show([]forms.BatchRow{batchRows[1], batchRows[0]}, forms.BatchState{Tally: mailcore.Tally{All: 4}})
	if len(chosen) != 1 || chosen[0] != 0 {
		t.Errorf("chosen were %v", chosen)
	}
	formstest.Choose(t, v.Content, "どこまで試すか", "宛先まで")
	if formstest.Press(t, v.Content, "すべて実行"); scope != mailcore.RecipientScope {
		t.Errorf("the scope is %q", scope)
	}
}
