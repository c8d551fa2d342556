package products

import (
	"strings"

	"todoku/mailcore"
)

// What Redmine and GitLab have in common: Ruby's mail gem over its net-smtp.

// rubyMechanisms are the words of net-smtp. It asks no server what it offers.
var rubyMechanisms = []option{
	{"plain", []string{string(mailcore.PLAIN)}},
	{"login", []string{string(mailcore.LOGIN)}},
	{"cram_md5", []string{string(mailcore.CRAMMD5)}},
}

// rubyMechanism is net-smtp's word for how p logs in; "" where it has none or
// nothing is decided, and then it takes plain.
func rubyMechanism(p mailcore.Profile) string {
	for _, o := range rubyMechanisms {
		if o.values[0] == string(p.Outgoing.Auth) {
			return o.choice
		}
	}
	return ""
}

// rubyAuth returns the row of the mechanism.
func rubyAuth(key string) Row {
	return choose(Select, key, "outgoing.auth", append(rubyMechanisms[:len(rubyMechanisms):len(rubyMechanisms)], option{"none", []string{"none"}})...).first("plain")
}

// rubyDigest is in the way where net-smtp computes CRAM-MD5 of a password with
// other letters than ASCII: it takes the letters for bytes, and stops (seen with
// 0.3.1; 0.5.1 has the same lines in auth_cram_md5.rb).
func rubyDigest(row string) []obstacle {
	letters := func(p mailcore.Profile) bool {
		own(&p)
		return strings.ContainsFunc(string(p.Outgoing.Password), foreign)
	}
	return []obstacle{{row, "ruby-cram-md5", mailcore.Error, and(and(typed, sendsWith(mailcore.CRAMMD5)), letters), setTo("outgoing.auth", string(mailcore.PLAIN))}}
}

// rubySender is a warning where the domain of the sender is not in the letters
// of DNS: the mail gem writes it as it is, and most servers refuse that.
func rubySender(row string) []obstacle {
	raw := func(p mailcore.Profile) bool {
		_, domain, _ := strings.Cut(p.From, "@")
		return strings.ContainsFunc(domain, foreign)
	}
	return []obstacle{{row, "ruby-sender", mailcore.Warning, raw, asciiSender}}
}

// asciiSender writes the domain of the sender in the letters of DNS, where that
// can be.
func asciiSender(p mailcore.Profile) []mailcore.Change {
	local, domain, _ := strings.Cut(p.From, "@")
	name, err := mailcore.ASCIIHost(domain)
	if err != nil {
		return nil
	}
	return []mailcore.Change{{Field: "from", Value: local + "@" + name}}
}

// rubyMailer is the mail gem over net-smtp 0.5.1, whatever brings it.
func rubyMailer(program string) Mailer {
	return Mailer{
		Program:    program,
		CommonName: true, MinTLS: "1.2",
		Mechanisms: []mailcore.AuthMethod{mailcore.PLAIN, mailcore.LOGIN, mailcore.CRAMMD5}, Once: true, Unasked: true,
		Blind: mailcore.PLAIN,
		Reads: Reading{Letters: true}, // of STARTTLS: it looks for no mechanism
		HELO:  "localhost.localdomain",
	}
}
