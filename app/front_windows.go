package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

// restore brings back a window that is minimised, which Fyne's Show leaves as
// it is on Windows.
func restore(w fyne.Window) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	native.RunNative(func(context any) {
		c, ok := context.(driver.WindowsWindowContext)
		if !ok {
			return
		}
		user32 := windows.NewLazySystemDLL("user32.dll")
		if iconic, _, _ := user32.NewProc("IsIconic").Call(c.HWND); iconic != 0 {
			_, _, _ = user32.NewProc("ShowWindow").Call(c.HWND, windows.SW_RESTORE)
		}
	})
}
