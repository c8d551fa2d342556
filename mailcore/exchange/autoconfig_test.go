package exchange

import (
	"os"
	"testing"
)

// What follows from the mail address waits for it, and is filled in from it.
func TestFormsAreFilledFromTheAddress(t *testing.T) {
	data, err := os.ReadFile("testdata/autoconfig/several-domains.xml")
	if err != nil {
		t.Fatal(err)
	}
	drafts, _, err := Read(data, "config.xml")
	if err != nil || len(drafts) != 1 {
		t.Fatal(len(drafts), err)
	}
	open, whole := drafts[0], drafts[0].For("taro@minato-home.jp")
	for field, want := range map[string]string{
		"from":          "taro@minato-home.jp",
		"outgoing.host": "mail.minato-home.jp",
		"outgoing.user": "taro.minato-home.jp",
		"incoming.host": "mail.minato-home.jp",
		"incoming.user": "taro",
		"incoming.auth": "auto",
	} {
		if got := readValue(whole, field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
		if field != "incoming.auth" && open.saw(field) {
			t.Errorf("%s is known without an address", field)
		}
	}
	if len(open.Forms) != 4 || len(whole.Forms) != 0 || whole.noted("outgoing.host") || !open.noted("outgoing.host") {
		t.Errorf("forms %v, then %v; notes %v, then %v", open.Forms, whole.Forms, open.Notes, whole.Notes)
	}
}

// A notice that says the account by the address is filled in too.
func TestNoticeIsFilledFromTheAddress(t *testing.T) {
	drafts, _, err := Read([]byte("受信サーバー: pop.momo-isp.ne.jp\nアカウント名: メールアドレスの@より前\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	if got := readValue(drafts[0].For("hanako@momo-isp.ne.jp"), "incoming.user"); got != "hanako" {
		t.Errorf("the account is %q", got)
	}
}
