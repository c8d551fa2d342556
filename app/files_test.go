package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"todoku/forms/formstest"
	"todoku/store"
)

// write puts a file into the folder of the program.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// What another copy changed elsewhere is there too, without a question.
func TestAnotherCopySavedMeanwhile(t *testing.T) {
	d := three(t)
	d.fill("送信メールサーバー", "mine.example.jp")
	seed(t, d.store.Dir(), func(s *store.Settings) {
		s.Profiles[1].Outgoing.Host = "theirs.example.jp"
		s.Profiles = append(s.Profiles, profiles(t, "four")...)
	})
	d.press("保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	text := d.file("settings.toml")
	if !strings.Contains(text, "mine.example.jp") || !strings.Contains(text, "theirs.example.jp") || d.names() != "one two three four" {
		t.Errorf("servers %s; the file holds:\n%s", d.names(), text)
	}
}

// Only where both changed the same server the user is asked.
func TestAnotherCopyChangedTheSameServer(t *testing.T) {
	d := three(t)
	d.fill("送信メールサーバー", "mine.example.jp")
	seed(t, d.store.Dir(), func(s *store.Settings) {
		s.Profiles[0].Outgoing.Host = "theirs.example.jp"
		s.Profiles = append(s.Profiles, profiles(t, "four")...)
	})
	d.press("保存")
	formstest.Golden(t, "changed.ja", d.outline())
	d.press("キャンセル")
	if text := d.file("settings.toml"); strings.Contains(text, "mine.example.jp") || !d.page.dirty() {
		t.Errorf("cancelled, and yet unsaved is %v and the file holds:\n%s", d.page.dirty(), text)
	}
	d.press("保存")
	d.press("ここでの変更で保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	if text := d.file("settings.toml"); !strings.Contains(text, "mine.example.jp") || strings.Contains(text, "theirs.example.jp") || d.names() != "one two three four" {
		t.Errorf("servers %s; the file holds:\n%s", d.names(), text)
	}
}

// What another copy made of the server on the screen is shown; where that has
// changes of its own, saving them asks.
func TestAnotherCopyChangedTheServerOnTheScreen(t *testing.T) {
	d := three(t)
	theirs := func(host string) {
		seed(t, d.store.Dir(), func(s *store.Settings) { s.Profiles[0].Outgoing.Host = host })
	}
	theirs("theirs.example.jp")
	d.moveTo("id-three", len(d.settings.Profiles)-2)
	if d.page.current.Outgoing.Host != "theirs.example.jp" || d.page.dirty() {
		t.Errorf("on the screen: %s, unsaved %v", d.page.current.Outgoing.Host, d.page.dirty())
	}
	d.fill("送信メールサーバー", "mine.example.jp")
	theirs("again.example.jp")
	d.moveTo("id-three", len(d.settings.Profiles)-1)
	d.press("保存")
	d.want("同じサーバーが別の場所でも変更されました")
}

// A server that the other copy deleted does not come back because something
// else was changed here.
func TestAnotherCopyDeletedMeanwhile(t *testing.T) {
	d := three(t)
	d.fill("送信メールサーバー", "mine.example.jp")
	seed(t, d.store.Dir(), func(s *store.Settings) { s.Profiles = s.Profiles[:1] })
	d.press("保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	if got := d.names(); got != "one" {
		t.Errorf("on the disk: %s", got)
	}
}

// Deleting here stays deleted, although the other copy still has it.
func TestDeletedWhileAnotherCopySaved(t *testing.T) {
	d := three(t)
	seed(t, d.store.Dir(), func(s *store.Settings) { s.Profiles[2].Outgoing.Host = "theirs.example.jp" })
	d.press("削除")
	d.press("はい")
	d.wait("the dialog is gone", func() bool { return d.dialog() == nil })
	if got := d.names(); got != "two three" || !strings.Contains(d.file("settings.toml"), "theirs.example.jp") {
		t.Errorf("on the disk: %s", got)
	}
}

// An emptied settings file is noticed, and the one before comes back.
func TestEmptiedSettings(t *testing.T) {
	d := three(t)
	dir := d.store.Dir()
	seed(t, dir, func(s *store.Settings) { s.Profiles[0].Outgoing.Host = "newest.example.jp" })
	write(t, dir, "settings.toml", "")
	d = sit(t, dir)
	d.want("設定が失われています")
	d.want("1 つ前の設定（サーバー 3 件）が残っています")
	d.press("前の設定に戻す")
	if d.names() != "one two three" || d.chosen() != 0 || d.page.current.Name != "one" {
		t.Errorf("%s on the disk, %d on the screen", d.names(), d.chosen())
	}
	d.loaded("one")
	again := sit(t, dir)
	if again.dialog() != nil {
		t.Error("it is offered again")
	}
	again.loaded("one")
}

func TestBrokenSettings(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	write(t, dir, "settings.toml", "version = 1\n\n[preferences\nlanguage = 'ja'\n")
	d := sit(t, dir)
	d.want("設定ファイルを読み込めません")
	d.want("settings.toml の 3 行目に問題があります。")
	aside, err := filepath.Glob(filepath.Join(dir, "settings.broken-*.toml"))
	if err != nil || len(aside) != 1 {
		t.Fatalf("set aside: %v, %v", aside, err)
	}
	d.want(filepath.Base(aside[0]))
	d.press("閉じる")
	d.fill("送信メールサーバー", "new.example.jp")
	d.press("保存")
	d.wait("it is saved", func() bool { return d.chosen() == 0 })
	text, err := os.ReadFile(aside[0])
	if err != nil || !strings.Contains(string(text), "[preferences\n") {
		t.Errorf("the broken file now holds %q, %v", text, err)
	}
}

func TestNewerSettings(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	const newer = "version = 99\nsomething = 'else'\n"
	write(t, dir, "settings.toml", newer)
	d := sit(t, dir)
	d.want("新しい版の設定ファイルです")
	d.press("閉じる")
	d.fill("送信メールサーバー", "new.example.jp")
	d.press("保存")
	d.want("保存できません")
	d.press("閉じる")
	if got := d.file("settings.toml"); got != newer || !d.page.dirty() {
		t.Errorf("unsaved %v; the file holds:\n%s", d.page.dirty(), got)
	}
}

// Nothing on the screen is lost where the folder cannot be written.
func TestFolderThatCannotBeWritten(t *testing.T) {
	d := three(t)
	d.fill("送信メールサーバー", "mine.example.jp")
	if err := os.RemoveAll(d.store.Dir()); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Dir(d.store.Dir()), filepath.Base(d.store.Dir()), "a file where the folder was")
	d.press("保存")
	d.want("保存できません")
	d.press("閉じる")
	d.want("mine.example.jp")
	d.want("変更をまだ保存していません")
}
