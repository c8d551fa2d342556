package roster

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/ends"
)

func now() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC) }

func known() Known { return Known{Known: ends.Known{Now: now()}} }

func named(names ...string) (all []mailcore.Profile) {
	for i, name := range names {
		p := mailcore.NewProfile()
		p.ID, p.Name, p.Code, p.Outgoing.Host = strconv.Itoa(i), name, "c"+name, "smtp.example.jp"
		all = append(all, p)
	}
	return all
}

func names(all []*Entry) (found []string) {
	for _, e := range all {
		found = append(found, e.Name)
	}
	return found
}

func TestOrderIsThatOfPeople(t *testing.T) {
	all := New(named("ｗｅｂ10", "Web2", "", "web1", "WEB 3"), known())
	all[2].Outgoing.Host = ""
	Order{Column: "name"}.Sort(all)
	if got, want := names(all), []string{"WEB 3", "web1", "Web2", "ｗｅｂ10", ""}; !slices.Equal(got, want) {
		t.Errorf("up: %q, want %q", got, want)
	}
	Order{"name", true}.Sort(all)
	if got, want := names(all), []string{"ｗｅｂ10", "Web2", "web1", "WEB 3", ""}; !slices.Equal(got, want) {
		t.Errorf("down: %q, want %q", got, want)
	}
}

func TestEndsAreSortedByDaysAndNotAsText(t *testing.T) {
	profiles := named("nine", "never", "two", "one", "forty", "over")
	for i, days := range []int{9, 0, 2, 1, 40, -3} {
		if days != 0 {
			profiles[i].Verified.Until = now().AddDate(0, 0, days)
		}
	}
	all := New(profiles, known())
	Order{Column: "end"}.Sort(all)
	if got, want := names(all), []string{"over", "one", "two", "nine", "forty", "never"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Every column sorts, and what is equal stays where it was.
func TestEveryColumnSorts(t *testing.T) {
	p, q := named("a")[0], named("b")[0]
	q.ID, q.Code, q.From, q.Outgoing.Host, q.Outgoing.User, q.Incoming.Host, q.Incoming.Protocol = "q", "d", "b@example.jp", "b.example.jp", "b", "b.example.jp", mailcore.IMAP
	q.Products, q.Office = []mailcore.Product{"vtiger"}, mailcore.Office{Person: "b", Department: "b", Tags: []string{"b"}, Memo: "b"}
	p.Verified.At, p.Verified.Until = now(), now()
	q.Verified.At, q.Verified.Until = now().Add(time.Hour), now().AddDate(0, 0, 9)
	p.Outgoing.Host, p.Incoming.Host, p.Incoming.Protocol, p.Outgoing.User, p.From = "a.example.com", "a.example.com", mailcore.IMAP, "a", "a@example.jp"
	p.Office, p.Products = mailcore.Office{Person: "a", Department: "a", Tags: []string{"a"}, Memo: "a"}, []mailcore.Product{"garoon"}
	q.Verified.Hash, q.Verified.OK = q.Hash(), true
	p.Verified.Hash = ""
	for _, c := range Columns {
		for _, down := range []bool{false, true} {
			all := New([]mailcore.Profile{q, p, q}, known())
			Order{c.Key, down}.Sort(all)
			if first := all[0].ID == "0"; first == down {
				t.Errorf("%s, down %v: %q first", c.Key, down, all[0].ID)
			}
		}
	}
}

func TestPressingAHeadTurnsTheOrderAndThenEndsIt(t *testing.T) {
	o := Order{}
	for _, want := range []Order{{"end", false}, {"end", true}, {}} {
		if o = o.By("end"); o != want {
			t.Errorf("%+v, want %+v", o, want)
		}
	}
	if o := (Order{"end", true}).By("name"); o != (Order{Column: "name"}) {
		t.Errorf("another column begins with %+v", o)
	}
}

func TestFilterLooksAtEverythingThatItNames(t *testing.T) {
	profiles := named("a", "b", "c")
	profiles[0].Office = mailcore.Office{Person: "山田", Department: "総務部", Tags: []string{"本社", "複合機"}, Memo: "二階の\n機械", Contract: "K-778", Phone: "03-0000-0000"}
	profiles[1].Products, profiles[1].Outgoing.Host = []mailcore.Product{"garoon"}, "mail.b.example.com"
	profiles[1].Verified.Until = now().AddDate(0, 0, 9)
	profiles[2].Office.Supplier = "例社"
	profiles[2].Verified.Until = now().AddDate(0, 0, 90)
	all := New(profiles, known())
	for _, c := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{}, []string{"a", "b", "c"}},
		{Filter{Text: "山田"}, []string{"a"}},
		{Filter{Text: "総務 本社"}, []string{"a"}},
		{Filter{Text: "機械"}, []string{"a"}},
		{Filter{Text: "Ｋ-778"}, []string{"a"}},
		{Filter{Text: "03-0000"}, []string{"a"}},
		{Filter{Tag: "複合機"}, []string{"a"}},
		{Filter{Product: "garoon"}, []string{"b"}},
		{Filter{Provider: "例社"}, []string{"c"}},
		{Filter{Provider: "example.com"}, []string{"b"}},
		{Filter{Within: 30}, []string{"b"}},
		{Filter{Within: 90}, []string{"b", "c"}},
		{Filter{Standing: mailcore.Proven}, nil},
	} {
		if got := names(c.filter.Of(all)); !slices.Equal(got, c.want) {
			t.Errorf("%+v lets through %q, want %q", c.filter, got, c.want)
		}
	}
	if got := Providers(all); !slices.Equal(got, []string{"example.com", "smtp.example.jp", "例社"}) && !slices.Equal(got, []string{"example.com", "example.jp", "例社"}) {
		t.Errorf("providers %q", got)
	}
	if got := Tags(all); !slices.Equal(got, []string{"本社", "複合機"}) && !slices.Equal(got, []string{"複合機", "本社"}) {
		t.Errorf("tags %q", got)
	}
}

