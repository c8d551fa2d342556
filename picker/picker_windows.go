package picker

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// openFileName is OPENFILENAMEW
// (https://learn.microsoft.com/windows/win32/api/commdlg/ns-commdlg-openfilenamew).
type openFileName struct {
	size          uint32
	owner         uintptr
	instance      uintptr
	filter        *uint16
	customFilter  *uint16
	maxCustFilter uint32
	filterIndex   uint32
	file          *uint16
	maxFile       uint32
	fileTitle     *uint16
	maxFileTitle  uint32
	initialDir    *uint16
	title         *uint16
	flags         uint32
	fileOffset    uint16
	fileExtension uint16
	defExt        *uint16
	custData      uintptr
	hook          uintptr
	templateName  *uint16
	reserved      uintptr
	reserved2     uint32
	flagsEx       uint32
}

const (
	overwritePrompt = 0x2
	hideReadOnly    = 0x4
	noChangeDir     = 0x8
	pathMustExist   = 0x800
	fileMustExist   = 0x1000
	explorer        = 0x80000
)

// maxPath is the longest path that Windows has, in characters.
const maxPath = 1 << 15

var (
	comdlg32   = windows.NewLazySystemDLL("comdlg32.dll")
	openDialog = comdlg32.NewProc("GetOpenFileNameW")
	saveDialog = comdlg32.NewProc("GetSaveFileNameW")
	lastError  = comdlg32.NewProc("CommDlgExtendedError")
)

func found(context.Context) bool { return openDialog.Find() == nil && saveDialog.Find() == nil }

// ask blocks its thread: the dialog runs a loop of its own there, and disables
// the window before which it is.
func ask(ctx context.Context, q Question) (string, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED); err == nil { // for what Explorer adds to it
		defer windows.CoUninitialize()
	}
	file := make([]uint16, maxPath)
	name, err := windows.UTF16FromString(q.Name)
	if err != nil || len(name) > len(file) {
		return "", fmt.Errorf("%w: %q", ErrNone, q.Name)
	}
	copy(file, name)
	title, err := windows.UTF16PtrFromString(q.Title)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNone, err)
	}
	d := openFileName{owner: q.Window, file: &file[0], maxFile: maxPath, title: title, flags: explorer | noChangeDir | pathMustExist | fileMustExist | hideReadOnly}
	d.size = uint32(unsafe.Sizeof(d))
	show := openDialog
	if q.Save {
		show = saveDialog
		d.flags = explorer | noChangeDir | pathMustExist | overwritePrompt | hideReadOnly
		d.defExt, _ = windows.UTF16PtrFromString(strings.TrimPrefix(filepath.Ext(q.Name), "."))
	}
	if done, _, _ := show.Call(uintptr(unsafe.Pointer(&d))); done != 0 {
		return windows.UTF16ToString(file), ctx.Err()
	}
	if code, _, _ := lastError.Call(); code != 0 {
		return "", fmt.Errorf("%w: comdlg32 says %#x", ErrNone, code)
	}
	return "", ctx.Err()
}
