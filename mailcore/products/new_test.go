package products_test

import (
	"fmt"
	"slices"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// TestNew holds the first values of each product against what its manual and
// its program say; a field that is not named is as Todoku has it.
func TestNew(t *testing.T) {
	for _, test := range []struct {
		id   mailcore.Product
		from string // where it is read
		want map[string]string
	}{
		{products.Cybozu, "CY-05", map[string]string{"outgoing.built_in": "true"}},
		{products.MailShare, "MS-12, MS-17, MS-19, C2", map[string]string{
			"incoming.protocol": "pop3", "incoming.port": "995", "incoming.encryption": "tls",
			"outgoing.port": "465", "outgoing.encryption": "tls", "outgoing.auth": "PLAIN", "outgoing.same_account": "true",
		}},
		{products.Zaionnex, "ZN-02 to ZN-06, ZN-14, C3", map[string]string{
			"outgoing.host": "mailhost", "outgoing.port": "25", "outgoing.encryption": "none", "outgoing.auth": "none",
			"outgoing.pop.use": "false", "from": "zaionnex",
		}},
		{products.Vtiger, "VT-05, VT-06, VT-09", map[string]string{
			"outgoing.host": "", "outgoing.port": "587", "outgoing.encryption": "starttls", "outgoing.auth": "auto", "from": "",
		}},
		{products.Garoon, "GR-12, GR-18, GR-25", map[string]string{"outgoing.timeout": "10", "incoming.timeout": "10", "incoming.protocol": "pop3"}},
		{products.WPMailSMTP, "src/Options.php", map[string]string{"outgoing.encryption": "none", "outgoing.port": "25", "outgoing.auth": "auto"}},
		{products.Nextcloud, "lib/Settings/Admin/Mail.php", map[string]string{"outgoing.auth": "none"}},
		{products.Redmine, "config/configuration.yml.example", map[string]string{"outgoing.port": "25", "outgoing.auth": "PLAIN"}},
		{products.ECCube, "Symfony Mailer", map[string]string{"outgoing.port": "25", "outgoing.encryption": "starttls"}},
		{products.GitLab, "gitlab.rb", map[string]string{"outgoing.port": "25", "outgoing.auth": "PLAIN", "from_name": "GitLab"}},
		{products.Copier, "no two makers begin alike", map[string]string{}},
	} {
		want := mailcore.NewProfile()
		test.want["products"] = string(test.id)
		for field, value := range test.want {
			if err := want.Set(field, value); err != nil {
				t.Fatal(test.id, field, err)
			}
		}
		if got := products.New(test.id); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Errorf("%s (%s):\n%+v, want\n%+v", test.id, test.from, got, want)
		}
	}
}

// TestNewCanBeTyped: nothing that a person has not chosen stands in the way on
// the screen of a product, and each row that offers something first shows it.
func TestNewCanBeTyped(t *testing.T) {
	for _, s := range products.Screens() {
		p := products.New(s.ID)
		for _, o := range s.Obstacles(p) {
			if o.Severity == mailcore.Error {
				t.Errorf("%s: %s is in the way of what is new", s.ID, o.Code)
			}
		}
		for _, r := range s.Rows {
			if r.Read == nil || r.Default == "" || r.Shown != nil && !r.Shown(p) {
				continue
			}
			if got, ok := r.Read(p); !ok || got != r.Default {
				t.Errorf("%s %s: %q, want %q", s.ID, r.Key, got, r.Default)
			}
		}
		if !slices.Equal(p.Products, []mailcore.Product{s.ID}) {
			t.Errorf("%s: marked %v", s.ID, p.Products)
		}
	}
	if got := products.New("papyrus"); got.Outgoing != mailcore.NewProfile().Outgoing {
		t.Errorf("%+v", got)
	}
}
