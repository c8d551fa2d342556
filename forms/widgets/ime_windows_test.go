package widgets

import (
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// handle makes a window of Windows' own, without the toolkit.
func handle(t *testing.T) uintptr {
	t.Helper()
	runtime.LockOSThread()
	t.Cleanup(runtime.UnlockOSThread)
	user32 := windows.NewLazySystemDLL("user32.dll")
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		t.Fatal(err)
	}
	hwnd, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, 0x10CF0000, 10, 10, 400, 300, 0, 0, 0, 0)
	if hwnd == 0 {
		t.Skip("no window: ", err)
	}
	t.Cleanup(func() { _, _, _ = user32.NewProc("DestroyWindow").Call(hwnd) })
	return hwnd
}

func TestCandidatesAreAtTheCaret(t *testing.T) {
	hwnd := handle(t)
	want := caret{123, 45, 20}
	placeIME(hwnd, want)
	context, _, _ := getContext.Call(hwnd)
	if context == 0 {
		t.Skip("no input method")
	}
	defer func() { _, _, _ = releaseContext.Call(hwnd, context) }()
	var composition compositionForm
	var candidates candidateForm
	got, _, _ := imm32.NewProc("ImmGetCompositionWindow").Call(context, uintptr(unsafe.Pointer(&composition)))
	_, _, _ = imm32.NewProc("ImmGetCandidateWindow").Call(context, 0, uintptr(unsafe.Pointer(&candidates)))
	wantComposition, wantCandidates := want.forms()
	if got == 0 || composition != wantComposition || candidates != wantCandidates {
		t.Errorf("composition %+v, candidates %+v; want %+v, %+v", composition, candidates, wantComposition, wantCandidates)
	}
}

func TestInputMethodIsTurned(t *testing.T) {
	hwnd := handle(t)
	context := func() uintptr {
		c, _, _ := getContext.Call(hwnd)
		_, _, _ = releaseContext.Call(hwnd, c)
		return c
	}
	before := context()
	turnIME(hwnd, false)
	if c := context(); c != 0 {
		t.Errorf("off, the context is %x", c)
	}
	turnIME(hwnd, true)
	if c := context(); c != before {
		t.Errorf("on again, the context is %x, want %x", c, before)
	}
}

// TestSpeakingWithoutAScreenReader does nothing, and no harm.
func TestSpeakingWithoutAScreenReader(t *testing.T) {
	hwnd := handle(t)
	t.Log("somebody listens:", heardByAnyone(), "; spoken:", speakOf(hwnd, "送信メールサーバー、入力欄"))
}
