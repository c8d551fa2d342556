package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"todoku/assets"
)

// Every message has words.
func TestMessagesHaveWords(t *testing.T) {
	keys := []string{}
	for _, kind := range kinds {
		keys = append(keys, kind.key)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			f, named := call.Fun.(*ast.Ident)
			key, literal := call.Args[0].(*ast.BasicLit)
			if named && literal && (f.Name == "say" || f.Name == "refuse") {
				text, _ := strconv.Unquote(key.Value)
				keys = append(keys, text)
			}
			return true
		})
	}
	if len(keys) < 60 {
		t.Fatalf("only %d messages were found", len(keys))
	}
	for _, key := range keys {
		for _, lang := range assets.Languages {
			if _, ok := slices.BinarySearch(assets.Keys(lang), key); !ok {
				t.Errorf("%s has no words for %s", lang, key)
			}
		}
	}
}

// english is a word of a sentence that somebody forgot to translate.
var english = regexp.MustCompile(`\b(the|a|an|is|are|must|has|have|no|not|be|of|invalid|unknown|required|accepts|such)\b`)

// Whatever is wrong, --lang ja says it in Japanese.
func TestComplaintsInJapanese(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	folder := t.TempDir()
	missing := filepath.Join(folder, "missing")
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(d.home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range []string{
		"nonsense", "chekc", "help nonsense", "version x", "completion bash --x", "check --lang ja --smtp", "check --lang ja --jobs", "check --nonsense", "check -x", "check --jobs 3", "check --all --jobs 0", "check --all --jobs x",
		"check --all=perhaps", "check --all x", "check --all --user x", "check a b", "check nobody", "check --all", "check --smtp h:0", "check --auth digest",
		"check --timeout 0s", "check --timeout 1ms", "check --timeout soon", "check --smtp h --imap h --pop3 h", "check --smtp h --pop h",
		"check --smtp h --user u --password-file " + missing, "check --smtp h --user u --password-file " + folder, "check --smtp h --ca " + missing,
		"check --smtp h --user u --from x --to y@example.jp --password-file " + missing,
		"show", "show nobody", "sheet nobody", "sheet", "history --compare", "history nothing", "history ../x", "history --since yesterday", "history --server nobody",
		"explain " + missing, "explain " + folder, "inquiry", "inquiry nobody", "providers nonsense-without-end", "find", "find x@", "domain x", "domain a@b.example --ip x",
		"probe", "probe h --port 0", "practice --scenario nothing", "export nobody", "export --format bundle", "import", "import --from " + missing, "import --from x --as y",
		"servers", "servers nonsense", "servers add", "servers add --code a!b --smtp h", "servers edit", "servers edit nobody", "servers delete nobody", "passwords",
		"passwords set", "passwords set nobody", "settings", "settings restore", "sheet --all",
	} {
		args := strings.Fields(line)
		if !strings.Contains(line, "--lang ja ") {
			args = append(args, "--lang", "ja")
		}
		status, stdout, stderr := d.run(args...)
		said := strings.ReplaceAll(strings.ReplaceAll(stdout+stderr, folder, ""), d.home, "")
		_, said, _ = strings.Cut(said, "todoku-cli: ")
		if status == passed || stderr == "" {
			t.Errorf("%s: status %d, %s", line, status, stderr)
		}
		if bare, _, _ := strings.Cut(said, "使い方"); english.MatchString(bare) {
			t.Errorf("%s: %s", line, said)
		}
	}
	write("settings.toml", "version = 1\nnonsense\n")
	if _, stderr := d.want(broken, "list", "--lang", "ja"); english.MatchString(strings.ReplaceAll(stderr, d.home, "")) || !strings.Contains(stderr, "2 行目") {
		t.Error(stderr)
	}
	write("settings.toml", "version = 99\n")
	if _, stderr := d.want(broken, "list", "--lang", "ja"); !strings.Contains(stderr, "新しい版") {
		t.Error(stderr)
	}
	write("settings.toml", "version = 1\n[preferences]\nroots = [\"/nowhere/ca.pem\"]\n")
	if _, stderr := d.want(wrong, "check", "--smtp", "127.0.0.1:1", "--lang", "ja"); english.MatchString(stderr) {
		t.Error(stderr)
	}
}
