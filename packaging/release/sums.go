package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sumsName is where the sums lie, in the form that sha256sum -c reads.
const sumsName = "SHA256SUMS"

// sums prints what lies in folder and writes its sums beside it.
func sums(folder string, out io.Writer) error {
	var list bytes.Buffer
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), sumsName) {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		sum, err := sumOf(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		fmt.Fprintf(out, "%-58s %11d  %s\n", name, info.Size(), sum)
		fmt.Fprintf(&list, "%s  %s\n", sum, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, sumsName), list.Bytes(), 0o644)
}
