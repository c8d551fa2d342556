package domain

import (
	"cmp"
	"strings"

	"todoku/mailcore/records"

	"github.com/emersion/go-msgauth/dmarc"

	"todoku/mailcore"
)

// dmarc judges what becomes of mail that neither SPF nor DKIM vouches for.
func (c *check) dmarc() []records.Item {
	item := records.Item{Subject: records.DMARC, Name: "_dmarc." + c.domain, Type: "TXT", Args: map[string]string{"domain": c.domain}}
	texts, at, err := c.policies()
	item.Record = strings.Join(texts, "\n")
	switch {
	case err != nil:
		return []records.Item{item.Judged(records.DMARCUnknown, mailcore.Unknown)}
	case len(texts) == 0:
		item.Name, item.Proposed = "_dmarc."+records.Organisation(c.domain), c.proposePolicy()
		return []records.Item{item.Judged(records.DMARCMissing, mailcore.Warn)}
	}
	item.Name = "_dmarc." + at
	if len(texts) > 1 {
		return []records.Item{item.Judged(records.DMARCSeveral, mailcore.Fail)}
	}
	return []records.Item{c.policy(item, texts[0], at)}
}

// policies looks at the domain, and then at the one that it belongs to (RFC
// 7489 6.6.3).
func (c *check) policies() (texts []string, at string, err error) {
	for _, at = range []string{c.domain, records.Organisation(c.domain)} {
		if texts, err = c.texts("_dmarc."+at, "v=DMARC1"); err != nil || len(texts) > 0 {
			break
		}
	}
	return texts, at, err
}

// proposePolicy asks for reports and changes nothing for mail.
func (c *check) proposePolicy() string {
	return "v=DMARC1; p=none; rua=mailto:" + cmp.Or(c.Reports, "postmaster@"+records.Organisation(c.domain))
}

func (c *check) policy(item records.Item, text, at string) records.Item {
	record, err := dmarc.Parse(text)
	if err != nil {
		item.Proposed = c.proposePolicy()
		return item.Judged(records.DMARCBroken, mailcore.Fail)
	}
	policy := record.Policy
	if at != c.domain && record.SubdomainPolicy != "" {
		policy = record.SubdomainPolicy
	}
	item.Args["policy"], item.Args["at"] = string(policy), at
	switch sure := c.report.Verdict(records.SPF) == mailcore.Pass || c.report.Verdict(records.DKIM) == mailcore.Pass; {
	case policy == dmarc.PolicyNone:
		return item.Judged(records.DMARCNone, mailcore.Pass)
	case !sure && c.report.Verdict(records.SPF) == mailcore.Fail:
		return item.Judged(records.DMARCAtRisk, mailcore.Fail)
	}
	return item.Judged(records.DMARCEnforced, mailcore.Pass)
}
