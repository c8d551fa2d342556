package main

import (
	"context"
	"strconv"

	"todoku/mailcore/ports"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/probe"
)

// suites asks each port that encrypts what it accepts.
func (p *probing) suites(ctx context.Context, host string, o probe.Options) error {
	all := []ports.Support{}
	for _, r := range probe.Ports(ctx, host, o, nil).Rows {
		switch {
		case r.State != ports.Open || r.Security == nil:
		case r.Implicit:
			all = append(all, probe.TLS(ctx, host, r.Port, mailcore.TLS, o, nil))
		default:
			all = append(all, probe.TLS(ctx, host, r.Port, mailcore.STARTTLS, o, nil))
		}
	}
	if p.format == "json" {
		writeJSON(p.out, all)
	} else {
		writeTable(p.out, suiteTable(all))
	}
	if len(all) == 0 {
		return &exit{status: failed}
	}
	return nil
}

func suiteTable(all []ports.Support) (rows [][]string) {
	for _, s := range all {
		for _, v := range s.Versions {
			rows = append(rows, visible(strconv.Itoa(s.Port), v.Name, assets.Text("probe.answer."+string(v.Answer)), ""))
			for _, suite := range v.Suites {
				name := suite.Name
				if suite.Weak {
					name = assets.Text("probe.weak", "name", name)
				}
				rows = append(rows, visible("", "", "", name))
			}
		}
	}
	return rows
}
