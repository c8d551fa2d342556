package app

import (
	"runtime"

	"fyne.io/fyne/v2"
)

// Still has nothing move in a program: the fading cursor alone would have the
// whole window drawn sixty times a second, half a core where OpenGL is
// software, as over Remote Desktop and in virtual machines.
//
// On a Mac the toolkit needs its own settings, and every Mac has a graphics
// card.
func Still(program fyne.App) fyne.App {
	if runtime.GOOS == "darwin" {
		return program
	}
	s := stillApp{program}
	fyne.SetCurrentApp(s) // which the widgets ask
	return s
}

type stillApp struct{ fyne.App }

// Settings returns the program's settings, whatever they say of motion.
func (a stillApp) Settings() fyne.Settings { return stillSettings{a.App.Settings()} }

type stillSettings struct{ fyne.Settings }

func (stillSettings) ShowAnimations() bool { return false }
