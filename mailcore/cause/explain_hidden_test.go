package cause

import (
	"strings"
	"testing"
)

func TestPastedPasswordsAreHidden(t *testing.T) {
	for _, text := range []string{
		"smtp.login(user=taro, password=hunter2secret)\n535 5.7.8 authentication failed",
		`mail.smtp.password='hunter2secret'` + "\n535 5.7.8 authentication failed",
		"grant_type=refresh_token&refresh_token=hunter2secret&x=1 invalid_grant",
	} {
		e, err := Explain([]byte(text))
		if err != nil || strings.Contains(e.Text+e.Seen+e.Said+e.Finding.Words, "hunter2secret") {
			t.Errorf("%q: %v, %+v", text, err, e)
		}
	}
	const said = "535 password: authentication failed"
	if got := hidden(said); got != said {
		t.Errorf("what is said of a password is hidden: %q", got)
	}
}
