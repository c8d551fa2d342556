package main

import (
	"bytes"
	"errors"
	"os"
	"regexp"
)

// dllImport has the linker import OPENGL32.dll, which then is loaded before
// the program's first line.
var dllImport = regexp.MustCompile(`(?m)^(// )?#cgo .*-lopengl32\n`)

// What go-gl calls of that DLL itself, and the same through the one that is
// loaded by then: GLFW has loaded it, or main.go by its full path.
var (
	ownCall = []byte(`void* pf = wglGetProcAddress((LPCSTR) name);`)
	ourCall = []byte(`if (ogl32dll == NULL) {
			ogl32dll = LoadLibraryA("opengl32.dll");
		}
		if (ogl32dll == NULL) {
			return NULL;
		}
		typedef PROC (WINAPI *lookup)(LPCSTR);
		lookup find = (lookup) (void*) GetProcAddress(ogl32dll, "wglGetProcAddress");
		void* pf = find == NULL ? NULL : (void*) find((LPCSTR) name);`)
)

// withoutImport returns go-gl's procaddr.go, finding functions in the
// opengl32.dll that is loaded.
func withoutImport(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text = dllImport.ReplaceAll(text, nil)
	if !bytes.Contains(text, []byte("wglGetProcAddress")) && !bytes.Contains(text, []byte("opengl32")) {
		return text, nil // OpenGL ES has no such DLL
	}
	if bytes.Count(text, ownCall) != 1 {
		return nil, errors.New("wglGetProcAddress is not called as it was: go-gl has changed, see packaging/modules")
	}
	return bytes.Replace(text, ownCall, ourCall, 1), nil
}
