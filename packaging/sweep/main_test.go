package main

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSweep hides each password in every form in which one could leak.
func TestSweep(t *testing.T) {
	for _, p := range passwords() {
		for form, text := range map[string]string{
			"raw":         "C: PASS " + p + "\r\n",
			"PLAIN":       "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00taro@example.jp\x00"+p)),
			"PLAIN, one":  "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00taro@example.j\x00"+p)),
			"PLAIN, two":  "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00taro@example\x00"+p)),
			"LOGIN":       base64.StdEncoding.EncodeToString([]byte(p)),
			"Go":          fmt.Sprintf("%q", p),
			"JSON":        `{"password":` + marshal(p) + `}`,
			"URL":         "http://x/?p=" + url.QueryEscape(p),
			"hexadecimal": fmt.Sprintf("%x", p),
		} {
			if n := lookThrough(t, text); n == 0 {
				t.Errorf("%q as %s goes unnoticed", p, form)
			}
		}
	}
}

func TestSweepFindsNothing(t *testing.T) {
	for _, text := range []string{"", "C: PASS ••••••", "220 mail.example.jp ESMTP\r\n"} {
		if n := lookThrough(t, text); n != 0 {
			t.Errorf("%q: found %d passwords, want none", text, n)
		}
	}
	if code := "\x7fELF" + strings.Join(passwords(), "\n"); !program([]byte(code)) {
		t.Error("compiled code would be looked through")
	}
}

func lookThrough(t *testing.T, text string) int {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "left.log"), []byte("first line\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	n, err := sweep(&out, folder, passwords())
	if err != nil {
		t.Fatal(err)
	}
	if n > 0 && !strings.Contains(out.String(), "left.log:2: ") {
		t.Errorf("want file and line, got %q", out.String())
	}
	return n
}
