package widgets

import (
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

var method inputMethod = imm{}

// imm is the Input Method Manager. GLFW leaves it where Windows starts it: with
// the candidates in the corner of the screen, and on in every field.
type imm struct{}

var (
	imm32                = windows.NewLazySystemDLL("imm32.dll")
	getContext           = imm32.NewProc("ImmGetContext")
	releaseContext       = imm32.NewProc("ImmReleaseContext")
	associateContext     = imm32.NewProc("ImmAssociateContext")
	associateContextEx   = imm32.NewProc("ImmAssociateContextEx")
	setCompositionWindow = imm32.NewProc("ImmSetCompositionWindow")
	setCandidateWindow   = imm32.NewProc("ImmSetCandidateWindow")
)

// As in imm.h.
const (
	atPoint        = 0x0002 // CFS_POINT
	outside        = 0x0080 // CFS_EXCLUDE
	defaultContext = 0x0010 // IACE_DEFAULT
)

type (
	point     struct{ x, y int32 }
	rectangle struct{ left, top, right, bottom int32 }

	// compositionForm is COMPOSITIONFORM: where what is being typed appears.
	compositionForm struct {
		style uint32
		at    point
		area  rectangle
	}

	// candidateForm is CANDIDATEFORM: where the choices appear, and what they
	// must not cover.
	candidateForm struct {
		index, style uint32
		at           point
		area         rectangle
	}
)

// forms puts both at a caret: the choices beside its line, not over it.
func (c caret) forms() (compositionForm, candidateForm) {
	at := point{int32(c.x), int32(c.y)}
	line := rectangle{at.x, at.y, at.x + 1, at.y + int32(c.height)}
	return compositionForm{atPoint, at, line}, candidateForm{0, outside, at, line}
}

func (imm) turn(w fyne.Window, on bool) { native(w, func(hwnd uintptr) { turnIME(hwnd, on) }) }

func turnIME(hwnd uintptr, on bool) {
	if on {
		_, _, _ = associateContextEx.Call(hwnd, 0, defaultContext)
		return
	}
	_, _, _ = associateContext.Call(hwnd, 0)
}

func (imm) place(w fyne.Window, at caret) { native(w, func(hwnd uintptr) { placeIME(hwnd, at) }) }

func placeIME(hwnd uintptr, at caret) {
	context, _, _ := getContext.Call(hwnd)
	if context == 0 {
		return
	}
	composition, candidates := at.forms()
	_, _, _ = setCompositionWindow.Call(context, uintptr(unsafe.Pointer(&composition)))
	_, _, _ = setCandidateWindow.Call(context, uintptr(unsafe.Pointer(&candidates)))
	_, _, _ = releaseContext.Call(hwnd, context)
}

// native does something with the handle of a window, if it has one.
func native(w fyne.Window, do func(hwnd uintptr)) {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	n.RunNative(func(context any) {
		if c, ok := context.(driver.WindowsWindowContext); ok && c.HWND != 0 {
			do(c.HWND)
		}
	})
}
