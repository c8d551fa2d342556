package app

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"todoku/assets"
	"todoku/store"
)

func TestFaultsInWords(t *testing.T) {
	assets.SetLanguage("ja")
	path := filepath.Join(t.TempDir(), "x")
	_, missing := os.Open(path)
	for _, tt := range []struct {
		err  error
		want string
	}{
		{missing, path + ": ファイルまたはフォルダーがありません"},
		{fmt.Errorf("load: %w", missing), path + ": ファイルまたはフォルダーがありません"},
		{&fs.PathError{Op: "open", Path: "a", Err: fs.ErrPermission}, "a: 読み書きする権限がありません"},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.ENOSPC}, "b: ディスクの空きがありません"},
		{syscall.EISDIR, "フォルダーです"},
		{&store.NoCertificateError{File: "a.pem"}, "a.pem は証明書ではありません。認証局の証明書（PEM または DER 形式）を選んでください。"},
		{fmt.Errorf("save: %w", store.ErrLocked), assets.Text("store.locked")},
		{store.ErrWrongPassphrase, "パスフレーズが違います。"},
		{&store.NewerError{Path: "p"}, assets.Text("newer.text", "path", "p")},
		{errors.New("550 no"), "550 no"}, // somebody else's words
	} {
		if got := inWords(tt.err); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.err, got, tt.want)
		}
	}
}

// No screen says an error as Go does.
func TestNoErrorIsShownAsItIs(t *testing.T) {
	allowed := []string{"faults.go", "oauth.go"} // which say others' words after their own
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 30 {
		t.Fatal(err, files)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || slices.Contains(allowed, name) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) > 0 {
				return true
			}
			if method, ok := call.Fun.(*ast.SelectorExpr); ok && method.Sel.Name == "Error" {
				t.Errorf("%s shows an error as Go says it", name)
			}
			return true
		})
	}
}
