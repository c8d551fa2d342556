package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/practice"
)

func TestFindOffline(t *testing.T) {
	d := newDesk(t)
	stdout, _ := d.want(passed, "find", "taro@gmail.com", "--offline")
	for _, want := range []string{"プロバイダーの一覧: gmail  Gmail", "smtp.gmail.com:465", "imap.gmail.com:993", "taro@gmail.com", "接続して確かめていない", "アプリ用のパスワード"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	_, stderr := d.want(failed, "find", "taro@example.jp", "--offline")
	if !strings.Contains(stderr, "使える設定が見つかりませんでした") || !strings.Contains(stderr, "禁止") {
		t.Errorf("got %q", stderr)
	}
	d.want(wrong, "find", "taro@", "--offline")
	d.want(wrong, "find")
}

func TestFindOfflineAsJSON(t *testing.T) {
	d := newDesk(t)
	stdout, _ := d.want(passed, "find", "taro@office.sakura.ne.jp", "--offline", "--format", "json")
	var got jsonOutcome
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if !got.Found || len(got.Proposals) != 1 || got.Proposals[0].Proven || got.Proposals[0].Provider != "sakura" || len(got.Proposals[0].Advice) == 0 {
		t.Errorf("got %+v", got)
	}
	if c := got.Proposals[0].Changes; len(c) == 0 || c[0].Field != "outgoing.host" || c[0].Value != "office.sakura.ne.jp" {
		t.Errorf("got %+v", c)
	}
	if p := got.Proposals[0]; p.Outgoing.Port != 587 || p.Outgoing.Encryption != mailcore.STARTTLS || p.Incoming == nil || p.Incoming.Port != 993 {
		t.Errorf("got %+v", p)
	}
	if strings.Contains(stdout, "password") {
		t.Errorf("got %s", stdout)
	}
}

// A server on this computer stands for the one of that name.
func TestFindOfAHost(t *testing.T) {
	d := newDesk(t)
	server, err := practice.Start(t.Context(), practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var out, complaints bytes.Buffer
	f := &finder{session: &session{out: &out, err: &complaints, env: func(name string) string { return d.env[name] }}}
	f.format = "text"
	f.options.Roots, f.options.Dial = server.Roots(), server.Tester().Dial
	if e := f.run(t.Context(), "127.0.0.1"); e != nil {
		t.Fatal(e, complaints.String())
	}
	for _, want := range []string{"465  応答あり", "587  応答あり", "993  応答あり  IMAP（受信）"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("lacks %q:\n%s", want, out.String())
		}
	}
}
