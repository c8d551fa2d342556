package mailcore

import "testing"

func TestSecretShape(t *testing.T) {
	for _, tt := range []struct{ secret, shape, tidy Secret }{
		{"himitsu-1", "", "himitsu-1"},
		{"hi mitsu", "", "hi mitsu"},
		{"ﾋﾐﾂ", "", "ﾋﾐﾂ"},
		{"himitsu-1 ", "space-after", "himitsu-1"},
		{"himitsu-1\u3000", "space-after", "himitsu-1"},
		{"himitsu-1\t\n", "space-after", "himitsu-1"},
		{" himitsu-1", "space-before", "himitsu-1"},
		{"ｈｉｍｉｔｓｕ－１", "wide", "himitsu-1"},
		{"himitsu！\u3000ａ ", "space-after", "himitsu! a"},
		{"", "", ""},
	} {
		if got := tt.secret.Shape(); got != string(tt.shape) {
			t.Errorf("%q has the shape %q, want %q", string(tt.secret), got, string(tt.shape))
		}
		if got := tt.secret.Tidy(); got != tt.tidy {
			t.Errorf("%q becomes %q, want %q", string(tt.secret), string(got), string(tt.tidy))
		}
	}
}

func TestTidiedChange(t *testing.T) {
	var p Profile
	p.Incoming.Password = "himitsu-1 "
	changed, err := p.With(Change{"incoming.password" + Tidied, "true"})
	if err != nil || changed.Incoming.Password != "himitsu-1" || p.Incoming.Password != "himitsu-1 " {
		t.Errorf("changed to %q, from %q: %v", string(changed.Incoming.Password), string(p.Incoming.Password), err)
	}
	if _, err := p.With(Change{"outgoing.host" + Tidied, "true"}); err == nil {
		t.Error("a host is tidied as a password")
	}
	if got := changed.Text("incoming.password" + Tidied); got != "" {
		t.Errorf("the change reads %q", got)
	}
}
