package domain

import (
	"cmp"
	"strings"

	"github.com/emersion/go-msgauth/dmarc"

	"todoku/mailcore"
)

// dmarc judges what becomes of mail that neither SPF nor DKIM vouches for.
func (c *check) dmarc() []Item {
	item := Item{Subject: DMARC, Name: "_dmarc." + c.domain, Type: "TXT", Args: map[string]string{"domain": c.domain}}
	records, at, err := c.policies()
	item.Record = strings.Join(records, "\n")
	switch {
	case err != nil:
		return []Item{item.judge(dmarcUnknown, mailcore.Unknown)}
	case len(records) == 0:
		item.Name, item.Proposed = "_dmarc."+organisation(c.domain), c.proposePolicy()
		return []Item{item.judge(dmarcMissing, mailcore.Warn)}
	}
	item.Name = "_dmarc." + at
	if len(records) > 1 {
		return []Item{item.judge(dmarcSeveral, mailcore.Fail)}
	}
	return []Item{c.policy(item, records[0], at)}
}

// policies looks at the domain, and then at the one that it belongs to (RFC
// 7489 6.6.3).
func (c *check) policies() (records []string, at string, err error) {
	for _, at = range []string{c.domain, organisation(c.domain)} {
		if records, err = c.texts("_dmarc."+at, "v=DMARC1"); err != nil || len(records) > 0 {
			break
		}
	}
	return records, at, err
}

// proposePolicy asks for reports and changes nothing for mail.
func (c *check) proposePolicy() string {
	return "v=DMARC1; p=none; rua=mailto:" + cmp.Or(c.Reports, "postmaster@"+organisation(c.domain))
}

func (c *check) policy(item Item, text, at string) Item {
	record, err := dmarc.Parse(text)
	if err != nil {
		item.Proposed = c.proposePolicy()
		return item.judge(dmarcBroken, mailcore.Fail)
	}
	policy := record.Policy
	if at != c.domain && record.SubdomainPolicy != "" {
		policy = record.SubdomainPolicy
	}
	item.Args["policy"], item.Args["at"] = string(policy), at
	switch sure := c.report.verdict(SPF) == mailcore.Pass || c.report.verdict(DKIM) == mailcore.Pass; {
	case policy == dmarc.PolicyNone:
		return item.judge(dmarcNone, mailcore.Pass)
	case !sure && c.report.verdict(SPF) == mailcore.Fail:
		return item.judge(dmarcAtRisk, mailcore.Fail)
	}
	return item.judge(dmarcEnforced, mailcore.Pass)
}
