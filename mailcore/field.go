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

// A Row is what is known of a field of a setting. Everything that lists fields
// goes by it: the form, the terminal program and its show, a CSV file, the
// comparison, the hiding of names, the page of the manual.
type Row struct {
	Key     string
	at      func(*Profile) any // a pointer to it
	Holds   Holds              // where it is free text; "" is whatever people write
	Section string             // of the form of a server; "" where only a product's screen has it
	Before  string             // the earlier field that it stands before there; "" leaves it in the order of this table
	Unit    string             // of a number; "" counts nothing
	Flag    string             // of the terminal program, without dashes; one may be of several fields
	Help    string             // of the flag, where this is the first of its fields
}

// fields names everything in a setting that people edit. The keys are those of
// the settings file, but for POP before SMTP, and name the rows of forms, what
// problems and findings point at, and the columns of a CSV file.
var fields = []Row{
	{Key: "code", at: func(p *Profile) any { return &p.Code }, Holds: Label, Section: "details"},
	{Key: "name", at: func(p *Profile) any { return &p.Name }, Holds: Label, Section: "basic"},
	{Key: "products", at: func(p *Profile) any { return &p.Products }, Section: "basic", Flag: "product", Help: "products that use it; it is tested in the way in which each sends"},
	{Key: "site", at: func(p *Profile) any { return &p.Site }, Holds: URL, Section: "basic", Flag: "site", Help: "URL at which people open the product, by whose name Vtiger, WordPress and Nextcloud introduce themselves"},
	{Key: "oauth", at: func(p *Profile) any { return &p.OAuth }, Section: "basic", Before: "products"},
	{Key: "outgoing.built_in", at: func(p *Profile) any { return &p.Outgoing.BuiltIn }},
	{Key: "outgoing.host", at: func(p *Profile) any { return &p.Outgoing.Host }, Holds: HostName, Section: "server", Flag: "smtp", Help: "outgoing server; without a port the usual one for the encryption"},
	{Key: "outgoing.port", at: func(p *Profile) any { return &p.Outgoing.Port }, Section: "server"},
	{Key: "outgoing.encryption", at: func(p *Profile) any { return &p.Outgoing.Encryption }, Section: "server", Before: "outgoing.port", Flag: "encryption", Help: "when the connection is encrypted (default tls on port 465, else starttls)"},
	{Key: "outgoing.auth", at: func(p *Profile) any { return &p.Outgoing.Auth }, Section: "auth", Flag: "auth", Help: "how to log in (default auto with an account, else none)"},
	{Key: "outgoing.same_account", at: func(p *Profile) any { return &p.Outgoing.SameAccount }, Section: "auth"},
	{Key: "outgoing.user", at: func(p *Profile) any { return &p.Outgoing.User }, Holds: Account, Section: "account", Flag: "user", Help: "account name"},
	{Key: "outgoing.password", at: func(p *Profile) any { return &p.Outgoing.Password }, Section: "account", Flag: "password-file", Help: "file with the password or access token; - means standard input"},
	{Key: "outgoing.plaintext_auth", at: func(p *Profile) any { return &p.Outgoing.Plaintext }, Section: "account", Flag: "allow-plaintext-auth", Help: "let the password cross an unencrypted connection"},
	{Key: "outgoing.pop.use", at: func(p *Profile) any { return &p.Outgoing.PopBefore.Use }, Section: "pop", Flag: "pop-before-smtp", Help: "log in by POP3 first"},
	{Key: "outgoing.pop.host", at: func(p *Profile) any { return &p.Outgoing.PopBefore.Host }, Holds: HostName, Section: "pop", Flag: "pop", Help: "POP3 server (default the outgoing server)"},
	{Key: "outgoing.pop.port", at: func(p *Profile) any { return &p.Outgoing.PopBefore.Port }, Section: "pop"},
	{Key: "outgoing.pop.encryption", at: func(p *Profile) any { return &p.Outgoing.PopBefore.Encryption }, Section: "pop", Before: "outgoing.pop.port", Flag: "pop-encryption", Help: "as --encryption (default tls on port 995, else none)"},
	{Key: "outgoing.pop.auth", at: func(p *Profile) any { return &p.Outgoing.PopBefore.Auth }, Section: "pop", Flag: "pop-auth", Help: "USER and PASS, or APOP (default plain)"},
	{Key: "outgoing.pop.user", at: func(p *Profile) any { return &p.Outgoing.PopBefore.User }, Holds: Account, Section: "pop", Flag: "pop-user", Help: "POP3 account name (default that of --user)"},
	{Key: "outgoing.pop.password", at: func(p *Profile) any { return &p.Outgoing.PopBefore.Password }, Section: "pop", Flag: "pop-password-file", Help: "as --password-file (default the same password)"},
	{Key: "outgoing.pop.wait", at: func(p *Profile) any { return &p.Outgoing.PopBefore.Wait }, Section: "pop", Unit: "s", Flag: "pop-wait", Help: "time between the POP3 login and the SMTP connection"},
	{Key: "outgoing.helo", at: func(p *Profile) any { return &p.Outgoing.HELO }, Holds: HostName, Section: "details", Flag: "helo", Help: "name given in EHLO (default this computer's)"},
	{Key: "outgoing.timeout", at: func(p *Profile) any { return &p.Outgoing.Timeout }, Section: "details", Before: "outgoing.helo", Unit: "s", Flag: "timeout", Help: "limit for each step"},
	{Key: "outgoing.size_limit", at: func(p *Profile) any { return &p.Outgoing.SizeLimit }, Section: "details", Before: "outgoing.helo", Unit: "MB", Flag: "size-limit", Help: "MB of a mail that a product sends at most; 0 means no limit"},
	{Key: "incoming.protocol", at: func(p *Profile) any { return &p.Incoming.Protocol }, Section: "incoming"},
	{Key: "incoming.host", at: func(p *Profile) any { return &p.Incoming.Host }, Holds: HostName, Section: "incoming"},
	{Key: "incoming.port", at: func(p *Profile) any { return &p.Incoming.Port }, Section: "incoming"},
	{Key: "incoming.encryption", at: func(p *Profile) any { return &p.Incoming.Encryption }, Section: "incoming", Before: "incoming.port", Flag: "in-encryption", Help: "as --encryption (default tls on ports 993 and 995 and without a port, else starttls)"},
	{Key: "incoming.auth", at: func(p *Profile) any { return &p.Incoming.Auth }, Section: "incoming", Flag: "in-auth", Help: "how to log in; user and login are the plain commands of POP3 and IMAP4 (default auto)"},
	{Key: "incoming.user", at: func(p *Profile) any { return &p.Incoming.User }, Holds: Account, Section: "incoming", Flag: "in-user", Help: "account name (default that of --user, and the other way round)"},
	{Key: "incoming.password", at: func(p *Profile) any { return &p.Incoming.Password }, Section: "incoming", Flag: "in-password-file", Help: "as --password-file (default the same password if the account is the same)"},
	{Key: "incoming.timeout", at: func(p *Profile) any { return &p.Incoming.Timeout }, Section: "incoming", Unit: "s", Flag: "timeout"},
	{Key: "incoming.size_limit", at: func(p *Profile) any { return &p.Incoming.SizeLimit }, Section: "incoming", Before: "incoming.timeout", Unit: "MB", Flag: "in-size-limit", Help: "MB of a mail that a product fetches at most; 0 means no limit"},
	{Key: "incoming.delete", at: func(p *Profile) any { return &p.Incoming.Delete }, Section: "incoming", Before: "incoming.size_limit"},
	{Key: "incoming.delete_days", at: func(p *Profile) any { return &p.Incoming.DeleteDays }, Section: "incoming", Before: "incoming.size_limit", Flag: "delete-days", Help: "list what a product would delete that deletes mail after so many days; nothing is deleted"},
	{Key: "from", at: func(p *Profile) any { return &p.From }, Holds: Address, Section: "account", Flag: "from", Help: "sender's mail address"},
	{Key: "from_name", at: func(p *Profile) any { return &p.FromName }, Holds: Label, Section: "sender"},
	{Key: "notify", at: func(p *Profile) any { return &p.Notify }, Holds: Address, Section: "sender"},
	{Key: "test_to", at: func(p *Profile) any { return &p.TestTo }, Holds: Address, Flag: "to", Help: "recipient of the test mail (for a round trip by default the receiving account)"},
	{Key: "charset", at: func(p *Profile) any { return &p.Charset }, Section: "details", Flag: "charset", Help: "encoding of the test mail (default utf-8)"},
	{Key: "wait", at: func(p *Profile) any { return &p.Wait }, Section: "details", Unit: "s", Flag: "wait", Help: "how long a round trip looks for the test mail"},
	{Key: "pin", at: func(p *Profile) any { return &p.Pin }, Holds: Fingerprint, Section: "details", Flag: "pin", Help: "SHA-256 fingerprint of the certificate to accept, in hexadecimal"},
	{Key: "office.person", at: func(p *Profile) any { return &p.Office.Person }, Holds: Label, Section: "office"},
	{Key: "office.department", at: func(p *Profile) any { return &p.Office.Department }, Holds: Label, Section: "office"},
	{Key: "office.tags", at: func(p *Profile) any { return &p.Office.Tags }, Holds: Label, Section: "office"},
	{Key: "office.supplier", at: func(p *Profile) any { return &p.Office.Supplier }, Holds: Label, Section: "office"},
	{Key: "office.contract", at: func(p *Profile) any { return &p.Office.Contract }, Holds: Label, Section: "office"},
	{Key: "office.phone", at: func(p *Profile) any { return &p.Office.Phone }, Holds: Label, Section: "office"},
	{Key: "office.memo", at: func(p *Profile) any { return &p.Office.Memo }, Section: "office"},
}

