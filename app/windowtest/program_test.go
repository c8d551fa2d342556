//go:build window

package windowtest

import (
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A program is Todoku on a desktop.
type program struct {
	*desktop
	cmd    *exec.Cmd
	log    record
	ended  chan struct{} // closed when it has ended
	window string        // of xdotool
}

// A record is what a program wrote, safe to be read meanwhile.
type record struct {
	mu   sync.Mutex
	text strings.Builder
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// launch starts the program without waiting for its window.
func (d *desktop) launch(env ...string) *program {
	d.t.Helper()
	p := &program{desktop: d, cmd: exec.Command(binary), ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Stderr, p.cmd.Stdout = d.env(env...), &p.log, &p.log
	if err := p.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	go func() { _ = p.cmd.Wait(); close(p.ended) }()
	d.t.Cleanup(func() {
		kill(p.cmd.Process)
		<-p.ended
		p.faultless()
	})
	return p
}

// open starts the program and waits until its window is drawn and has the
// keyboard.
func (d *desktop) open(env ...string) *program {
	d.t.Helper()
	p := d.launch(env...)
	wait(d.t, "there is a window", func() bool {
		found, _ := d.command("xdotool", "search", "--onlyvisible", "--name", "Todoku")
		lines := strings.Fields(found)
		if len(lines) > 0 {
			p.window = lines[len(lines)-1]
		}
		return p.window != "" || p.over()
	})
	if p.over() {
		d.t.Fatalf("the program ended:\n%s", p.log.String())
	}
	p.resize("1180", "760")
	p.focus()
	wait(d.t, "the window is drawn", func() bool { return colours(p.shot("")) > 20 })
	return p
}

func (p *program) over() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// faultless looks through what the program wrote for what must not happen.
func (p *program) faultless() {
	for _, bad := range []string{"Error in Fyne call thread", "panic", "goroutine "} {
		if strings.Contains(p.log.String(), bad) {
			p.t.Errorf("the program wrote:\n%s", p.log.String())
			return
		}
	}
}

// focus gives the window the keyboard; there is no window manager.
func (p *program) focus() {
	p.t.Helper()
	wait(p.t, "the window has the keyboard", func() bool {
		_, _ = p.command("xdotool", "windowfocus", p.window)
		has, _ := p.command("xdotool", "getwindowfocus")
		return has == p.window || p.over()
	})
}

// keys presses keys in the window, one after the other.
func (p *program) keys(keys ...string) {
	p.t.Helper()
	p.focus()
	if _, err := p.command("xdotool", append([]string{"key", "--clearmodifiers", "--delay", "40"}, keys...)...); err != nil {
		p.t.Fatalf("press %v: %v\n%s", keys, err, p.log.String())
	}
}

// write types text.
func (p *program) write(text string) {
	p.t.Helper()
	p.focus()
	if _, err := p.command("xdotool", "type", "--clearmodifiers", "--delay", "15", text); err != nil {
		p.t.Fatal(err)
	}
}

func (p *program) resize(width, height string) {
	p.t.Helper()
	if _, err := p.command("xdotool", "windowsize", p.window, width, height); err != nil {
		p.t.Fatal(err)
	}
	wait(p.t, "the window is "+width+" wide", func() bool { return p.size() == width+"x"+height })
}

// size returns the geometry of the window, such as "800x460".
func (p *program) size() string {
	text, _ := p.command("xdotool", "getwindowgeometry", p.window)
	_, size, _ := strings.Cut(text, "Geometry: ")
	return strings.TrimSpace(size)
}

// shot takes a picture of the display; one with a name is kept in the folder
// TODOKU_SHOTS.
func (p *program) shot(name string) image.Image {
	p.t.Helper()
	path := filepath.Join(p.home, "shot.png")
	if keep := os.Getenv("TODOKU_SHOTS"); keep != "" && name != "" {
		path = filepath.Join(keep, name+".png")
	}
	if _, err := p.command("import", "-silent", "-window", p.window, path); err != nil {
		return image.NewRGBA(image.Rectangle{}) // the window is gone
	}
	f, err := os.Open(path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		p.t.Fatal(err)
	}
	return picture
}

// settled waits until two pictures in a row are the same.
func (p *program) settled() image.Image {
	p.t.Helper()
	before := p.shot("")
	waits(p.t, 3*time.Second, func() bool {
		now := p.shot("")
		same := differing(before, now) < 60 // a blinking cursor
		before = now
		return same
	})
	return before
}

// colours counts the different colours of a picture, up to a thousand.
func colours(picture image.Image) int {
	seen := map[[3]uint32]bool{}
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y += 2 {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X && len(seen) < 1000; x += 2 {
			r, g, b, _ := picture.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return len(seen)
}

// differing counts the pixels in which two pictures differ.
func differing(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return 1 << 30
	}
	n := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

// exit waits for the end of the program and returns its code.
func (p *program) exit(t *testing.T, limit time.Duration) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(limit):
		t.Fatalf("the program goes on:\n%s", p.log.String())
		return 0
	}
}
