package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// parts are what is handed out and is no module of Go, so that nothing finds it
// in go.mod. licences are expressions of SPDX.
var parts = []struct{ name, version, licences, purl, about string }{
	{"Noto Sans CJK JP", "2.004", "OFL-1.1", "pkg:deb/debian/fonts-noto-cjk@20220127+repack1-1?epoch=1", "typeface in the window: a subset of Regular, Bold and Mono"},
	{"Noto Sans", "2.000", "OFL-1.1", "", "typeface in the window, which Fyne brings"},
	{"Inter Symbols", "3.019", "OFL-1.1", "", "typeface in the window, which Fyne brings"},
	{"GLFW", "3.4", "Zlib", "", "windows, in C, which go-gl brings"},
	{"Mesa", "22.3.6", "MIT", "pkg:deb/debian/mesa@22.3.6-1+deb12u2", "OpenGL for Windows, in software-gl: softpipe alone"},
	{"C11 threads of Mesa", "22.3.6", "BSL-1.0", "", "part of Mesa"},
	{"xxHash", "0.7.2", "BSD-2-Clause", "", "part of Mesa"},
	{"libstdc++ and libgcc", "12.2.0", "GPL-3.0-or-later WITH GCC-exception-3.1", "pkg:deb/debian/gcc-mingw-w64", "linked into what is for Windows"},
	{"mingw-w64", "10.0.0", "ZPL-2.1 AND MIT", "pkg:deb/debian/mingw-w64", "linked into what is for Windows"},
}

// addParts adds what is no module to a list of parts in the form of CycloneDX.
func addParts(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var bom map[string]any
	if err := json.Unmarshal(text, &bom); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	components, _ := bom["components"].([]any)
	for _, p := range parts {
		component := map[string]any{
			"bom-ref": cmp.Or(p.purl, "todoku:"+p.name), "type": "library", "name": p.name, "description": p.about,
			"licenses": []any{map[string]any{"expression": p.licences}},
		}
		for key, value := range map[string]string{"version": p.version, "purl": p.purl} {
			if value != "" {
				component[key] = value
			}
		}
		components = append(components, component)
	}
	bom["components"] = components
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return cmp.Or(e.Encode(bom), os.WriteFile(path, out.Bytes(), 0o644))
}
