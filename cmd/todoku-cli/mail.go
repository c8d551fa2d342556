package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
)

// maxListed is how many deletable messages are printed.
const maxListed = 10

// mail prints what a test found in the mailbox, or how the test mail came
// there.
func (v *textView) mail(r mailcore.Report) {
	if r.Mailbox != nil && r.Scope.LooksInside() {
		v.mailbox(r)
	}
	if r.Delivery != nil {
		v.delivery(*r.Delivery)
	}
}

func (v *textView) mailbox(r mailcore.Report) {
	box, in := *r.Mailbox, r.Profile.Incoming
	rows := [][]string{{assets.Text("fact.messages"), strconv.Itoa(box.Count)}}
	if box.Bytes >= 0 {
		rows = append(rows, []string{assets.Text("mailbox.size"), strconv.FormatInt(box.Bytes, 10)})
	}
	ids := assets.Text("mailbox.uidl.no")
	if box.UIDL {
		ids = assets.Text("mailbox.uidl.yes")
	}
	rows = append(rows, []string{assets.Text("mailbox.uidl"), ids})
	if largest := r.Fact(mailcore.IncomingSide, "largest"); largest != "" {
		rows = append(rows, []string{assets.Text("fact.largest"), largest})
	}
	if in.SizeLimit > 0 {
		rows = append(rows, []string{assets.Text("fact.too-large"), strconv.Itoa(box.TooLarge)})
	}
	fmt.Fprintf(v.out, "\n%s\n", assets.Text("mailbox.title"))
	writeTable(v.out, indented(rows))
	v.deletable(box)
}

// indented puts a margin before the rows of a table.
func indented(rows [][]string) [][]string {
	for _, row := range rows {
		row[0] = "  " + row[0]
	}
	return rows
}

// deletable lists what a product would delete.
func (v *textView) deletable(box mailcore.Mailbox) {
	if len(box.WouldDelete) == 0 {
		return
	}
	fmt.Fprintf(v.out, "  %s\n", assets.Text("mailbox.would-delete"))
	for _, m := range box.WouldDelete[:min(len(box.WouldDelete), maxListed)] {
		fmt.Fprintf(v.out, "    %s\n", strings.TrimSpace(local(m.Date, time.DateTime)+"  "+legible(m.UID)))
	}
	if more := max(box.Deletable, len(box.WouldDelete)) - maxListed; more > 0 {
		fmt.Fprintf(v.out, "    %s\n", assets.Text("mailbox.more", "n", more))
	}
}

// local writes a time as people here read it, "" where it is unknown.
func local(at time.Time, layout string) string {
	if at.IsZero() {
		return ""
	}
	return at.Local().Format(layout)
}

func (v *textView) delivery(d mailcore.Delivery) {
	fmt.Fprintf(v.out, "\n%s\n", assets.Text("delivery.title", "seconds", strconv.FormatFloat(d.Seconds, 'f', 1, 64), "folder", legible(d.Folder)))
	var path [][]string
	for i, hop := range d.Hops {
		path = append(path, append([]string{strconv.Itoa(i+1) + "."}, hopRow(hop)...))
	}
	writeTable(v.out, indented(path))
	for _, verdict := range verdicts(d) {
		fmt.Fprintf(v.out, "  %s: %s\n", assets.Text(verdict[0]), onOneLine(verdict[1]))
	}
	for _, change := range d.Rewritten {
		fmt.Fprintf(v.out, "  %s\n", onOneLine(assets.Text("delivery.rewritten", "field", change.Field, "value", change.Value)))
	}
}

// hopRow is one server on the way, with how long the mail took to it.
func hopRow(hop mailcore.Hop) []string {
	row := visible(local(hop.At, time.TimeOnly), cmp.Or(hop.From, "-")+" → "+cmp.Or(hop.By, "-"), hop.With)
	if hop.Delay > 0 {
		row = append(row, "+"+words.Took(hop.Delay))
	}
	return row
}

// verdicts lists what the receiver and we think of the sender, as far as
// anybody said.
func verdicts(d mailcore.Delivery) [][2]string {
	all := [][2]string{
		{"fact.spf", d.SPF},
		{"fact.dkim", d.DKIM},
		{"fact.dmarc", d.DMARC},
		{"fact.signed", d.Signed},
		{"fact.auth-results", d.AuthResults},
	}
	return slices.DeleteFunc(all, func(v [2]string) bool { return v[1] == "" || v[1] == "none" })
}
