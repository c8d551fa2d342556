package widgets

import (
	"syscall"
	"unsafe"

	"fyne.io/fyne/v2"
	"golang.org/x/sys/windows"
)

var (
	automation    = windows.NewLazySystemDLL("uiautomationcore.dll")
	listening     = automation.NewProc("UiaClientsAreListening")
	hostProvider  = automation.NewProc("UiaHostProviderFromHwnd")
	notify        = automation.NewProc("UiaRaiseNotificationEvent") // since Windows 10 1709
	oleAutomation = windows.NewLazySystemDLL("oleaut32.dll")
	allocString   = oleAutomation.NewProc("SysAllocString")
	freeString    = oleAutomation.NewProc("SysFreeString")
)

// As in UIAutomationCore.h.
const (
	otherNews  = 4 // NotificationKind_Other
	mostRecent = 1 // NotificationProcessing_ImportantMostRecent: what was said before is stale
)

// speak has a screen reader say a text about o, if one runs. It is a
// notification of the window that o is in: what Fyne has of Windows' tree of
// objects, behind a build tag, frees objects that screen readers still hold.
var speak = func(o fyne.CanvasObject, text string) {
	if w := windowOf(o); w != nil && text != "" && heardByAnyone() {
		native(w, func(hwnd uintptr) { _ = speakOf(hwnd, text) })
	}
}

func heardByAnyone() bool {
	if listening.Find() != nil || notify.Find() != nil {
		return false
	}
	yes, _, _ := listening.Call()
	return yes != 0
}

// provider is an IRawElementProviderSimple, of which only Release is called.
type provider struct {
	methods *struct{ query, add, release uintptr }
}

// speakOf notifies of a text; it reports whether Windows took it.
func speakOf(hwnd uintptr, text string) bool {
	letters, err := windows.UTF16PtrFromString(text)
	if err != nil || notify.Find() != nil {
		return false
	}
	var p *provider
	if failed, _, _ := hostProvider.Call(hwnd, uintptr(unsafe.Pointer(&p))); failed != 0 || p == nil {
		return false
	}
	defer func() { _, _, _ = syscall.SyscallN(p.methods.release, uintptr(unsafe.Pointer(p))) }()
	said, _, _ := allocString.Call(uintptr(unsafe.Pointer(letters)))
	id, _, _ := allocString.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("todoku"))))
	failed, _, _ := notify.Call(uintptr(unsafe.Pointer(p)), otherNews, mostRecent, said, id)
	_, _, _ = freeString.Call(said)
	_, _, _ = freeString.Call(id)
	return failed == 0
}
