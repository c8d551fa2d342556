package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"strings"
	"testing"

	"todoku/mailcore/mailtest"
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
	if strings.Contains(stdout, "password") {
		t.Errorf("got %s", stdout)
	}
}

// A server on this computer stands for the one of that name.
func TestFindOfAHost(t *testing.T) {
	d := newDesk(t)
	authority := mailtest.NewAuthority("Test CA")
	server := mailtest.Start(t, "TLS good\nS: 220 mail.example.jp ESMTP\nC: EHLO *\nS: 250-mail.example.jp\nS: 250 AUTH PLAIN LOGIN\nC: QUIT\nS: 221 bye\n", authority)
	var out, err bytes.Buffer
	f := &finder{session: &session{out: &out, err: &err, env: func(name string) string { return d.env[name] }}}
	f.format.value = "text"
	f.options.Roots = authority.Roots
	f.options.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if addr != "127.0.0.1:465" {
			return nil, errors.New("nobody listens there")
		}
		return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
	}
	if e := f.run(t.Context(), "127.0.0.1"); e != nil {
		t.Fatal(e, err.String())
	}
	if got := out.String(); !strings.Contains(got, "127.0.0.1:465") || !strings.Contains(got, "TLS 1.3  PLAIN LOGIN") {
		t.Errorf("got %s", got)
	}
}