// Groups are the sections of the form of a server, in order.
var Groups = []string{"server", "account", "basic", "auth", "incoming", "sender", "pop", "details", "office"}

// Fields lists what is known of each field of a setting, in the order of a CSV
// file.
func Fields() []Row { return slices.Clone(fields) }

// Holds says what the text of a field names. A report for strangers hides each
// in its way, and a field that does not say what it holds whole.
type Holds string

// What people write into free text.
const (
	HostName    Holds = "host"
	Account     Holds = "account"
	Address     Holds = "address" // mail addresses
	URL         Holds = "url"
	Label       Holds = "label" // what people call something
	Fingerprint Holds = "fingerprint"
)

// FreeText lists the keys of the fields into which people write what they
// like, and what each holds. Numbers, choices and passwords are none.
func FreeText() map[string]Holds {
	free := map[string]Holds{}
	for _, f := range fields {
		switch f.at(new(Profile)).(type) {
		case *string, *[]string:
			free[f.Key] = f.Holds
		}
	}
	return free
}

// FieldKeys lists the fields of a setting in the order of a CSV file, those
// of passwords included.
func FieldKeys() []string { return keysOf(func(Row) bool { return true }) }

func keysOf(wanted func(Row) bool) []string {
	var keys []string
	for _, f := range fields {
		if wanted(f) {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// Field returns a pointer to the field of that key, such as "outgoing.host";
// nil where there is none.
func (p *Profile) Field(key string) any {
	for _, f := range fields {
		if f.Key == key {
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
	p.Notify, p.Products, p.Office.Tags = slices.Clone(p.Notify), slices.Clone(p.Products), slices.Clone(p.Office.Tags)
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
