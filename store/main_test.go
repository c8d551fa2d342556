package store

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// children are what this test binary does when a test starts it again, as a
// process that can be killed. Each is given the store's folder.
var children = map[string]func(dir string) error{
	"save-for-ever":   saveForEver,
	"append-for-ever": appendForEver,
	"note-attempts":   noteAttempts,
}

func TestMain(m *testing.M) {
	if name := os.Getenv("STORE_TEST_CHILD"); name != "" {
		if err := children[name](os.Getenv("STORE_TEST_DIR")); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child returns a command that runs one of children.
func child(t *testing.T, name, dir string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), "STORE_TEST_CHILD="+name, "STORE_TEST_DIR="+dir)
	return cmd
}

// runChild runs a child to its end and returns what it printed.
func runChild(t *testing.T, name, dir string) (string, error) {
	t.Helper()
	out, err := child(t, name, dir).CombinedOutput()
	return string(out), err
}

// startKilled starts a child, waits for its first line, and returns a function
// that kills it (kill -9) and returns all the lines that it printed whole.
func startKilled(t *testing.T, name, dir string) (kill func() []string) {
	t.Helper()
	cmd := child(t, name, dir)
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r := bufio.NewReader(pipe)
	first, err := r.ReadString('\n')
	if err != nil {
		t.Fatalf("the child ended early: %q, %v", first, err)
	}
	out.WriteString(first)
	return func() []string {
		_ = cmd.Process.Kill()
		_, _ = r.WriteTo(&out)
		_ = cmd.Wait()
		lines := strings.Split(out.String(), "\n")
		return lines[:len(lines)-1]
	}
}

func mustOpen(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return s
}
