package crash

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// Say shows what text returns in a native box, since nothing else can be
// drawn, and waits until it is read.
func Say(title string, text func() string) {
	t, err := windows.UTF16PtrFromString(title)
	m, err2 := windows.UTF16PtrFromString(text())
	if err == nil && err2 == nil {
		_, _ = windows.MessageBox(0, m, t, windows.MB_ICONERROR|windows.MB_SETFOREGROUND)
	}
}

// apart keeps the watcher alive when the console of the program closes.
func apart() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}
