package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/assets/papers"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
	"todoku/store"
)

// heirloom saves servers with everything that an office can write down.
func (d *desk) heirloom(server *practice.Server) store.Settings {
	d.t.Helper()
	saved := store.Settings{Preferences: store.Preferences{
		Language: "ja", Secrets: store.VaultStore, Roots: []string{d.file("ca.pem", string(server.CAPEM()))}, PasswordDays: 90,
	}}
	office := func(code string, change func(*mailcore.Profile)) {
		p := server.Profile()
		p.ID, p.Code, p.Name, p.Practice = "id-"+code, code, "事務所 "+code, false
		p.Outgoing.Password, p.Incoming.Password, p.Outgoing.HELO = "", "", "pc.example.jp"
		change(&p)
		saved.Profiles = append(saved.Profiles, p)
		if p.OAuth == "" {
			d.vault(p, map[string]string{store.OutgoingSecret: server.Accounts[0].Password})
		}
	}
	office("copier", func(p *mailcore.Profile) {
		p.Products = []mailcore.Product{products.Copier}
		p.Office = mailcore.Office{Person: "山田", Department: "総務部", Tags: []string{"本社", "二階"}, Supplier: "Example ネット", Contract: "K-778", Phone: "0120-000-000", Memo: "夜間は電源が切れます。\n月曜の朝に確かめます。"}
		p.Outgoing.SizeLimit, p.Notify, p.TestTo = 10, []string{"soumu@example.jp"}, "hanako@example.jp"
	})
	office("plain", func(p *mailcore.Profile) { p.Outgoing.Timeout = 45 })
	d.store(saved)
	return saved
}

// successor is a desk with nothing but a place for passwords.
func successor(t *testing.T) *desk {
	d := newDesk(t)
	d.vault(mailcore.Profile{ID: "id-nobody"}, map[string]string{store.OutgoingSecret: "x"})
	d.store(store.Settings{Preferences: store.Preferences{Language: "ja", Secrets: store.VaultStore}})
	return d
}

