package softgl

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// dll is what every program looks for under this name; the one that a process
// has loaded already is found first.
const dll = "opengl32.dll"

func available() error {
	dir, err := folder()
	if err != nil {
		return err
	}
	_, err = os.Stat(filepath.Join(dir, dll))
	return err
}

// load loads our DLL by its full path, and what it needs from beside it.
func load() error {
	dir, err := folder()
	if err != nil {
		return err
	}
	_, err = windows.LoadLibraryEx(filepath.Join(dir, dll), 0, windows.LOAD_WITH_ALTERED_SEARCH_PATH)
	return err
}

// awaitEnd waits until a process has ended, but not for ever.
func awaitEnd(pid int) {
	const patience = 5000 // ms
	p, err := windows.OpenProcess(windows.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return // it has ended
	}
	defer windows.CloseHandle(p)
	_, _ = windows.WaitForSingleObject(p, patience)
}

// letForward allows a process to put its window in front, which this one may,
// as it was started by hand.
func letForward(pid int) {
	_, _, _ = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(uintptr(pid))
}

// folder is where our OpenGL lies.
func folder() (string, error) {
	program, err := os.Executable()
	return filepath.Join(filepath.Dir(program), "software-gl"), err
}
