package app

import "fyne.io/fyne/v2"

// beside are the windows beside the main one of which there is one at most.
type beside struct {
	history  single
	failures single // 送信失敗履歴 of a product
	sheet    single // 入力シート
	batch    *batch // すべてテスト; nil while its window is closed
}

// A single is a window that gives way when another one of its kind is opened.
type single struct {
	window fyne.Window // nil while it is closed
}

// open makes a window that Escape closes, and closes the one that was open.
// The caller fills and shows it. closed, which may be nil, is called at its
// end.
func (s *single) open(app fyne.App, title string, closed func()) fyne.Window {
	if s.window != nil {
		s.window.Close()
	}
	w := app.NewWindow(title)
	s.window = w
	w.SetOnClosed(func() {
		if closed != nil {
			closed()
		}
		if s.window == w {
			s.window = nil
		}
	})
	closeOnEscape(w)
	return w
}
