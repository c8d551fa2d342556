package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"todoku/forms/look"
	"todoku/mailcore"
)

func threeRows(t *testing.T) (rows []*Row, form *Rows) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme(look.Light)) // an entry keeps the height of the theme it was made in
	rows = []*Row{
		NewRow("送信メールサーバー", true, NewEntry()),
		NewRow("ポート番号", true, NewEntry()),
		NewRow("パスワード", false, NewPassword()),
	}
	return rows, NewRows(Heading("送信"), rows[0], rows[1], rows[2])
}

func TestLabelsShareAColumn(t *testing.T) {
	rows, form := threeRows(t)
	show(t, NewColumn(form), 700, 400)
	x := rows[0].field.Position().X
	for _, r := range rows {
		if r.field.Position().X != x || r.field.Position().X < rows[0].labelNeeds() {
			t.Errorf("field of %s at %v, want x %.0f", r.label.Text, r.field.Position(), x)
		}
	}
}

func TestLabelsGoAboveTheFieldsWhenNarrow(t *testing.T) {
	rows, form := threeRows(t)
	show(t, NewColumn(form), 700, 400)
	wide := form.MinSize().Height
	form.Resize(fyne.NewSize(300, wide))
	if r := rows[1]; r.field.Position().Y <= r.label.Position().Y || r.field.Position().X > 20 {
		t.Errorf("label at %v, field at %v", r.label.Position(), r.field.Position())
	}
	if form.MinSize().Height <= wide || form.MinSize().Width > 200 {
		t.Errorf("narrow form wants %v, wide one %.0f high", form.MinSize(), wide)
	}
}

func TestHintAndProblemTakeSpaceOnlyWhileShown(t *testing.T) {
	rows, form := threeRows(t)
	show(t, NewColumn(form), 600, 400)
	bare, below := form.MinSize().Height, rows[1].Position().Y
	rows[0].SetHint("プロバイダーの資料にある名前を入力してください。")
	rows[0].SetProblem(mailcore.Error, "サーバー名を入力してください。")
	if form.MinSize().Height <= bare || rows[1].Position().Y <= below {
		t.Errorf("with a problem the form is %.0f high, next row at %.0f", form.MinSize().Height, rows[1].Position().Y)
	}
	if rows[0].Problem() != "サーバー名を入力してください。" {
		t.Errorf("problem %q", rows[0].Problem())
	}
	rows[0].SetHint("")
	rows[0].SetProblem("", "")
	if form.MinSize().Height != bare || rows[1].Position().Y != below {
		t.Errorf("without it the form is %.0f high, want %.0f", form.MinSize().Height, bare)
	}
}

func TestHiddenRowTakesNoSpace(t *testing.T) {
	rows, form := threeRows(t)
	show(t, NewColumn(form), 600, 400)
	bare, second := form.MinSize().Height, rows[1].Position()
	rows[1].Hide()
	if rows[2].Position() != second || form.MinSize().Height >= bare {
		t.Errorf("third row at %v, want %v", rows[2].Position(), second)
	}
	rows[1].Show()
	if form.MinSize().Height != bare {
		t.Errorf("shown again the form is %.0f high, want %.0f", form.MinSize().Height, bare)
	}
}

func TestFieldKeepsToItsWidest(t *testing.T) {
	rows, form := threeRows(t)
	rows[1].Widest = 90
	show(t, NewColumn(form), 600, 400)
	if got := rows[1].field.Size().Width; got != 90 {
		t.Errorf("field is %.0f wide, want 90", got)
	}
	if got := rows[0].field.Size().Width; got < 300 {
		t.Errorf("field is %.0f wide, want the rest of the form", got)
	}
}

func TestMark(t *testing.T) {
	rows, form := threeRows(t)
	show(t, NewColumn(form), 600, 400)
	rows[0].Mark(true)
	if !rows[0].Marked() || rows[1].Marked() {
		t.Error("another row is marked")
	}
}
