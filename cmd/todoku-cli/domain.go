package main

import (
	"context"
	"net/netip"
	"strings"

	"todoku/mailcore/records"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/domain"
)

// owning is the command that judges a sending domain.
type owning struct {
	*session
	output
	options   domain.Options
	ip        string
	selectors []string
}

func newDomain(s *session) *cobra.Command {
	o := &owning{session: s}
	cmd := &cobra.Command{
		Use:   "domain ADDRESS",
		Short: "Judge SPF, DKIM, DMARC, MX and PTR of a sender",
		Long: `Domain asks DNS about the domain of a mail address: who may send for it (SPF),
its signatures (DKIM), what becomes of other mail (DMARC), where answers go
(MX), and the name of the address that sends (PTR). What should be entered is
printed as a line of a zone file.

Nothing in DNS tells which server sends, or which selectors sign: --ip and
--selector do. With --format json it prints an object with domain and items.

Nobody is asked where the preferences forbid look-ups.

Exit status: 0 nothing is wrong; 1 something is; 2 the command is wrong, or
forbidden.`,
		Example: `  todoku-cli domain info@example.com
  todoku-cli domain info@example.com --ip 203.0.113.5 --selector s1`,
		Args: between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().StringVar(&o.ip, "ip", "", "`ADDRESS` of the server that sends to recipients")
	cmd.Flags().StringVar(&o.options.HELO, "helo", "", "`NAME` that it gives")
	cmd.Flags().StringArrayVar(&o.selectors, "selector", nil, "`NAME` of a DKIM key; may be repeated")
	cmd.Flags().StringVar(&o.options.Include, "include", "", "`DOMAIN` that the provider wants in SPF")
	o.add(cmd)
	return cmd
}

func (o *owning) run(ctx context.Context, from string) error {
	_, saved, err := o.load()
	if err != nil {
		return err
	}
	o.speak(saved.Preferences.Language)
	if saved.Preferences.Offline {
		return refuse("cards.offline")
	}
	from = mailcore.MeantAddress(from)
	if name := from[strings.LastIndexByte(from, '@')+1:]; !strings.Contains(name, ".") {
		return refuse("cli.no-domain", "address", from)
	}
	if o.options.From = from; o.ip != "" {
		if o.options.IP, err = netip.ParseAddr(o.ip); err != nil {
			return refuse("cli.ip")
		}
	}
	for _, selector := range o.selectors {
		o.options.Keys = append(o.options.Keys, records.Key{Selector: selector})
	}
	report, err := domain.Check(ctx, o.options, nil)
	if err != nil {
		return refuse("cli.no-domain", "address", from)
	}
	o.print(report)
	for _, item := range report.Items {
		if item.Verdict == mailcore.Fail {
			return &exit{status: failed}
		}
	}
	return nil
}

func (o *owning) print(r records.Report) {
	if o.format == "json" {
		writeJSON(o.out, r)
		return
	}
	var rows [][]string
	for _, item := range r.Items {
		args := arguments(item.Args)
		rows = append(rows, visible(assets.Text("domain.subject."+string(item.Subject)), assets.Text("verdict."+string(item.Verdict)), assets.Text("domain."+string(item.Code)+".title", args...)))
		if item.Verdict != mailcore.Pass {
			rows = append(rows, visible("", "", assets.Text("domain."+string(item.Code)+".text", args...)))
		}
		for line := range strings.Lines(item.Record) {
			rows = append(rows, visible("", "", "  "+strings.TrimSpace(line)))
		}
		if zone := item.Zone(); zone != "" {
			rows = append(rows, visible("", "", "→ "+zone))
		}
	}
	writeTable(o.out, rows)
}
