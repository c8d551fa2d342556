package mailcore

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ErrNoField means that a setting has no field of that name.
var ErrNoField = errors.New("no such field")

// fields names everything in a setting that people edit. The keys are those of
// the settings file, but for POP before SMTP, and name the rows of forms, what
// problems and findings point at, and the columns of a CSV file.
var fields = []struct {
	key   string
	at    func(*Profile) any // a pointer to it
	holds Holds              // where it is free text; "" is whatever people write
}{
	{"code", func(p *Profile) any { return &p.Code }, Label},
	{"name", func(p *Profile) any { return &p.Name }, Label},
	{"products", func(p *Profile) any { return &p.Products }, ""},
	{"site", func(p *Profile) any { return &p.Site }, Address},
	{"oauth", func(p *Profile) any { return &p.OAuth }, ""},
	{"outgoing.built_in", func(p *Profile) any { return &p.Outgoing.BuiltIn }, ""},
	{"outgoing.host", func(p *Profile) any { return &p.Outgoing.Host }, HostName},
	{"outgoing.port", func(p *Profile) any { return &p.Outgoing.Port }, ""},
	{"outgoing.encryption", func(p *Profile) any { return &p.Outgoing.Encryption }, ""},
	{"outgoing.auth", func(p *Profile) any { return &p.Outgoing.Auth }, ""},
	{"outgoing.same_account", func(p *Profile) any { return &p.Outgoing.SameAccount }, ""},
	{"outgoing.user", func(p *Profile) any { return &p.Outgoing.User }, Account},
	{"outgoing.password", func(p *Profile) any { return &p.Outgoing.Password }, ""},
	{"outgoing.plaintext_auth", func(p *Profile) any { return &p.Outgoing.Plaintext }, ""},
	{"outgoing.pop.use", func(p *Profile) any { return &p.Outgoing.PopBefore.Use }, ""},
	{"outgoing.pop.host", func(p *Profile) any { return &p.Outgoing.PopBefore.Host }, HostName},
	{"outgoing.pop.port", func(p *Profile) any { return &p.Outgoing.PopBefore.Port }, ""},
	{"outgoing.pop.encryption", func(p *Profile) any { return &p.Outgoing.PopBefore.Encryption }, ""},
	{"outgoing.pop.auth", func(p *Profile) any { return &p.Outgoing.PopBefore.Auth }, ""},
	{"outgoing.pop.user", func(p *Profile) any { return &p.Outgoing.PopBefore.User }, Account},
	{"outgoing.pop.password", func(p *Profile) any { return &p.Outgoing.PopBefore.Password }, ""},
	{"outgoing.pop.wait", func(p *Profile) any { return &p.Outgoing.PopBefore.Wait }, ""},
	{"outgoing.helo", func(p *Profile) any { return &p.Outgoing.HELO }, HostName},
	{"outgoing.timeout", func(p *Profile) any { return &p.Outgoing.Timeout }, ""},
	{"outgoing.size_limit", func(p *Profile) any { return &p.Outgoing.SizeLimit }, ""},
	{"incoming.protocol", func(p *Profile) any { return &p.Incoming.Protocol }, ""},
	{"incoming.host", func(p *Profile) any { return &p.Incoming.Host }, HostName},
	{"incoming.port", func(p *Profile) any { return &p.Incoming.Port }, ""},
	{"incoming.encryption", func(p *Profile) any { return &p.Incoming.Encryption }, ""},
	{"incoming.auth", func(p *Profile) any { return &p.Incoming.Auth }, ""},
	{"incoming.user", func(p *Profile) any { return &p.Incoming.User }, Account},
	{"incoming.password", func(p *Profile) any { return &p.Incoming.Password }, ""},
	{"incoming.timeout", func(p *Profile) any { return &p.Incoming.Timeout }, ""},
	{"incoming.size_limit", func(p *Profile) any { return &p.Incoming.SizeLimit }, ""},
	{"incoming.delete", func(p *Profile) any { return &p.Incoming.Delete }, ""},
	{"incoming.delete_days", func(p *Profile) any { return &p.Incoming.DeleteDays }, ""},
	{"from", func(p *Profile) any { return &p.From }, Address},
	{"from_name", func(p *Profile) any { return &p.FromName }, Label},
	{"notify", func(p *Profile) any { return &p.Notify }, Address},
	{"test_to", func(p *Profile) any { return &p.TestTo }, Address},
	{"charset", func(p *Profile) any { return &p.Charset }, ""},
	{"wait", func(p *Profile) any { return &p.Wait }, ""},
	{"pin", func(p *Profile) any { return &p.Pin }, Fingerprint},
}

