package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore/mailtest"
)

// What is left of go-gl is exactly what Fyne calls, counted here in another
// way than the tool does.
func TestOnlyWhatFyneCallsIsLeft(t *testing.T) {
	toolkit, err := folderOf(fyne)
	if err != nil {
		t.Fatal(err)
	}
	binding, err := folderOf(goGL)
	if err != nil {
		t.Fatal(err)
	}
	files, err := trimmed()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, f := range files {
		source := map[string]string{"go-gl/v2.1/gl/package.go": "gl_core.go", "go-gl/v3.1/gles2/package.go": "gl_es.go"}[f.name]
		if source == "" {
			continue
		}
		checked++
		painter, err := os.ReadFile(filepath.Join(toolkit, "internal/painter/gl", source))
		if err != nil {
			t.Fatal(err)
		}
		original, err := os.ReadFile(filepath.Join(binding, strings.TrimPrefix(f.name, trimmedGL)))
		if err != nil {
			t.Fatal(err)
		}
		want := intersection(found(`\bgl\.([A-Z]\w+)\(`, painter), bound(original))
		if len(want) < 30 {
			t.Errorf("%s: only %d functions called, the test has lost sight of Fyne", source, len(want))
		}
		mailtest.Same(t, f.name, strings.Join(want, "\n"), strings.Join(bound(f.text), "\n"))
		if lookups := len(found(`getProcAddr\("(\w+)"\)`, f.text)); lookups < len(want)-1 || lookups > len(want) {
			t.Errorf("%s looks %d functions up and has %d", f.name, lookups, len(want))
		}
	}
	if checked != 2 {
		t.Errorf("%d packages of go-gl were looked at", checked)
	}
}

// On Windows nothing imports OPENGL32.dll, and the files are Go.
func TestNoDLLIsImported(t *testing.T) {
	files, err := trimmed()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.Contains(string(f.text), "lopengl32") {
			t.Errorf("%s links opengl32", f.name)
		}
		if filepath.Ext(f.name) != ".go" {
			continue
		}
		if _, err := parser.ParseFile(token.NewFileSet(), f.name, f.text, 0); err != nil {
			t.Error(err)
		}
	}
}

// A package of go-gl's kind, in small.
const small = `package gl

// #cgo !gles2,windows LDFLAGS: -lopengl32
// typedef void  (APIENTRYP GPCLEAR)(GLbitfield  mask);
// typedef void  (APIENTRYP GPFOG)(GLenum  pname);
// static void  glowClear(GPCLEAR fnptr, GLbitfield  mask) {
//   (*fnptr)(mask);
// }
// static void  glowFog(GPFOG fnptr, GLenum  pname) {
//   (*fnptr)(pname);
// }
import "C"
import "errors"

const (
	FOG  = 0x0B60
	ZERO = 0
)

var (
	gpClear C.GPCLEAR
	gpFog   C.GPFOG
)

// Clear clears.
func Clear(mask uint32) {
	C.glowClear(gpClear, (C.GLbitfield)(mask))
}

// Fog is not used.
func Fog(pname uint32) {
	C.glowFog(gpFog, (C.GLenum)(pname))
}

func Init() error { return InitWithProcAddrFunc(getProcAddress) }

func InitWithProcAddrFunc(getProcAddr func(string) unsafe.Pointer) error {
	gpClear = (C.GPCLEAR)(getProcAddr("glClear"))
	if gpClear == nil {
		return errors.New("glClear")
	}
	gpFog = (C.GPFOG)(getProcAddr("glFog"))
	return nil
}
`

const smallTrimmed = `package gl

// typedef void  (APIENTRYP GPCLEAR)(GLbitfield  mask);
// static void  glowClear(GPCLEAR fnptr, GLbitfield  mask) {
//   (*fnptr)(mask);
// }
import "C"
import "errors"

const (
	ZERO = 0
)

var (
	gpClear C.GPCLEAR
)

// Clear clears.
func Clear(mask uint32) {
	C.glowClear(gpClear, (C.GLbitfield)(mask))
}

func Init() error { return InitWithProcAddrFunc(getProcAddress) }

func InitWithProcAddrFunc(getProcAddr func(string) unsafe.Pointer) error {
	gpClear = (C.GPCLEAR)(getProcAddr("glClear"))
	if gpClear == nil {
		return errors.New("glClear")
	}
	return nil
}
`

func TestTrim(t *testing.T) {
	got, err := trim(writeSmall(t, small), calls{"Clear": {}, "ZERO": {}})
	if err != nil {
		t.Fatal(err)
	}
	mailtest.Same(t, "package.go", smallTrimmed, withoutDoubleLines(got))
}

// When one of the two changes, the build says what is missing and where.
func TestTheBuildSaysWhatIsMissing(t *testing.T) {
	for _, test := range []struct {
		name, source string
		used         calls
		want         string
	}{
		{"a function", small, calls{"Blit": {Filename: "gl_core.go", Line: 7}}, `fyne uses gl.Blit \(gl_core.go:7\), which go-gl does not have`},
		{"the loader", strings.ReplaceAll(small, loader, "Load"), calls{"Clear": {}}, `there is no InitWithProcAddrFunc`},
		{"a look-up", strings.ReplaceAll(small, "gpClear =", "x.gpClear ="), calls{"Clear": {}}, `looks nothing up`},
	} {
		t.Run(test.name, func(t *testing.T) {
			source := test.source
			if test.name == "a look-up" {
				source = strings.ReplaceAll(source, "if gpClear == nil", "if x.gpClear == nil")
			}
			_, err := trim(writeSmall(t, source), test.used)
			if err == nil || !regexp.MustCompile(test.want).MatchString(err.Error()) {
				t.Errorf("it says %v, not %s", err, test.want)
			}
		})
	}
}

func TestAChangedLookUpIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "procaddr.go")
	text := "package gl\n\n/*\nstatic void* find(const char* name) { return wglGetProcAddress(name); }\n*/\nimport \"C\"\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := withoutImport(path); err == nil {
		t.Error("procaddr.go is not what it was, and nothing is said")
	}
}

func TestAFyneWithoutGoGLIsSaid(t *testing.T) {
	if _, err := callsIn(t.TempDir()); err == nil {
		t.Error("nothing uses go-gl, and nothing is said")
	}
}

func writeSmall(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"package.go":  text,
		"procaddr.go": "package gl\n\nfunc getProcAddress(name string) unsafe.Pointer { return nil }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "package.go")
}

func withoutDoubleLines(text []byte) string {
	return regexp.MustCompile(`\n{3,}`).ReplaceAllString(string(text), "\n\n")
}

// bound are the functions in go-gl's source that call OpenGL.
func bound(text []byte) []string {
	return found(`(?m)^func ([A-Z]\w+)\(.*\n(?:\t.*\n)*?\t.*\bC\.glow`, text)
}

func found(pattern string, text []byte) []string {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(pattern).FindAllSubmatch(text, -1) {
		names[string(m[1])] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func intersection(a, b []string) []string {
	return slices.DeleteFunc(a, func(name string) bool { return !slices.Contains(b, name) })
}

// Every name that Fyne uses comes with its place, for the message.
func TestCallsHaveTheirPlace(t *testing.T) {
	dir := t.TempDir()
	text := fmt.Sprintf("package p\n\nimport own %q\n\nvar x = own.FOG\n\nfunc f() { own.Clear(x) }\n", goGL+"/v2.1/gl")
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	used, err := callsIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := used["v2.1/gl"]; len(got) != 2 || got["FOG"].Line != 5 || got["Clear"].Line != 7 {
		t.Errorf("used is %v", used)
	}
}
