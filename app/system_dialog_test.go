package app

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"todoku/picker"
)

// A system is a dialog that answers as it is told.
type system struct {
	asked  chan picker.Question
	answer chan func(context.Context) (string, error)
}

func (s system) ask(ctx context.Context, q picker.Question) (string, error) {
	s.asked <- q
	return (<-s.answer)(ctx)
}

// savesBySystem begins to write a file with the dialog of the system.
func savesBySystem(t *testing.T) (*desk, system, string) {
	t.Helper()
	d := three(t)
	s := system{make(chan picker.Question, 1), make(chan func(context.Context) (string, error), 1)}
	d.files = d.systemFiles(s.ask)
	path := filepath.Join(t.TempDir(), "servers.toml")
	d.saveAs(d.window, "servers.toml", []byte("servers"), nil)
	d.want("別の画面でファイルを選んでください。")
	if q := <-s.asked; !q.Save || q.Name != "servers.toml" || q.Title != "ファイルに保存" {
		t.Errorf("the system was asked %+v", q)
	}
	return d, s, path
}

func TestSystemDialogAnswers(t *testing.T) {
	d, s, path := savesBySystem(t)
	s.answer <- func(context.Context) (string, error) { return path, nil }
	d.wait("the dialog is gone", func() bool { return d.dialog() == nil })
	if data, err := readFile(path); string(data) != "servers" {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

func TestSystemDialogIsCancelled(t *testing.T) {
	d, s, path := savesBySystem(t)
	s.answer <- func(context.Context) (string, error) { return "", nil }
	d.wait("the dialog is gone", func() bool { return d.dialog() == nil })
	if _, err := readFile(path); err == nil {
		t.Error("a file was written")
	}
}

// A system whose dialog fails is not asked again.
func TestSystemDialogFails(t *testing.T) {
	d, s, path := savesBySystem(t)
	s.answer <- func(context.Context) (string, error) { return "", fmt.Errorf("%w: broken", picker.ErrNone) }
	d.wait("our own dialog is there", func() bool { return d.says("1 つ上のフォルダー") })
	d.fill("ファイル名", path)
	d.press("保存")
	if data, err := readFile(path); string(data) != "servers" {
		t.Errorf("the file holds %q, %v", data, err)
	}
	d.files.open(d.window, func(string) {})
	d.want("1 つ上のフォルダー")
}

// One that shows nothing holds nobody up: its dialog is taken back.
func TestSystemDialogIsGivenUp(t *testing.T) {
	for button, shows := range map[string]string{"Todoku の画面で選ぶ": "1 つ上のフォルダー", "キャンセル": ""} {
		d, s, _ := savesBySystem(t)
		ended := make(chan error, 1)
		s.answer <- func(ctx context.Context) (string, error) {
			<-ctx.Done()
			ended <- ctx.Err()
			return "late", nil
		}
		d.press(button)
		<-ended
		if d.dialog() == nil != (shows == "") || !strings.Contains(d.outline(), shows) {
			t.Errorf("after %s the screen says:\n%s", button, d.outline())
		}
	}
}