// Holds says what the text of a field names. A report for strangers hides each
// in its way, and a field that does not say what it holds whole.
type Holds string

// What people write into free text.
const (
	HostName    Holds = "host"
	Account     Holds = "account"
	Address     Holds = "address" // mail addresses
	Label       Holds = "label"   // what people call something
	Fingerprint Holds = "fingerprint"
)

// FreeText lists the keys of the fields into which people write what they
// like, and what each holds. Numbers, choices and passwords are none.
func FreeText() map[string]Holds {
	free := map[string]Holds{}
	for _, f := range fields {
		switch f.at(new(Profile)).(type) {
		case *string, *[]string:
			free[f.key] = f.holds
		}
	}
	return free
}

// FieldKeys lists the fields of a setting in the order of a CSV file, those
// of passwords included.
func FieldKeys() []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}

// Field returns a pointer to the field of that key, such as "outgoing.host";
// nil where there is none.
func (p *Profile) Field(key string) any {
	for _, f := range fields {
		if f.key == key {
			return f.at(p)
		}
	}
	return nil
}

// Text returns a field as text: numbers in decimal, "true" or "false", lists
// with ", " between, and nothing for a password or an unknown field.
func (p Profile) Text(key string) string {
	pointer := p.Field(key)
	if _, secret := pointer.(*Secret); secret || pointer == nil {
		return ""
	}
	switch v := reflect.ValueOf(pointer).Elem(); v.Kind() {
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Slice:
		list := make([]string, v.Len())
		for i := range list {
			list[i] = v.Index(i).String()
		}
		return strings.Join(list, ", ")
	default:
		return v.String()
	}
}

// Set gives a field the value that text says, as [Profile.Text] writes it.
// Whether it makes sense is for [Profile.Check] to say. The error wraps
// [ErrNoField], or one of package strconv where a number or a truth is wanted;
// then p is as it was.
func (p *Profile) Set(key, text string) error {
	if secret, ok := strings.CutSuffix(key, Tidied); ok {
		return p.tidy(secret, text)
	}
	pointer := p.Field(key)
	if pointer == nil {
		return fmt.Errorf("%w: %s", ErrNoField, key)
	}
	v := reflect.ValueOf(pointer).Elem()
	switch v.Kind() {
	case reflect.Int:
		n, err := strconv.Atoi(strings.TrimSpace(norm.NFKC.String(text)))
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		v.SetInt(int64(n))
	case reflect.Bool:
		on, err := strconv.ParseBool(strings.TrimSpace(text))
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		v.SetBool(on)
	case reflect.Slice:
		v.Set(listOf(v.Type(), text))
	default:
		v.SetString(text)
	}
	return nil
}

func listOf(kind reflect.Type, text string) reflect.Value {
	list := reflect.Zero(kind)
	for _, item := range SplitList(text) {
		list = reflect.Append(list, reflect.ValueOf(item).Convert(kind.Elem()))
	}
	return list
}

// With returns p with changes made to it; p itself stays as it is.
func (p Profile) With(changes ...Change) (Profile, error) {
	p.Notify, p.Products = slices.Clone(p.Notify), slices.Clone(p.Products)
	for _, c := range changes {
		if err := p.Set(c.Field, c.Value); err != nil {
			return p, err
		}
	}
	return p, nil
}

// Changes lists what makes p into after: every field but the passwords, in
// the order of [FieldKeys].
func (p Profile) Changes(after Profile) []Change {
	changes := []Change{}
	for _, key := range FieldKeys() {
		if text := after.Text(key); text != p.Text(key) {
			changes = append(changes, Change{key, text})
		}
	}
	return changes
}
