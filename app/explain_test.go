package app

import (
	"strings"
	"testing"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore/cause"
)

func explained(t *testing.T, text string) cause.Explanation {
	t.Helper()
	e, err := cause.Explain([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A text that is pasted is explained, with its decisive words marked.
func TestExplainInTheWindow(t *testing.T) {
	d := fresh(t)
	d.onExplain()
	d.press(assets.Text("explain.look"))
	if !d.says(assets.Text("explain.empty")) {
		t.Fatalf("nothing is said of an empty text:\n%s", formstest.Outline(d.screen()))
	}
	formstest.TypeInto(formstest.All[*widgets.Entry](d.dialog())[0], "first line\nERROR: 535 5.7.8 Error: authentication failed\nlast")
	d.press(assets.Text("explain.look"))
	for _, want := range []string{"アカウント名またはパスワードが違います", assets.Text("explain.marked"), "535 5.7.8 Error: authentication failed", "first line"} {
		if !d.says(want) {
			t.Errorf("no %q in\n%s", want, formstest.Outline(d.screen()))
		}
	}
	d.press(assets.Text("explain.again"))
	if !strings.Contains(formstest.Outline(d.screen()), assets.Text("explain.text")) {
		t.Errorf("no other text is asked for:\n%s", formstest.Outline(d.screen()))
	}
}
