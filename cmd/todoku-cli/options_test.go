package main

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/store"
)

// parsed returns the options that flags of check fill in; nothing runs.
func parsed(t *testing.T, flags ...string) checkOptions {
	t.Helper()
	o, err := parse(t, flags...)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func parse(t *testing.T, flags ...string) (o checkOptions, err error) {
	t.Helper()
	cmd := newCheck(&session{}, func(_ context.Context, _ *session, got checkOptions) error { o = got; return nil })
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(flags)
	return o, cmd.ExecuteContext(t.Context())
}

// usual are the options of a check without flags.
func usual(change func(*checkOptions)) checkOptions {
	o := checkOptions{
		settings: settings{changes: map[string]string{}, servers: map[string]server{}, files: map[string]string{}},
		output:   output{format: "text"}, jobs: 8,
	}
	change(&o)
	return o
}

func TestCheckFlags(t *testing.T) {
	for flags, change := range map[string]func(*checkOptions){
		"":                            func(*checkOptions) {},
		"office":                      func(o *checkOptions) { o.code = "office" },
		"--scope LOGIN --format JSON": func(o *checkOptions) { o.scope, o.format = mailcore.LoginScope, "json" },
		"--lang en --no-save":         func(o *checkOptions) { o.lang, o.noSave = "en", true },
		"--all --jobs 3 --ca x.pem":   func(o *checkOptions) { o.all, o.jobs, o.ca = true, 3, "x.pem" },
		"--smtp h:465 --imap [::1]": func(o *checkOptions) {
			o.servers["smtp"], o.servers["imap"] = server{host: "h", port: 465}, server{host: "::1"}
		},
		"--password-file - --token-file t": func(o *checkOptions) {
			o.files["password-file"], o.files["token-file"] = "-", "t"
		},
		"--timeout 2m":                func(o *checkOptions) { o.changes["outgoing.timeout"], o.changes["incoming.timeout"] = "120", "120" },
		"--auth scram-sha-256":        func(o *checkOptions) { o.changes["outgoing.auth"] = "SCRAM-SHA-256" },
		"--in-auth login":             func(o *checkOptions) { o.changes["incoming.auth"] = "LOGIN" },
		"--pop-auth apop":             func(o *checkOptions) { o.changes["outgoing.pop.auth"] = "APOP" },
		"--pop-auth plain":            func(o *checkOptions) { o.changes["outgoing.pop.auth"] = string(mailcore.USER) },
		"--user= --pop-before-smtp":   func(o *checkOptions) { o.changes["outgoing.user"], o.changes["outgoing.pop.use"] = "", "true" },
		"--allow-plaintext-auth":      func(o *checkOptions) { o.changes["outgoing.plaintext_auth"] = "true" },
		"--delete-days 0":             func(o *checkOptions) { o.changes["incoming.delete_days"] = "0" },
		"--wait 90 --size-limit 0x10": func(o *checkOptions) { o.changes["wait"], o.changes["outgoing.size_limit"] = "90", "16" },
	} {
		if got, want := parsed(t, strings.Fields(flags)...), usual(change); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", flags, got, want)
		}
	}
}

func TestCheckFlagsThatMakeNoSense(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	assets.SetLanguage("en")
	for flags, says := range map[string]string{
		"--jobs 3":             "--jobs has no effect without --all",
		"--all x":              `leave out "x"`,
		"--all --user x":       "--user has no effect with --all",
		"--all --jobs 0":       "--jobs must be at least 1",
		"--auth digest":        "must be one of ",
		"--timeout 0s":         "must be at least 1s",
		"--smtp h:0":           "the port must be a number",
		"--wait 1500ms":        "must be whole seconds",
		"--delete-days never":  "invalid syntax",
		"a b":                  "there is too much",
		"--pop-auth cram-md5":  "must be one of plain, apop",
		"--in-encryption auto": "must be one of none, starttls, tls",
	} {
		if _, err := parse(t, strings.Fields(flags)...); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", flags, err, says)
		}
	}
}

