package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestNothingMoves(t *testing.T) {
	program := test.NewTempApp(t)
	still := Still(program)
	if fyne.CurrentApp().Settings().ShowAnimations() || still.Settings().ShowAnimations() {
		t.Error("the widgets are told to move")
	}
	if still.Settings().Theme() != program.Settings().Theme() {
		t.Error("the other settings are not the program's")
	}
}
