package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProvidersTellWhatToKnowBeforehand(t *testing.T) {
	d := newDesk(t)
	stdout, _ := d.want(passed, "providers", "taro@gmail.com")
	for _, want := range []string{"gmail  Gmail", "smtp.gmail.com:465", "SSL/TLS", "アプリ用のパスワード", "未確認"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	stdout, _ = d.want(passed, "providers", "xserver", "--lang", "en")
	if !strings.Contains(stdout, "Example: sv12345.xserver.jp") {
		t.Errorf("got\n%s", stdout)
	}
}

func TestProvidersListsAll(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	stdout, _ := d.want(passed, "providers")
	if n := strings.Count(stdout, "\n"); n < 100 {
		t.Errorf("%d providers", n)
	}
	_, stderr := d.want(failed, "providers", "ぬるぽ商会")
	if !strings.Contains(stderr, "no provider") {
		t.Errorf("got %q", stderr)
	}
}

func TestProvidersAsJSONWithTheUsersOwn(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(d.home, "providers.json")
	text := `{"format": 1, "providers": [{"id": "sora", "name": "そらネット", "user": "account",
		"servers": [{"protocol": "smtp", "host": "mail.sora.example", "port": 465, "encryption": "tls"}]}]}`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, _ := d.want(passed, "providers", "ソラ", "--format", "json")
	var got []struct {
		ID     string
		Own    bool
		Advice []struct{ Code, Text string }
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].ID != "sora" || !got[0].Own || len(got[0].Advice) != 1 || got[0].Advice[0].Code != "user-account" || got[0].Advice[0].Text == "" {
		t.Errorf("got %+v", got)
	}
	if err := os.WriteFile(path, []byte("{\"format\": 1,\n\"providers\": 3}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr := d.want(wrong, "providers"); !strings.Contains(stderr, "providers.json: ") {
		t.Errorf("got %q", stderr)
	}
}