// Every flag about the profile sets a field that there is, and changes it.
func TestProfileFlagsAreOfFields(t *testing.T) {
	for _, f := range profileFlags() {
		for _, key := range slices.Concat(f.keys, f.also) {
			if !slices.Contains(mailcore.FieldKeys(), key) {
				t.Errorf("--%s is about %q, which is no field", f.name, key)
			}
		}
		for _, key := range f.keys {
			want := distinct(t, mailcore.NewProfile(), key).Text(key)
			var o checkOptions
			o.changes = map[string]string{key: want}
			p := mailcore.NewProfile()
			if err := o.apply(&p, false); err != nil || p.Text(key) != want {
				t.Errorf("--%s: %s is %q, want %q; %v", f.name, key, p.Text(key), want, err)
			}
		}
	}
}

// office is a saved mail server with an account for each side.
func office() mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Code = "1", "office"
	p.Outgoing.Host, p.Outgoing.User = "out.example.jp", "taro"
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.User = mailcore.IMAP, "in.example.jp", "hanako"
	return p
}

// Where the password of each side is sought.
func TestTargetPasswords(t *testing.T) {
	shared := office()
	shared.Code, shared.Outgoing.SameAccount = "shared", true
	signed := office()
	signed.Code, signed.OAuth = "signed", mailcore.Google
	saved := store.Settings{Profiles: []mailcore.Profile{office(), shared, signed}}
	out, in, pop := store.ProfileKey("1", store.OutgoingSecret), store.ProfileKey("1", store.IncomingSecret), store.ProfileKey("1", store.PopBeforeSecret)
	for flags, want := range map[string]string{
		"office":                   fmt.Sprint(map[mailcore.Side]string{}, []string{out}, []string{in}, []string{pop, out}, false),
		"office --user x":          fmt.Sprint(map[mailcore.Side]string{}, []string{}, []string{in}, []string{pop}, false),
		"office --in-user x":       fmt.Sprint(map[mailcore.Side]string{}, []string{out}, []string{}, []string{pop, out}, false),
		"office --password-file a": fmt.Sprint(map[mailcore.Side]string{mailcore.OutgoingSide: "a"}, []string{}, []string{in}, []string{pop}, false),
		"shared":                   fmt.Sprint(map[mailcore.Side]string{}, []string{in}, []string{in}, []string{pop, in}, false),
		"shared --password-file a": fmt.Sprint(map[mailcore.Side]string{mailcore.OutgoingSide: "a", mailcore.IncomingSide: "a"}, []string{}, []string{}, []string{pop}, false),
		"signed":                   fmt.Sprint(map[mailcore.Side]string{}, []string{out}, []string{in}, []string{pop, out}, true),
		"signed --user x":          fmt.Sprint(map[mailcore.Side]string{}, []string{}, []string{in}, []string{pop}, false),
		"signed --timeout 9":       fmt.Sprint(map[mailcore.Side]string{}, []string{out}, []string{in}, []string{pop, out}, true),
		"--smtp h --imap i --user x --password-file a": fmt.Sprint(map[mailcore.Side]string{mailcore.OutgoingSide: "a", mailcore.IncomingSide: "a"}, []string{}, []string{}, []string{}, false),
	} {
		o := parsed(t, strings.Fields(flags)...)
		target, err := o.target(saved, o.code)
		if err != nil {
			t.Fatal(err)
		}
		maps.DeleteFunc(target.files, func(_ mailcore.Side, file string) bool { return file == "" })
		l := target.access(nil, store.Preferences{})
		got := fmt.Sprint(target.files, l.Places(mailcore.OutgoingSide), l.Places(mailcore.IncomingSide), l.Places(mailcore.BeforeSide), l.Granted(mailcore.LoginScope))
		if got != want {
			t.Errorf("%s: %s, want %s", flags, got, want)
		}
	}
}
