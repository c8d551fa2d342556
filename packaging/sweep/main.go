// Command sweep looks for test passwords in what the tests have left behind:
// logs, settings, histories, transcripts.
//
//	sweep FOLDER...
//
// passwords.txt lists the passwords; it is the one place for all of them. Each
// is looked for as it is, in base64 at every alignment, in hexadecimal, and as
// Go, JSON, URLs and mail addresses quote it. The exit status is 1 where one
// is found. The program tells file and line, never the line's text.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:embed passwords.txt
var list string

func main() {
	var found int
	for _, folder := range os.Args[1:] {
		n, err := sweep(os.Stdout, folder, passwords())
		if err != nil {
			fmt.Fprintln(os.Stderr, "sweep:", err)
			os.Exit(2)
		}
		found += n
	}
	if found > 0 {
		os.Exit(1)
	}
}

// passwords returns the lines of passwords.txt.
func passwords() []string {
	var all []string
	for line := range strings.Lines(list) {
		if line = strings.TrimSuffix(line, "\n"); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// sweep looks for passwords in the files below folder, writes to out where
// they are, and returns how many there are.
func sweep(out io.Writer, folder string, passwords []string) (found int, err error) {
	files := 0
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || program(data) {
			return err
		}
		files++
		for n, p := range passwords {
			for _, l := range leaks(data, p) {
				found++
				fmt.Fprintf(out, "%s:%d: password %d of passwords.txt, %s\n", path, l.line, n+1, l.form)
			}
		}
		return nil
	})
	fmt.Fprintf(out, "%s: %d files, %d passwords found\n", folder, files, found)
	return found, err
}

// A leak is where a password can be read, and how it is written there.
type leak struct {
	line int
	form string
}

// leaks returns the first leak of password in data in each form.
func leaks(data []byte, password string) []leak {
	var all []leak
	for _, t := range tracesOf(password) {
		if at := bytes.Index(data, []byte(t.text)); at >= 0 {
			all = append(all, leak{1 + bytes.Count(data[:at], []byte("\n")), t.form})
		}
	}
	return all
}

// program reports whether data is compiled code, which holds the passwords of
// its tests.
func program(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x7fELF"))
}
