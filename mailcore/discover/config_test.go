package discover

import (
	"slices"
	"testing"

	"todoku/mailcore/providers"

	"todoku/mailcore"
)

// The password that POP3 does not send as it is goes by APOP too, and Exchange
// is no server to receive from.
func TestConfigOfSeveralKinds(t *testing.T) {
	p, err := parseConfig([]byte(`<clientConfig><emailProvider><domain>a.example</domain><domain>b.example</domain>
<incomingServer type="exchange"><hostname>ews.a.example</hostname><port>443</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
<incomingServer type="pop3"><hostname>pop.%EMAILDOMAIN%</hostname><port>995</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username><authentication>password-encrypted</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.%EMAILDOMAIN%</hostname><port>465</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-encrypted</authentication></outgoingServer>
</emailProvider></clientConfig>`), "taro@b.example")
	if err != nil || len(p.Servers) != 2 {
		t.Fatal(p.Servers, err)
	}
	pop, smtp := p.Of(mailcore.POP3)[0], p.Of(providers.SMTP)[0]
	if pop.Host != "pop.b.example" || pop.Account != "taro" || !slices.Contains(pop.Auth, mailcore.APOP) || !slices.Contains(pop.Auth, mailcore.CRAMMD5) {
		t.Errorf("received by %+v", pop)
	}
	if smtp.Host != "smtp.b.example" || slices.Contains(smtp.Auth, mailcore.APOP) {
		t.Errorf("sent by %+v", smtp)
	}
	profile := p.Fill(mailcore.NewProfile(), "taro@b.example")
	if profile.Incoming.Auth != mailcore.AutoAuth || profile.Incoming.User != "taro" {
		t.Errorf("filled in as %+v", profile.Incoming)
	}
}
