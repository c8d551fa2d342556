package softgl

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestAsked(t *testing.T) {
	for value, want := range map[string]bool{"": false, "0": false, "1": true, "yes": true} {
		t.Setenv(Variable, value)
		if Asked() != want {
			t.Errorf("%s=%s: asked is %v", Variable, value, !want)
		}
	}
	t.Setenv(Variable, "")
	if Ask(); !Asked() {
		t.Error("asking does not ask")
	}
}

func TestWhatWasTriedIsNotTriedAgain(t *testing.T) {
	t.Setenv(Variable, "1")
	if err := Restart(); !errors.Is(err, ErrTried) {
		t.Errorf("the program starts itself for ever: %v", err)
	}
}

func TestNothingToRestartWith(t *testing.T) {
	t.Setenv(Variable, "")
	if err := Restart(); err == nil {
		t.Error("it restarts without an OpenGL of its own")
	}
}

func TestMesaIsToldToDrawInSoftware(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows loads a DLL")
	}
	t.Setenv("LIBGL_ALWAYS_SOFTWARE", "")
	t.Setenv(Variable, "1")
	if err := Prepare(); err != nil || os.Getenv("LIBGL_ALWAYS_SOFTWARE") != "1" {
		t.Errorf("Mesa is not told (%v)", err)
	}
}

func TestWithoutOurDLLTheSystemsIsTried(t *testing.T) {
	if runtime.GOOS != "windows" {
		t.Skip("only Windows loads a DLL")
	}
	t.Setenv(Variable, "1")
	if err := Prepare(); err == nil || !strings.Contains(err.Error(), "drawing in software") {
		t.Errorf("a DLL that is not there: %v", err)
	}
}

// Our DLL is what the process has afterwards under that name. The test
// program is copied to where a folder software-gl lies beside it.
func TestOurDLLIsLoadedByItsPath(t *testing.T) {
	if runtime.GOOS != "windows" {
		t.Skip("only Windows loads a DLL")
	}
	if os.Getenv("SOFTGL_CHILD") != "" {
		if err := Prepare(); err != nil {
			t.Fatal(err)
		}
		return
	}
	program := os.Args[0]
	dir, err := os.MkdirTemp("", "softgl")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) }) // a program that has just run can be held a while
	beside := filepath.Join(dir, "software-gl")
	if err := os.Mkdir(beside, 0o700); err != nil {
		t.Fatal(err)
	}
	copyFile(t, program, filepath.Join(dir, "a.exe"))
	// Any DLL does: it is only to be loaded from there.
	copyFile(t, filepath.Join(os.Getenv("SystemRoot"), "system32", "version.dll"), filepath.Join(beside, "opengl32.dll"))
	child := exec.Command(filepath.Join(dir, "a.exe"), "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), "SOFTGL_CHILD=1", Variable+"=1")
	if out, err := child.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o700)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A predecessor that has ended, or never was, holds nobody up.
func TestAPredecessorThatIsGone(t *testing.T) {
	t.Setenv(predecessor, "999999")
	began := time.Now()
	if Begin(); time.Since(began) > 3*time.Second || os.Getenv(predecessor) != "" {
		t.Errorf("it waits %v", time.Since(began))
	}
}
