package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// a release that was made: every package that a manifest names is there.
func made(t *testing.T) {
	t.Helper()
	out, in, gl := t.TempDir(), t.TempDir(), t.TempDir()
	for name, value := range map[string]string{
		"VERSION": "1.2.3", "SITE": "https://example.com/todoku", "MAINTAINER": "Todoku <todoku@example.com>", "SOURCE_DATE_EPOCH": "1767225600",
		"STAGE": "/stage", "KIND": "rpm", "OUT": out, "IN": in, "GL": gl,
	} {
		t.Setenv(name, value)
	}
	for _, path := range []string{
		out + "/todoku-1.2.3-windows-x64-setup.exe", out + "/todoku-1.2.3-windows-x64-portable.zip", out + "/todoku-1.2.3-macos.dmg",
		out + "/todoku-cli-1.2.3-macos-arm64.tar.gz", out + "/todoku-cli-1.2.3-macos-x64.tar.gz", in + "/todoku.exe", gl + "/opengl32.dll",
	} {
		if err := os.WriteFile(path, []byte(path), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// templates are what is filled in; the rest of those folders is taken as it is.
func templates(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"manifests/*/*", "linux/*.xml", "linux/*.yaml", "linux/*.1", "windows/*.wxs", "windows/*.manifest", "macos/Info.plist"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v, %v", pattern, found, err)
		}
		all = append(all, found...)
	}
	return all
}

func TestEveryTemplateIsFilledIn(t *testing.T) {
	made(t)
	for _, from := range templates(t) {
		to := filepath.Join(t.TempDir(), "filled")
		if err := fill(from, to); err != nil {
			t.Errorf("%s: %v", from, err)
			continue
		}
		text, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("{{")) || bytes.Contains(text, []byte("<no value>")) {
			t.Errorf("%s is not filled in:\n%s", from, text)
		}
		if err := wellFormed(filepath.Ext(from), text); err != nil {
			t.Errorf("%s: %v\n%s", from, err, text)
		}
	}
}

var yamlLine = regexp.MustCompile(`^( *- |  *)?[A-Za-z0-9]+:( .*)?$|^ *- .+$|^#.*$`)

// wellFormed reads what a file of that kind has to be.
func wellFormed(kind string, text []byte) error {
	switch kind {
	case ".json":
		return json.Unmarshal(text, new(map[string]any))
	case ".xml", ".wxs", ".manifest", ".plist":
		d := xml.NewDecoder(bytes.NewReader(text))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	case ".yaml":
		for line := range strings.Lines(string(text)) {
			if strings.Contains(string(text), "ManifestType") && !yamlLine.MatchString(strings.TrimRight(line, "\n")) {
				return errors.New("no line of a manifest: " + line)
			}
		}
	}
	return nil
}

func TestAManifestNamesNoPackageThatIsMissing(t *testing.T) {
	made(t)
	t.Setenv("OUT", t.TempDir())
	if err := fill("manifests/scoop/todoku.json", filepath.Join(t.TempDir(), "x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("filled in without its package: %v", err)
	}
}

func TestPackIsTheSameEveryTime(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	for _, kind := range []string{"a.zip", "a.tar.gz"} {
		var before []byte
		for range 2 {
			folder, to := t.TempDir(), filepath.Join(t.TempDir(), kind) // other times, other paths
			os.MkdirAll(folder+"/b", 0o755)
			os.WriteFile(folder+"/b/run", []byte("run"), 0o700)
			os.WriteFile(folder+"/a", []byte("text"), 0o600)
			if err := pack(to, folder); err != nil {
				t.Fatal(err)
			}
			now, _ := os.ReadFile(to)
			if before != nil && !bytes.Equal(before, now) {
				t.Errorf("%s differs", kind)
			}
			before = now
		}
	}
}

func TestPackKeepsNamesAndWhatMayRun(t *testing.T) {
	folder, to := t.TempDir(), filepath.Join(t.TempDir(), "a.zip")
	os.MkdirAll(folder+"/b", 0o755)
	os.WriteFile(folder+"/b/run", []byte("run"), 0o700)
	os.WriteFile(folder+"/a", []byte("text"), 0o600)
	if err := pack(to, folder); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(to)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	got := ""
	for _, f := range z.File {
		got += f.Name + " " + f.Mode().String() + "\n"
	}
	if want := "a -rw-r--r--\nb/run -rwxr-xr-x\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
