package exchange

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
)

// asPrograms reads what some programs write by their own rules: it leaves out
// what they do not go by, and adds what they put in its place.
func asPrograms(all []setting) []setting {
	all = slices.DeleteFunc(slices.Clone(all), func(s setting) bool { return slices.Contains(idle, s.last()) })
	return wpMailSMTP(nextcloud(all))
}

func (s setting) last() string { return s.path[len(s.path)-1] }

// idle are names that say nothing about the server: Nextcloud 33 logs in as it
// likes whatever mail_smtpauthtype says, and the others are about the mail.
var idle = []string{
	"mail_smtpauthtype", "mail_sendmailmode", "mail_smtpdebug", "mail_send_plaintext_only", "mail_template_class",
	"WPMS_MAIL_FROM_FORCE", "WPMS_MAIL_FROM_NAME_FORCE", "WPMS_SET_RETURN_PATH", "from_email_force", "from_name_force",
}

// nextcloud puts the host name in its own URL behind the sender's, as Nextcloud
// does where there is no mail_domain.
func nextcloud(all []setting) []setting {
	local, domain, own := find(all, "mail_from_address"), find(all, "mail_domain"), find(all, "overwrite.cli.url")
	if local == nil || own == nil || domain != nil && domain.value != "" {
		return all
	}
	if u, err := url.Parse(own.value); err == nil && u.Hostname() != "" {
		all = append(all, setting{within(local.path[:len(local.path)-1], "mail_domain"), u.Hostname(), own.at, false})
	}
	return all
}

// wpMailSMTP reads the constants of WP Mail SMTP, and the option that it keeps
// in the database of WordPress: its password can be read there alone, and the
// server counts for one of its ways to send only.
func wpMailSMTP(all []setting) []setting {
	option := find(all, "mail", "mailer") != nil && find(all, "smtp", "autotls") != nil
	for i, s := range all {
		switch {
		case s.last() == "WPMS_SSL":
			all[i].path, all[i].value = []string{"WPMS_ENCRYPTION"}, cmp.Or(s.value, "none")
		case option && ends(s.path, "smtp", "pass") && locked(s.value):
			all[i].value = "{{" + s.last() + "}}" // as from a template
		case option && ends(s.path, "mail", "mailer") && s.value != "smtp":
			all[i].path, all[i].value = []string{"smtp", "mailer"}, "mail" // or whatever else it is, and not this server
		}
	}
	return all
}

// locked reports whether text may be what libsodium makes of a password: a
// nonce of 24 bytes and a mark of 16 before it.
func locked(text string) bool {
	data, err := base64.StdEncoding.DecodeString(text)
	return err == nil && len(data) >= 24+16
}

func find(all []setting, path ...string) *setting {
	if i := slices.IndexFunc(all, func(s setting) bool { return ends(s.path, path...) }); i >= 0 {
		return &all[i]
	}
	return nil
}

func ends(path []string, names ...string) bool {
	return len(path) >= len(names) && strings.Join(path[len(path)-len(names):], "\x00") == strings.Join(names, "\x00")
}