// open opens the folder of a desk.
func (d *desk) open() (*store.Store, store.Settings) {
	d.t.Helper()
	home, err := store.Open(d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	saved, err := home.Load()
	if err != nil {
		d.t.Fatal(err)
	}
	return home, saved
}

// handedOver hands over what a desk has, and returns the ledger's and the
// bundle's files.
func (d *desk) handedOver() (ledger, bundle, passphrase string) {
	d.t.Helper()
	folder := filepath.Join(d.t.TempDir(), "usb")
	passphrase = d.file("handover", "correct horse")
	stdout, _ := d.want(passed, "handover", folder, "--passphrase-file", passphrase)
	files := strings.Fields(stdout)
	if len(files) != 2 {
		d.t.Fatalf("%q", stdout)
	}
	return files[0], files[1], passphrase
}

// TestHandOver hands over for real: out of one home, into another, where all is
// proved again. Nothing is lost but what the page names.
func TestHandOver(t *testing.T) {
	giver, taker := newDesk(t), successor(t)
	server, _ := giver.practise(practice.Options{})
	given := giver.heirloom(server)
	own := `{"format": 1, "providers": [{"id": "sora", "name": "そらネット", "domains": ["sora.example"]}]}`
	if err := os.WriteFile(filepath.Join(giver.home, "providers.json"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	giver.want(passed, "check", "copier", "--scope", "login") // so that there is a history, and a proof, to be lost

	ledger, bundle, passphrase := giver.handedOver()
	page, err := os.ReadFile(ledger)
	if err != nil || strings.Contains(string(page), server.Accounts[0].Password) {
		t.Errorf("the ledger: %v, or it holds a password", err)
	}
	for _, want := range []string{"Example ネット", "K-778", "0120-000-000", "月曜の朝に確かめます。", "山田", "総務部", "複合機", "追加した認証局", "これまでのテストの履歴", "渡した人", "受け取った人"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the ledger does not say %s", want)
		}
	}

	file := filepath.Join(t.TempDir(), "receipt.html")
	taker.want(passed, "takeover", bundle, "--passphrase-file", passphrase, "--format", "html", "--output", file)
	receipt, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(receipt), "2 件すべてを受け取り") || strings.Contains(string(receipt), "□") {
		t.Errorf("%v: %s", err, receipt)
	}
	home, saved := taker.open()
	if len(saved.Profiles) != len(given.Profiles) {
		t.Fatalf("%d servers arrived", len(saved.Profiles))
	}
	for i, p := range saved.Profiles {
		if lost := given.Profiles[i].Changes(p); len(lost) > 0 {
			t.Errorf("%s is otherwise: %v", p.Code, lost)
		}
		if p.Standing() != mailcore.Proven { // by a login, so with its password
			t.Errorf("%s is %s", p.Code, p.Standing())
		}
	}
	if own, err := home.Providers(); err != nil || len(own) != 1 {
		t.Errorf("own providers: %v %v", own, err)
	}
	if len(saved.Preferences.Roots) != 1 {
		t.Errorf("authorities: %v", saved.Preferences.Roots)
	}
	// What the page names:
	if runs, _, _ := home.Runs(); len(runs) != 2 {
		t.Errorf("a history of %d tests", len(runs))
	}
	if saved.Preferences.PasswordDays != 0 || saved.Preferences.Secrets != store.VaultStore {
		t.Errorf("preferences came along: %+v", saved.Preferences)
	}
	for _, named := range []string{"これまでのテストの履歴", "渡す側のパソコンでの合格", "表示の好み"} {
		if !strings.Contains(string(receipt), named) {
			t.Errorf("the receipt does not name %s", named)
		}
	}
}

// TestTakeOverIsOpen: what cannot be handed over, or fails, is marked, and the
// exit says so.
func TestTakeOverIsOpen(t *testing.T) {
	giver, taker := newDesk(t), successor(t)
	server, _ := giver.practise(practice.Options{})
	saved := giver.heirloom(server)
	signs := saved.Profiles[1]
	signs.ID, signs.Code, signs.OAuth, signs.Outgoing.Auth = "id-signs", "signs", mailcore.Microsoft, mailcore.XOAUTH2
	unkept := saved.Profiles[1]
	unkept.ID, unkept.Code, unkept.Name = "id-unkept", "unkept", "パスワードなし"
	saved.Profiles = append(saved.Profiles, signs, unkept)
	saved.Preferences.OAuth.Microsoft.ID = "client-1"
	giver.store(saved)

	ledger, bundle, passphrase := giver.handedOver()
	if page, err := os.ReadFile(ledger); err != nil || !strings.Contains(string(page), "どこにも保管していません") || !strings.Contains(string(page), "OAuth のクライアント設定") {
		t.Errorf("%v: %s", err, page)
	}
	stdout, stderr := taker.want(failed, "takeover", bundle, "--passphrase-file", passphrase, "--format", "json")
	var receipt struct {
		Schema int `json:"schema"`
		papers.Receipt
	}
	if err := json.Unmarshal([]byte(stdout), &receipt); err != nil {
		t.Fatalf("%v in %s", err, stdout)
	}
	var open []string
	for _, s := range receipt.Servers {
		if s.Standing != mailcore.Proven {
			open = append(open, s.Code)
		}
	}
	if receipt.OK || !slices.Equal(open, []string{"signs", "unkept"}) || !strings.Contains(stderr, "まだ合格していません: signs: ") {
		t.Errorf("open: %v; %s", open, stderr)
	}
	for _, lean := range receipt.Leans {
		if !lean.There {
			t.Errorf("%s did not come along", lean.Text)
		}
	}
	if _, stderr := taker.want(wrong, "takeover", bundle, "--passphrase-file", taker.file("other", "wrong")); stderr == "" {
		t.Error("a wrong passphrase is not told")
	}
	taker.want(wrong, "takeover", taker.file("toml", "version = 1\n"), "--passphrase-file", passphrase)
}

func TestReview(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.heirloom(server)
	d.want(passed, "check", "copier", "--scope", "login")
	stdout, _ := d.want(passed, "review")
	for _, want := range []string{"2 件のうち 1 件が合格", "copier 事務所 copier: 複合機、総務部  合格", "はじめてテストしました。"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in %s", want, stdout)
		}
	}
	file := filepath.Join(t.TempDir(), "review.html")
	d.now = func() time.Time { return time.Now().Add(time.Hour) }
	d.want(passed, "review", "--format", "html", "--output", file)
	stdout, _ = d.want(passed, "review")
	if strings.Contains(stdout, "はじめてテストしました。") {
		t.Errorf("told again after it was reported: %s", stdout)
	}
	if stdout, _ = d.want(passed, "review", "--since", "2020-01-01"); !strings.Contains(stdout, "はじめてテストしました。") {
		t.Errorf("not told when asked for: %s", stdout)
	}
	if stdout, _ = d.want(passed, "ledger", "copier"); !strings.Contains(stdout, "Example ネット") || strings.Contains(stdout, "事務所 plain") {
		t.Errorf("%s", stdout)
	}
}

// A ledger names the place that took the passwords: on a computer without a
// keyring that is not what is preferred.
func TestLedgerNamesThePlaceOfPasswords(t *testing.T) {
	d := newDesk(t)
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Outgoing.Host, p.Outgoing.User = "a", "office", "smtp.example.jp", "taro"
	d.store(store.Settings{Profiles: []mailcore.Profile{p}})
	if stdout, _ := d.want(passed, "ledger"); !strings.Contains(stdout, "OS のキーリング") {
		t.Error(stdout)
	}
	d.vault(p, map[string]string{"outgoing": "hunter2"})
	if stdout, _ := d.want(passed, "ledger"); strings.Contains(stdout, "OS のキーリング") || !strings.Contains(stdout, "パスフレーズで保護したファイル") {
		t.Error(stdout)
	}
}

// Where passwords are kept nowhere, those of the bundle would be lost.
func TestTakeoverNeedsAPlace(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.heirloom(server)
	_, bundle, passphrase := d.handedOver()
	next := newDesk(t)
	next.store(store.Settings{Preferences: store.Preferences{Language: "ja", Secrets: store.AskStore}})
	if _, stderr := next.want(wrong, "takeover", bundle, "--passphrase-file", passphrase); !strings.Contains(stderr, "保管場所を選んで") {
		t.Errorf("%q", stderr)
	}
	if _, saved := next.open(); len(mailcore.InUse(saved.Profiles)) > 0 {
		t.Errorf("%d servers are saved all the same", len(saved.Profiles))
	}
}
