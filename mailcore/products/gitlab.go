package products

import (
	"fmt"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// gitlab is /etc/gitlab/gitlab.rb of GitLab's Linux package.
func gitlab() Screen {
	return Screen{
		ID: GitLab, Name: "GitLab", Path: 2, Caution: 6, Single: true,
		Aliases: []string{"gitlab-ce", "gitlab-ee", "gitlab-omnibus"},
		Mailer:  gitlabMailer(),
		File:    &File{"/etc/gitlab/gitlab.rb", gitlabRuby},
		Rows: []Row{
			hostInFile("smtp_address"),
			row(Number, "smtp_port", "outgoing.port").required().first("25"),
			tick("smtp_tls", "outgoing.encryption", is("tls"), "tls", "starttls"),
			tick("smtp_enable_starttls_auto", "outgoing.encryption", is("starttls"), "starttls", "none"),
			row(Text, "smtp_domain", "outgoing.helo"),
			rubyAuth("smtp_authentication"),
			account("smtp_user_name").when(logsIn),
			password("smtp_password").when(logsIn),
			row(Text, "gitlab_email_from", "from"),
			row(Text, "gitlab_email_display_name", "from_name").first("GitLab"),
		},
		Buttons: []Button{{"save", Save}},
		obstacles: join(
			[]obstacle{{"smtp_enable_starttls_auto", "gitlab-opportunistic", mailcore.Note, sendsBy(mailcore.STARTTLS), nil}},
			smtpAuth("smtp_authentication", rubyMailer("").Mechanisms...), unsettled("smtp_authentication"), rubyDigest("smtp_authentication"), rubySender("gitlab_email_from"), noOAuth("smtp_authentication"),
			noBuiltIn, noPopBefore, pinned("smtp_address"), noIncoming, noSizes, noNotify,
		),
	}
}

func gitlabMailer() Mailer {
	m := rubyMailer("mail 2.9.0, net-smtp 0.5.1")
	m.Encryption = map[mailcore.Encryption]Manner{mailcore.NoEncryption: Plain, mailcore.STARTTLS: IfOffered, mailcore.TLS: FromStart}
	m.Patience = 60
	m.Sources = map[string]string{
		"encryption":  "GitLab 19.0, config/initializers/mail_starttls_patch.rb; omnibus-gitlab, smtp_settings.rb.erb and smtp_helper.rb",
		"certificate": "net-smtp 0.5.1, lib/net/smtp.rb, tlsconnect; omnibus-gitlab, attributes/default.rb, smtp_ca_file",
		"login":       "net-smtp 0.5.1, lib/net/smtp.rb, do_start and authenticate; omnibus-gitlab, smtp_helper.rb",
		"helo":        "mail 2.9.0, lib/mail/network/delivery_methods/smtp.rb, DEFAULTS",
		"sender":      "mail 2.9.0, lib/mail/smtp_envelope.rb",
		"patience":    "omnibus-gitlab, attributes/default.rb, smtp_read_timeout",
		"keeping":     "omnibus-gitlab, smtp_settings.rb.erb, inspect",
	}
	return m
}

// gitlabRuby writes the lines that belong into the file. smtp_tls and
// smtp_enable_starttls_auto are both said: the program behind stops where both
// are true.
func gitlabRuby(p mailcore.Profile, secret bool) string {
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "gitlab_rails['%s'] = %s\n", name, value) }
	o := p.Outgoing
	line("smtp_enable", "true")
	line("smtp_address", rubyText(wireHost(p)))
	line("smtp_port", strconv.Itoa(o.Port))
	line("smtp_tls", strconv.FormatBool(o.Encryption == mailcore.TLS))
	line("smtp_enable_starttls_auto", strconv.FormatBool(o.Encryption == mailcore.STARTTLS))
	if o.HELO != "" {
		line("smtp_domain", rubyText(o.HELO))
	}
	if word := rubyMechanism(p); word != "" {
		line("smtp_authentication", rubyText(word))
	}
	if logsIn(p) {
		line("smtp_user_name", rubyText(o.User))
		line("smtp_password", rubyText(secretOf(p, secret)))
	}
	if p.From != "" {
		line("gitlab_email_from", rubyText(p.From))
	}
	if p.FromName != "" {
		line("gitlab_email_display_name", rubyText(p.FromName))
	}
	return b.String()
}

// rubyText is a literal of Ruby in which nothing is computed.
func rubyText(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}
