package domain

import (
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"strconv"
	"strings"

	"todoku/mailcore/records"

	"todoku/mailcore"
)

// Lengths of RSA keys, in bits (RFC 8301).
const (
	shortest = 1024 // below, nobody accepts them
	usual    = 2048
)

// dkim judges the keys that sign. Which there are cannot be asked for.
func (c *check) dkim() []records.Item {
	if len(c.Keys) == 0 {
		item := records.Item{Subject: records.DKIM, Name: "_domainkey." + c.domain, Type: "TXT", Args: map[string]string{"domain": c.domain}}
		return []records.Item{item.Judged(records.DKIMSelector, mailcore.Unknown)}
	}
	var items []records.Item
	for _, key := range c.Keys[:min(len(c.Keys), maxKeys)] {
		items = append(items, c.key(key))
	}
	return items
}

// maxKeys bounds how many signatures of a mail are looked at: the sender's and
// those of a few relays, each of which costs a question.
const maxKeys = 5

func (c *check) key(key records.Key) records.Item {
	if key.Domain == "" {
		key.Domain = c.domain
	}
	item := records.Item{Subject: records.DKIM, Name: key.Selector + "._domainkey." + key.Domain, Type: "TXT"}
	item.Args = map[string]string{"domain": c.domain, "signer": key.Domain, "selector": key.Selector}
	texts, err := c.dns.LookupTXT(c.ctx, item.Name)
	item.Record = strings.Join(texts, "\n")
	switch {
	case err != nil && !missing(err):
		return item.Judged(records.DKIMUnknown, mailcore.Unknown)
	case len(texts) == 0:
		return item.Judged(records.DKIMNoKey, mailcore.Fail)
	case len(texts) > 1:
		return item.Judged(records.DKIMSeveral, mailcore.Fail)
	}
	return c.keyRecord(item, tags(texts[0]), key.Domain)
}

// keyRecord judges the only record of a key.
func (c *check) keyRecord(item records.Item, key map[string]string, signer string) records.Item {
	material, there := key["p"]
	bits := keyBits(key["k"], material)
	item.Args["bits"] = strconv.Itoa(bits)
	switch {
	case key["v"] != "" && key["v"] != "DKIM1" || !there:
		return item.Judged(records.DKIMBroken, mailcore.Fail)
	case material == "":
		return item.Judged(records.DKIMRevoked, mailcore.Fail)
	case bits == 0:
		return item.Judged(records.DKIMBroken, mailcore.Fail)
	case key["k"] != "ed25519" && bits < shortest:
		return item.Judged(records.DKIMShort, mailcore.Fail)
	case !strings.EqualFold(records.Organisation(signer), records.Organisation(c.domain)):
		return item.Judged(records.DKIMForeign, mailcore.Warn)
	case strings.Contains(":"+key["t"]+":", ":y:"):
		return item.Judged(records.DKIMTesting, mailcore.Warn)
	case key["k"] != "ed25519" && bits < usual:
		return item.Judged(records.DKIMWeak, mailcore.Warn)
	}
	return item.Judged(records.DKIMKey, mailcore.Pass)
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
