package records

import (
	"net/netip"
	"slices"
	"testing"

	"todoku/mailcore"
)

func TestSentFrom(t *testing.T) {
	pc := mailcore.Hop{From: "[192.168.1.7] (unknown [198.51.100.7])", By: "smtp.provider.example.net", With: "ESMTPSA"}
	out := mailcore.Hop{From: "out.provider.example.net (out.provider.example.net. [203.0.113.5])", By: "mx.google.com", With: "ESMTPS"}
	inside := mailcore.Hop{From: "mx1.google.com (mx1.google.com [192.0.2.9])", By: "store.google.com"}
	exchange := mailcore.Hop{From: "out.provider.example.net (203.0.113.5)", By: "A.mail.protection.outlook.com"}
	for _, tt := range []struct {
		name, results string
		hops          []mailcore.Hop
		ip, helo      string
	}{
		{"as Google judged", "mx.google.com; spf=pass (google.com: domain of a@example.jp designates 203.0.113.5 as permitted sender) smtp.mailfrom=a@example.jp", []mailcore.Hop{pc, out, inside}, "203.0.113.5", "out.provider.example.net"},
		{"as Google judged, and refused", "spf=fail (google.com: domain of a@example.jp does not designate 203.0.113.5 as permitted sender)", nil, "203.0.113.5", ""},
		{"as Microsoft judged", "spf=pass (sender IP is 203.0.113.5) smtp.mailfrom=example.jp", []mailcore.Hop{pc, exchange}, "203.0.113.5", "out.provider.example.net"},
		{"between two organisations", "", []mailcore.Hop{pc, out, inside}, "203.0.113.5", "out.provider.example.net"},
		{"within one", "", []mailcore.Hop{{From: "a.example.jp (a.example.jp [203.0.113.5])", By: "b.example.jp"}, {From: "b.example.jp (localhost [127.0.0.1])", By: "b.example.jp"}}, "203.0.113.5", "a.example.jp"},
		{"IPv6", "", []mailcore.Hop{{From: "a.example.jp (a.example.jp [IPv6:2001:db8::5])", By: "b.example.net"}}, "2001:db8::5", "a.example.jp"},
		{"on this computer", "", []mailcore.Hop{{From: "pc (localhost [127.0.0.1])", By: "mail"}}, "", ""},
		{"nothing", "", nil, "", ""},
	} {
		ip, helo := SentFrom(mailcore.Delivery{AuthResults: tt.results, Hops: tt.hops})
		want, _ := netip.ParseAddr(tt.ip)
		if ip != want || helo != tt.helo {
			t.Errorf("%s: got %v %q, want %v %q", tt.name, ip, helo, want, tt.helo)
		}
	}
}

func TestKeys(t *testing.T) {
	for results, want := range map[string][]Key{
		"mx.google.com; dkim=pass header.i=@example.jp header.s=google header.b=abc; spf=pass":                        {{"example.jp", "google"}},
		"mx; dkim=pass header.d=Example.JP header.s=s1; dkim=pass header.s=s2 header.i=taro@sub.example.jp; dmarc=no": {{"example.jp", "s1"}, {"sub.example.jp", "s2"}},
		"mx; dkim=pass header.d=example.jp": nil,
		"":                                  nil,
	} {
		if got := Keys(results); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}
