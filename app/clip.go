package app

import "time"

// clipTime is for how long a password stays on the clipboard.
const clipTime = 30 * time.Second

// A clip is what a password is in that was put on the clipboard.
type clip struct {
	app  *App
	text string // "" while there is none
	stop func() // ends the wait
	gone func() // called when it was taken away after the wait
}

// copy puts text on the clipboard for a while.
func (c *clip) copy(text string, gone func()) {
	c.forget()
	c.app.copyText(text)
	c.text, c.gone = text, gone
	c.stop = c.app.after(clipTime, func() { c.app.do(func() { c.over(text) }) })
}

// over is called when the time of text is.
func (c *clip) over(text string) {
	if c.text == text && c.clear() {
		c.gone()
	}
}

// clear takes the password away, and reports whether it was still there:
// whatever else was copied stays.
func (c *clip) clear() bool {
	text := c.text
	c.forget()
	if text == "" || c.app.app.Clipboard().Content() != text {
		return false
	}
	c.app.copyText("")
	return true
}

// forget leaves the clipboard to others.
func (c *clip) forget() {
	if c.stop != nil {
		c.stop()
	}
	c.text, c.stop = "", nil
}
