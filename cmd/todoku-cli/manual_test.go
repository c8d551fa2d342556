package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore/practice"
)

// example is a block of the manual: the command, and what it prints.
var example = regexp.MustCompile("(?m)^`todoku-cli ([^`]+) --format json`[^\n]*\n\n```json\n((?s).*?)```")

// The examples in the manual have the shape of what the program prints.
func TestManualShowsTheJSON(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	d.underPassphrase()
	add := []string{
		"servers", "add", "--code", "office", "--smtp", flags[1], "--user", server.Accounts[0].User, "--from", server.Accounts[0].Address,
		"--to", server.Accounts[1].Address, "--product", "zaionnex", "--password-file", d.file("pw", "wrong"),
	}
	d.want(passed, append(add, "--encryption", "none", "--allow-plaintext-auth", "--auth", "plain")...)
	for name, codeWord := range map[string]string{"manual.md": "コード", "manual.en.md": "CODE"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		for _, block := range example.FindAllStringSubmatch(string(text), -1) {
			d.stdin = "535 5.7.8 Error: authentication failed"
			line := strings.ReplaceAll(block[1], codeWord, "office")
			seen = append(seen, line)
			_, stdout, stderr := d.run(append(strings.Fields(line), "--format", "json")...)
			var want, got any
			if err := json.Unmarshal([]byte(block[2]), &want); err != nil {
				t.Fatalf("%s, %s: %v", name, line, err)
			}
			if err := json.Unmarshal([]byte(stdout), &got); err != nil {
				t.Fatalf("%s: %v in %s%s", line, err, stdout, stderr)
			}
			for _, difference := range differentShapes("", want, got) {
				t.Errorf("%s, %s: %s", name, line, difference)
			}
		}
		slices.Sort(seen)
		if want := []string{"check --all", "check office", "explain", "history", "list"}; !slices.Equal(seen, want) {
			t.Errorf("%s has examples of %q, want %q", name, seen, want)
		}
	}
}

// shown is a block of commands of the manual, and continued a line break in one.
var (
	shown     = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")
	continued = regexp.MustCompile(`\\\n *`)
	remark    = regexp.MustCompile(` +# .*`)
)

// The commands that the manual shows are there, with the flags and arguments
// that it shows.
func TestManualShowsCommandsThatExist(t *testing.T) {
	for _, name := range []string{"manual.md", "manual.en.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, block := range shown.FindAllStringSubmatch(string(text), -1) {
			for line := range strings.Lines(continued.ReplaceAllString(block[1], " ")) {
				_, line, _ = strings.Cut(remark.ReplaceAllString(line, ""), "todoku-cli ")
				root := newRoot(newDesk(t).session(io.Discard, io.Discard))
				n++
				cmd, args, err := root.Find(strings.Fields(line))
				if err == nil {
					err = cmd.ParseFlags(args)
				}
				if err == nil && cmd.Args != nil {
					err = cmd.Args(cmd, cmd.Flags().Args())
				}
				if err != nil || cmd == root {
					t.Errorf("%s: todoku-cli %s: %v", name, line, err)
				}
			}
		}
		if n < 25 {
			t.Errorf("%s shows only %d commands", name, n)
		}
	}
}

// differentShapes compares keys and kinds of values. Lists are alike when
// their first elements are; null is like anything.
func differentShapes(path string, want, got any) (all []string) {
	switch want := want.(type) {
	case nil:
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return []string{path + " is no object"}
		}
		if strings.HasSuffix(path, ".facts") || strings.HasSuffix(path, ".verified") { // whatever is known
			return nil
		}
		for key, value := range want {
			if _, ok := object[key]; !ok {
				all = append(all, path+"."+key+" is in the manual alone")
				continue
			}
			all = append(all, differentShapes(path+"."+key, value, object[key])...)
		}
		for key := range object {
			if _, ok := want[key]; !ok {
				all = append(all, path+"."+key+" is missing in the manual")
			}
		}
	case []any:
		list, ok := got.([]any)
		switch {
		case !ok:
			return []string{path + " is no list"}
		case len(want) > 0 && len(list) > 0:
			return differentShapes(path+"[]", want[0], list[0])
		case len(want) > 0 && !strings.HasSuffix(path, ".fixes") && !strings.HasSuffix(path, ".lines") && !strings.HasSuffix(path, ".broke"):
			return []string{path + " is empty"}
		}
	default:
		if g, w := fmt.Sprintf("%T", got), fmt.Sprintf("%T", want); g != w {
			return []string{path + " is a " + g + ", in the manual a " + w}
		}
	}
	return all
}

// Whatever prints JSON says its version and gives times in milliseconds.
func TestJSONContract(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	d.underPassphrase()
	d.want(passed, append([]string{"servers", "add", "--code", "office", "--product", "garoon"}, slices.Delete(slices.Clone(flags), 2, 4)...)...)
	d.want(failed, "check", "office", "--scope", "connect", "--smtp", "127.0.0.1:1")
	run := strings.Fields(first(d.want(passed, "history")))[0]
	host, port, _ := strings.Cut(server.Addr(server.SMTPS), ":")
	for _, line := range []string{
		"check office --scope login --ca " + flags[3], "check --all --scope connect", "check nobody", "check --nonsense", "history", "history " + run, "history " + run + " --compare",
		"list", "show office", "explain", "inquiry", "providers gmail", "find a@gmail.com --offline", "probe " + host + " --port " + port + "/tls",
		"probe " + host + " --tls --port " + port + "/tls", "practice --list", "practice --run", "sheet office", "sheet --all", "import --dry-run --from " + d.file("x.env", "MAIL_HOST=smtp.example.co.jp\nMAIL_PORT=587\n"),
		"servers edit office --name x", "passwords set office --password-file " + flags[len(flags)-1], "settings restore", "changes --since 2026-01-01", "watch install --scheduler none --scope connect", "watch status", "watch run", "watch resume", "watch remove", "servers delete office",
	} {
		d.stdin = "535 5.7.8 Error: authentication failed"
		_, stdout, stderr := d.run(append(strings.Fields(line), "--format", "json")...)
		var value any
		if err := json.Unmarshal([]byte(stdout), &value); err != nil {
			t.Errorf("%s: %v in %q, %s", line, err, stdout, stderr)
			continue
		}
		all, list := value.([]any)
		if !list {
			all = []any{value}
		}
		for _, one := range all {
			if object, ok := one.(map[string]any); !ok || object["schema"] != float64(schema) {
				t.Errorf("%s: no version in %.200s", line, stdout)
			}
		}
		if found := regexp.MustCompile(`"(took|seconds|delay|duration)":`).FindString(stdout); found != "" {
			t.Errorf("%s: %s in %.300s", line, found, stdout)
		}
	}
}

func first(stdout, _ string) string { return stdout }
