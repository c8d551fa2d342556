package domain

import (
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// Lengths of RSA keys, in bits (RFC 8301).
const (
	shortest = 1024 // below, nobody accepts them
	usual    = 2048
)

// dkim judges the keys that sign. Which there are cannot be asked for.
func (c *check) dkim() []Item {
	if len(c.Keys) == 0 {
		item := Item{Subject: DKIM, Name: "_domainkey." + c.domain, Type: "TXT", Args: map[string]string{"domain": c.domain}}
		return []Item{item.judge(dkimSelector, mailcore.Unknown)}
	}
	var items []Item
	for _, key := range c.Keys[:min(len(c.Keys), maxKeys)] {
		items = append(items, c.key(key))
	}
	return items
}

// maxKeys bounds how many signatures of a mail are looked at: the sender's and
// those of a few relays, each of which costs a question.
const maxKeys = 5

func (c *check) key(key Key) Item {
	if key.Domain == "" {
		key.Domain = c.domain
	}
	item := Item{Subject: DKIM, Name: key.Selector + "._domainkey." + key.Domain, Type: "TXT"}
	item.Args = map[string]string{"domain": c.domain, "signer": key.Domain, "selector": key.Selector}
	records, err := c.dns.LookupTXT(c.ctx, item.Name)
	item.Record = strings.Join(records, "\n")
	switch {
	case err != nil && !missing(err):
		return item.judge(dkimUnknown, mailcore.Unknown)
	case len(records) == 0:
		return item.judge(dkimNoKey, mailcore.Fail)
	case len(records) > 1:
		return item.judge(dkimSeveral, mailcore.Fail)
	}
	return c.keyRecord(item, tags(records[0]), key.Domain)
}

// keyRecord judges the only record of a key.
func (c *check) keyRecord(item Item, key map[string]string, signer string) Item {
	material, there := key["p"]
	bits := keyBits(key["k"], material)
	item.Args["bits"] = strconv.Itoa(bits)
	switch {
	case key["v"] != "" && key["v"] != "DKIM1" || !there:
		return item.judge(dkimBroken, mailcore.Fail)
	case material == "":
		return item.judge(dkimRevoked, mailcore.Fail)
	case bits == 0:
		return item.judge(dkimBroken, mailcore.Fail)
	case key["k"] != "ed25519" && bits < shortest:
		return item.judge(dkimShort, mailcore.Fail)
	case !strings.EqualFold(organisation(signer), organisation(c.domain)):
		return item.judge(dkimForeign, mailcore.Warn)
	case strings.Contains(":"+key["t"]+":", ":y:"):
		return item.judge(dkimTesting, mailcore.Warn)
	case key["k"] != "ed25519" && bits < usual:
		return item.judge(dkimWeak, mailcore.Warn)
	}
	return item.judge(dkimKey, mailcore.Pass)
}

// tags takes a record apart (RFC 6376 3.2).
func tags(record string) map[string]string {
	found := map[string]string{}
	for pair := range strings.SplitSeq(record, ";") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			found[strings.TrimSpace(name)] = strings.Join(strings.Fields(value), "")
		}
	}
	return found
}

// keyBits is the length of a key; 0 where it is none.
func keyBits(kind, material string) int {
	der, err := base64.StdEncoding.DecodeString(material)
	if err != nil {
		return 0
	}
	if kind == "ed25519" {
		if len(der) != ed25519.PublicKeySize {
			return 0
		}
		return ed25519.PublicKeySize * 8
	}
	if public, err := x509.ParsePKCS1PublicKey(der); err == nil { // which some write (erratum 3017)
		return public.N.BitLen()
	}
	public, err := x509.ParsePKIXPublicKey(der)
	key, ok := public.(*rsa.PublicKey)
	if err != nil || !ok {
		return 0
	}
	return key.N.BitLen()
}
