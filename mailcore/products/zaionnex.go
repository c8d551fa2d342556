package products

import (
	"todoku/mailcore"
)

// zaionnex is メールサーバー設定 of Zaion'nex (ZN).
func zaionnex() Screen {
	return Screen{
		ID: Zaionnex, Name: "Zaion'nex", Path: 1, Caution: 3, Single: true,
		Aliases: []string{"zaion'nex", "zaion", "zn"},
		Mailer:  zaionnexMailer(),
		Rows: []Row{
			heading("server"),
			row(Text, "host", "outgoing.host").first("mailhost"),
			row(Number, "port", "outgoing.port").first("25"),
			choose(Radio, "auth", "outgoing.auth", option{"basic", []string{"LOGIN", "PLAIN"}}, option{"ntlm", []string{"NTLM"}},
				option{"cram-md5", []string{"CRAM-MD5"}}, option{"none", []string{"none"}}).first("none"),
			account("user").when(logsIn),
			password("password").when(logsIn),
			choose(Radio, "pop", "outgoing.pop.use", option{"use", []string{"true"}}, option{"unused", []string{"false"}}).first("unused"),
			row(Text, "from", "from").first("zaionnex"),
			row(Text, "notify", "notify"),
			heading("test"),
			row(Text, "test-to", "test_to").required(),
			{Key: "result", Kind: Outcome},
			note("required"),
			note("smtp-auth"),
			note("pop-before"),
		},
		Buttons:  []Button{{"back", Revert}, {"update", Save}, {"cancel", Revert}, {"run", Test}},
		testMail: zaionnexTestMail,
		usual:    plain,
		obstacles: join(
			[]obstacle{
				{"", "zaionnex-encryption", mailcore.Error, func(p mailcore.Profile) bool { return p.Outgoing.Encryption != mailcore.NoEncryption }, zaionnexPlain},
				{"pop", "zaionnex-pop", mailcore.Error, func(p mailcore.Profile) bool { return len(zaionnexPop(p)) > 0 }, zaionnexPop},
			},
			smtpAuth("auth", zaionnexMailer().Mechanisms...), unsettled("auth"), noOAuth("auth"),
			noBuiltIn, pinned("host"), senderName("from"), noIncoming, noSizes, noHELO,
		),
	}
}

func zaionnexPlain(p mailcore.Profile) []mailcore.Change {
	return []mailcore.Change{{Field: "outgoing.encryption", Value: "none"}, {Field: "outgoing.port", Value: "25"}}
}

// zaionnexPop returns what must be otherwise about POP before SMTP, of which
// Zaion'nex asks nothing but whether to use it (C9).
func zaionnexPop(p mailcore.Profile) []mailcore.Change {
	b := p.Outgoing.PopBefore
	if !b.Use {
		return nil
	}
	var changes []mailcore.Change
	for _, f := range []struct {
		other        bool
		field, value string
	}{
		{b.Host != "" && b.Host != p.Outgoing.Host, "outgoing.pop.host", ""},
		{b.Encryption != "" && b.Encryption != mailcore.NoEncryption, "outgoing.pop.encryption", "none"},
		{b.Port != 0 && b.Port != mailcore.NoEncryption.DefaultPOPPort(), "outgoing.pop.port", "110"},
		{b.Auth != "" && b.Auth != mailcore.USER, "outgoing.pop.auth", "USER"},
		{b.User != "" && b.User != p.Outgoing.User, "outgoing.pop.user", ""},
	} {
		if f.other {
			changes = append(changes, mailcore.Change{Field: f.field, Value: f.value})
		}
	}
	return changes
}

// zaionnexMailer() is closed; its manual knows no encryption (ZN-03, ZN-04).
func zaionnexMailer() Mailer {
	return Mailer{
		Encryption: map[mailcore.Encryption]Manner{mailcore.NoEncryption: Plain},
		Mechanisms: []mailcore.AuthMethod{mailcore.LOGIN, mailcore.PLAIN, mailcore.NTLM, mailcore.CRAMMD5},
		Sources:    onlyManuals(),
	}
}
