package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"todoku/assets/papers"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
	"todoku/store"
)

func TestSheet(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	server, _ := d.practise(practice.Options{})
	d.save(server, store.AskStore)
	stdout, _ := d.want(passed, "sheet", "office", "--product", "garoon", "--lang", "ja")
	for _, want := range []string{"Garoon 入力シート", "メールサーバーコード *: office", "STARTTLSを使用する"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in %s", want, stdout)
		}
	}
	stdout, _ = d.want(passed, "sheet", "office", "--product", "vtiger", "--format", "csv")
	if !strings.HasPrefix(stdout, "\ufeff") || !strings.Contains(stdout, "\r\n") {
		t.Errorf("%q", stdout)
	}
	var sheet papers.Sheet
	stdout, _ = d.want(passed, "sheet", "office", "--product", "zaionnex", "--format", "json")
	if err := json.Unmarshal([]byte(stdout), &sheet); err != nil || sheet.Product != products.Zaionnex || len(sheet.Rows) == 0 {
		t.Errorf("%v: %s", err, stdout)
	}
	_, stderr := d.want(wrong, "sheet", "office")
	if !strings.Contains(stderr, "--product takes one of cybozu, mail-share") {
		t.Errorf("%q", stderr)
	}
	d.want(wrong, "sheet", "nobody", "--product", "garoon")
	d.want(wrong, "sheet", "office", "--product", "notes")
	stdout, _ = d.want(passed, "sheet", "office", "--product", "kintone", "--lang", "ja")
	if !strings.HasPrefix(stdout, "kintone メール共有オプション") {
		t.Errorf("%.60s", stdout)
	}
}

func TestSheetIntoFile(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.save(server, store.AskStore)
	file := filepath.Join(t.TempDir(), "sheet.html")
	stdout, _ := d.want(passed, "sheet", "office", "--product", "garoon", "--format", "html", "--output", file)
	page, err := os.ReadFile(file)
	if err != nil || stdout != "" || !strings.HasPrefix(string(page), "<!DOCTYPE html>") {
		t.Errorf("%v, %q: %.100s", err, stdout, page)
	}
	d.want(broken, "sheet", "office", "--product", "garoon", "--output", filepath.Join(file, "below"))
}

// What we write has addresses in it: nobody else may read it, whoever could
// read the file that was there.
func TestFilesAreForTheirOwner(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no such rights")
	}
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.save(server, store.AskStore)
	dir := t.TempDir()
	for _, args := range [][]string{{"sheet", "office", "--product", "garoon"}, {"export", "--format", "csv"}, {"sheet", "office", "--product", "garoon"}} {
		file := filepath.Join(dir, args[0])
		d.want(passed, append(args, "--output", file)...)
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v: %v %v", args, info.Mode(), err)
		}
		if err := os.Chmod(file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The password of what is saved is printed where somebody asks for it, and has
// a place.
func TestSheetWithPassword(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	secret := "himitsu-no-kotoba"
	d.saveProfiles()
	d.want(passed, "servers", "add", "--code", "office", "--smtp", "smtp.example.jp:465", "--encryption", "tls", "--user", "taro", "--password-file", d.file("password", secret))
	stdout, _ := d.want(passed, "sheet", "office", "--product", "redmine")
	if strings.Contains(stdout, secret) || !strings.Contains(stdout, products.Blank) {
		t.Errorf("%s", stdout)
	}
	stdout, _ = d.want(passed, "sheet", "office", "--product", "redmine", "--with-password")
	if !strings.Contains(stdout, `password: "`+secret+`"`) || strings.Contains(stdout, products.Blank) {
		t.Errorf("%s", stdout)
	}
	stdout, _ = d.want(passed, "sheet", "office", "--product", "redmine", "--with-password", "--lang", "ja")
	if !strings.Contains(stdout, "Redmine 入力シート") || strings.Contains(stdout, "Mail server") {
		t.Errorf("not all in Japanese: %s", stdout)
	}
	var sheet papers.Sheet
	stdout, _ = d.want(passed, "sheet", "office", "--product", "eccube", "--with-password", "--format", "json")
	if err := json.Unmarshal([]byte(stdout), &sheet); err != nil || sheet.File == nil || sheet.File.Path != ".env" || !sheet.File.Password {
		t.Errorf("%v: %s", err, stdout)
	}
	_, stderr := d.want(wrong, "sheet", "office", "--product", "garoon", "--with-password")
	if !strings.Contains(stderr, "has no file") {
		t.Errorf("%s", stderr)
	}
	d.want(wrong, "sheet", "--all", "--with-password")
	d.want(passed, "servers", "add", "--code", "relay", "--smtp", "smtp.example.jp:25", "--encryption", "none")
	d.want(passed, "servers", "add", "--code", "new", "--smtp", "smtp.example.jp", "--user", "taro")
	if _, stderr := d.want(wrong, "sheet", "relay", "--product", "redmine", "--with-password"); !strings.Contains(stderr, "needs no password") {
		t.Errorf("%s", stderr)
	}
	if _, stderr := d.want(broken, "sheet", "new", "--product", "redmine", "--with-password"); !strings.Contains(stderr, "no password is kept") {
		t.Errorf("%s", stderr)
	}
}

// Every other name of a product means one that there is.
func TestProductAliases(t *testing.T) {
	for name, id := range productAliases() {
		if !slices.Contains(products.IDs, mailcore.Product(id)) || name != strings.ToLower(name) {
			t.Errorf("%s means %s", name, id)
		}
	}
}

func TestInquiry(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	_, stderr := d.want(wrong, "inquiry")
	if !strings.Contains(stderr, "no past test") {
		t.Errorf("%q", stderr)
	}
	server, flags := d.practise(practice.Options{})
	d.save(server, store.AskStore)
	d.want(failed, with("check", flags, "--smtp", "127.0.0.1:1")...)
	d.want(passed, "check", "office", "--scope", "login", "--ca", flags[3], "--password-file", flags[len(flags)-1])

	stdout, _ := d.want(passed, "inquiry", "office", "--lang", "ja", "--format", "text")
	if !strings.Contains(stdout, "ログインまで: 成功") || !strings.Contains(stdout, server.Accounts[0].User) {
		t.Errorf("%s", stdout)
	}
	stdout, _ = d.want(passed, "inquiry", "office", "--hide")
	if strings.Contains(stdout, server.Accounts[0].User) || strings.Contains(stdout, "事務所") {
		t.Errorf("%s", stdout)
	}
	stdout, _ = d.want(passed, "inquiry", "--format", "json")
	r, err := papers.ReadInquiry([]byte(stdout))
	if err != nil || !r.OK() {
		t.Errorf("%v: %s", err, stdout)
	}
	runs, _ := d.want(passed, "history", "--format", "json")
	var all []jsonRun
	if err := json.Unmarshal([]byte(runs), &all); err != nil || len(all) != 2 {
		t.Fatalf("%v: %s", err, runs)
	}
	stdout, _ = d.want(passed, "inquiry", all[1].Run, "--format", "json")
	if r, err := papers.ReadInquiry([]byte(stdout)); err != nil || r.ID != all[1].Run || r.OK() {
		t.Errorf("%v: %s", err, stdout)
	}
	d.want(wrong, "inquiry", "nobody")
}
