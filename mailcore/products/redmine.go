package products

import (
	"bytes"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"todoku/mailcore"
)

// redmine is config/configuration.yml of Redmine. The sender is on a screen of
// it, 管理 → 設定 → メール通知.
func redmine() Screen {
	return Screen{
		ID: Redmine, Name: "Redmine", Path: 2, Caution: 6, Single: true,
		Aliases: []string{"redmica", "レッドマイン"},
		Mailer:  redmineMailer(),
		File:    &File{"config/configuration.yml", redmineYAML},
		Rows: []Row{
			hostInFile("address"),
			row(Number, "port", "outgoing.port").required().first("25"),
			tick("tls", "outgoing.encryption", is("tls"), "tls", "starttls"),
			tick("enable_starttls", "outgoing.encryption", is("starttls"), "starttls", "none"),
			row(Text, "domain", "outgoing.helo"),
			rubyAuth("authentication"),
			account("user_name").when(logsIn),
			password("password").when(logsIn),
			row(Text, "from", "from").apart(),
		},
		Buttons: []Button{{"save", Save}},
		obstacles: join(
			smtpAuth("authentication", rubyMailer("").Mechanisms...), unsettled("authentication"), rubyDigest("authentication"), rubySender("from"), noOAuth("authentication"),
			noBuiltIn, noPopBefore, pinned("address"), senderName("from"), noIncoming, noSizes, noNotify,
		),
	}
}

func redmineMailer() Mailer {
	m := rubyMailer("mail 2.9.1, net-smtp 0.5.1")
	m.Encryption = map[mailcore.Encryption]Manner{mailcore.NoEncryption: Plain, mailcore.STARTTLS: Required, mailcore.TLS: FromStart}
	m.Patience = 5
	m.Sources = map[string]string{
		"encryption":  "mail 2.9.1, lib/mail/network/delivery_methods/smtp.rb, build_smtp_session",
		"certificate": "net-smtp 0.5.1, lib/net/smtp.rb, tlsconnect; Ruby 3 openssl, verify_certificate_identity",
		"login":       "net-smtp 0.5.1, lib/net/smtp.rb, do_start and authenticate",
		"helo":        "mail 2.9.1, lib/mail/network/delivery_methods/smtp.rb, DEFAULTS",
		"sender":      "mail 2.9.1, lib/mail/smtp_envelope.rb",
		"patience":    "mail 2.9.1, lib/mail/network/delivery_methods/smtp.rb, DEFAULTS",
		"keeping":     "Redmine 7.0.0, lib/redmine/configuration.rb, load_from_yaml: ERB before YAML",
	}
	return m
}

// redmineYAML writes what belongs into the file, under default. Symbols and
// numbers are plain, everything else is quoted.
func redmineYAML(p mailcore.Profile, secret bool) string {
	o := p.Outgoing
	smtp := yamlMap("address", yamlText(wireHost(p)), "port", yamlWord(strconv.Itoa(o.Port)))
	switch o.Encryption {
	case mailcore.TLS:
		smtp.Content = append(smtp.Content, yamlWord("tls"), yamlWord("true"))
	case mailcore.STARTTLS:
		smtp.Content = append(smtp.Content, yamlWord("enable_starttls"), yamlWord("true"))
	default:
		smtp.Content = append(smtp.Content, yamlWord("enable_starttls_auto"), yamlWord("false"))
	}
	if o.HELO != "" {
		smtp.Content = append(smtp.Content, yamlWord("domain"), yamlText(o.HELO))
	}
	if word := rubyMechanism(p); word != "" {
		smtp.Content = append(smtp.Content, yamlWord("authentication"), yamlWord(":"+word))
	}
	if logsIn(p) {
		smtp.Content = append(smtp.Content, yamlWord("user_name"), yamlText(o.User), yamlWord("password"), yamlText(secretOf(p, secret)))
	}
	delivery := yamlMap("delivery_method", yamlWord(":smtp"), "smtp_settings", smtp)
	return yamlDocument(yamlMap("default", yamlMap("email_delivery", delivery)))
}

func yamlWord(word string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: word} }

func yamlText(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: text}
}

// yamlMap takes names and nodes in turn.
func yamlMap(pairs ...any) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.Content = append(n.Content, yamlWord(pairs[i].(string)), pairs[i+1].(*yaml.Node))
	}
	return n
}

// yamlDocument writes a tree for Redmine, which runs the file as a template
// before it is YAML: what would begin a tag in it is written by its number,
// which only YAML reads. It can stand in quoted texts alone.
func yamlDocument(n *yaml.Node) string {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	_ = e.Encode(n) // of words and texts, into memory
	return strings.ReplaceAll(b.String(), "<%", `\x3C%`)
}