func TestEditSaysWhatChanges(t *testing.T) {
	profiles := named("usual", "odd", "built-in", "fixed", "tls")
	profiles[1].Outgoing.Port = 2525
	profiles[2].Outgoing.BuiltIn = true
	profiles[4].Outgoing.Encryption, profiles[4].Outgoing.Port = mailcore.TLS, 465
	steps, err := Edit{Field: "outgoing.encryption", Value: "tls"}.Plan(profiles, func(p mailcore.Profile, _ string) bool { return p.Name == "fixed" })
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"[{outgoing.port 587 465} {outgoing.encryption starttls tls}] ",
		"[{outgoing.encryption starttls tls}] ",
		"[] unused",
		"[] fixed",
		"[] ",
	}
	for i, s := range steps {
		if got := fmt.Sprintf("%v %s", s.Changes, s.Why); got != want[i] {
			t.Errorf("%s: %s, want %s", s.Before.Name, got, want[i])
		}
	}
}

func TestEditOfAListAddsAndRemoves(t *testing.T) {
	p := named("a")
	p[0].Office.Tags = []string{"本社", "東京"}
	for _, c := range []struct {
		edit Edit
		want string
	}{
		{Edit{"office.tags", "東京, 大阪", Add}, "本社, 東京, 大阪"},
		{Edit{"office.tags", "東京、大阪", Remove}, "本社"},
		{Edit{"office.tags", "大阪", Replace}, "大阪"},
	} {
		steps, err := c.edit.Plan(p, nil)
		if err != nil || steps[0].After.Text("office.tags") != c.want {
			t.Errorf("%+v: %q %v, want %q", c.edit, steps[0].After.Text("office.tags"), err, c.want)
		}
	}
	if got := p[0].Text("office.tags"); got != "本社, 東京" {
		t.Errorf("planning changed it to %q", got)
	}
}

func TestEditRefusesWhatWouldBeWrong(t *testing.T) {
	p := named("a")
	steps, err := Edit{Field: "outgoing.port", Value: "99999"}.Plan(p, nil)
	if err != nil || steps[0].Why != LeftRefused || len(steps[0].Problems) == 0 || steps[0].Changed() {
		t.Errorf("%+v %v", steps[0], err)
	}
	if _, err := (Edit{Field: "outgoing.port", Value: "blue"}).Plan(p, nil); err == nil {
		t.Error("a port that is no number")
	}
}

// Every field that is offered can be set, and is one of a server.
func TestEditableAreFields(t *testing.T) {
	p := mailcore.NewProfile()
	for _, key := range Editable {
		if p.Field(key) == nil {
			t.Errorf("there is no field %s", key)
		}
	}
}

func TestAccountsAreSharedByAddressAndDomain(t *testing.T) {
	p := named("a", "b", "c", "d")
	for i := range p {
		p[i].Outgoing.User = "taro@example.jp"
	}
	p[1].Outgoing.Host, p[1].Incoming = "mail.example.jp", mailcore.Incoming{Protocol: mailcore.IMAP, Host: "imap.example.jp", User: "taro@example.jp"}
	p[2].Outgoing.Host = "mail.example.com"
	p[3].OAuth = mailcore.Google
	all, uses := Accounts(p)
	if len(all) != 2 || len(uses[all[0]]) != 3 || len(uses[all[1]]) != 1 {
		t.Errorf("%v %v", all, uses)
	}
	p[1].Outgoing.SameAccount = true
	if _, uses := Accounts(p); len(uses[all[0]]) != 2 {
		t.Errorf("a shared password counts twice: %v", uses)
	}
}

// crowd is an office of two thousand servers.
func crowd() []mailcore.Profile {
	all := make([]mailcore.Profile, 2000)
	for i := range all {
		p := mailcore.NewProfile()
		p.ID, p.Code, p.Name = strconv.Itoa(i), "mail"+strconv.Itoa(i*7919%2000), "営業部 "+strconv.Itoa(i*7919%2000)
		p.Outgoing.Host, p.Outgoing.User, p.From = "smtp"+strconv.Itoa(i%40)+".example.jp", "taro@example.jp", "taro@example.jp"
		p.Office = mailcore.Office{Person: "山田", Department: "総務", Tags: []string{"本社", strconv.Itoa(i % 9)}}
		p.Verified = mailcore.Verified{OK: true, At: now(), Until: now().AddDate(0, 0, i%90)}
		p.Verified.Hash = p.Hash()
		all[i] = p
	}
	return all
}

func BenchmarkNew(b *testing.B) {
	all := crowd()
	for b.Loop() {
		New(all, known())
	}
}

func BenchmarkSort(b *testing.B) {
	all := New(crowd(), known())
	for _, c := range Columns {
		b.Run(c.Key, func(b *testing.B) {
			for b.Loop() {
				Order{Column: c.Key}.Sort(slices.Clone(all))
			}
		})
	}
}

func BenchmarkFilter(b *testing.B) {
	all := New(crowd(), known())
	for b.Loop() {
		Filter{Text: "営業 山田 smtp3", Standing: mailcore.Proven, Tag: "本社", Provider: "smtp3.example.jp", Within: 60}.Of(all)
	}
}

func BenchmarkEdit(b *testing.B) {
	all := crowd()
	for b.Loop() {
		if _, err := (Edit{Field: "outgoing.encryption", Value: "tls"}).Plan(all, nil); err != nil {
			b.Fatal(err)
		}
	}
}
