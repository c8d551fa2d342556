package papers

import (
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
)

// A Receipt says what of a hand-over has arrived and works (受け取り確認書), for
// both to sign, in the current language of assets.
type Receipt struct {
	OK      bool           `json:"ok"` // everything is there, and every server passes
	Leans   []ReceiptLean  `json:"needs"`
	Servers []ReceiptCheck `json:"servers"`
	Lost    []string       `json:"not_handed_over"`
	Written time.Time      `json:"written"`
}

// A ReceiptLean is something that the servers lean on.
type ReceiptLean struct {
	Kind  string `json:"kind"` // as a store.Piece
	Text  string `json:"text"`
	There bool   `json:"there"`
}

// A ReceiptCheck is one server.
type ReceiptCheck struct {
	Code     string            `json:"code"`
	Server   string            `json:"server"`
	Standing mailcore.Standing `json:"standing"`
	State    string            `json:"state"`
	Tested   string            `json:"tested"` // the day; "" where it was not
}

// ReceiptFormats lists the formats of a receipt, the usual one first.
var ReceiptFormats = []Format{Text, Markdown, HTML, JSON}

// NewReceipt returns the receipt of the servers as they are here now. Servers
// to practise on, and those that a product has built in, prove nothing.
func NewReceipt(profiles []mailcore.Profile, leans []ReceiptLean, now time.Time) Receipt {
	r := Receipt{OK: true, Leans: leans, Servers: []ReceiptCheck{}, Lost: textsOf(losses...), Written: now}
	for i, lean := range leans {
		r.OK = r.OK && lean.There
		r.Leans[i].Text = leanName(lean)
	}
	for _, p := range mailcore.InUse(profiles) {
		c := ReceiptCheck{Code: p.Code, Server: p.Name, Standing: p.Standing(), State: words.Standing(p)}
		if !p.Verified.At.IsZero() {
			c.Tested = p.Verified.At.In(now.Location()).Format("2006-01-02 15:04")
		}
		if p.Outgoing.BuiltIn && p.Incoming.Protocol == "" {
			c.State = assets.Text("receipt.built-in")
		} else {
			r.OK = r.OK && c.ok()
		}
		r.Servers = append(r.Servers, c)
	}
	r.OK = r.OK && len(r.Servers) > 0
	return r
}

// leanName is what people call it, with what says which it is.
func leanName(l ReceiptLean) string {
	return named(assets.Text("bundle.piece."+l.Kind), l.Text)
}

func (c ReceiptCheck) ok() bool { return c.Standing == mailcore.Proven }

// As returns the receipt in one of [ReceiptFormats]; nil in any other.
func (r Receipt) As(f Format) []byte {
	if f == JSON {
		return indented(r)
	}
	return r.page().as(f)
}

// FileName is what to call the file.
func (r Receipt) FileName(f Format) string {
	return fileName(f.Extension(), "todoku", "receipt", r.Written.Format("20060102"))
}

func (r Receipt) page() page {
	p := page{
		Language: assets.Language(), Title: assets.Text("receipt.title"), Lead: assets.Text("receipt.open"), Tone: string(mailcore.Failed),
		Notes: []string{assets.Text("receipt.written", "day", r.Written.Format("2006-01-02 15:04"))},
	}
	if r.OK {
		p.Lead, p.Tone = assets.Text("receipt.ok", "n", len(r.Servers)), string(mailcore.Passed)
	}
	t := table{Head: textsOf("receipt.head.what", "receipt.head.state", "receipt.head.tested")}
	t.Rows = append(t.Rows, line{Cells: []string{assets.Text("receipt.imported"), tick(len(r.Servers) > 0, assets.Text("receipt.count", "n", len(r.Servers))), ""}})
	for _, lean := range r.Leans {
		t.Rows = append(t.Rows, marked([]string{lean.Text, tick(lean.There, thereOr(lean.There)), ""}, lean.There))
	}
	t.Rows = append(t.Rows, line{[]string{assets.Text("receipt.servers")}, heading})
	for _, c := range r.Servers {
		ok := c.ok() || c.State == assets.Text("receipt.built-in")
		t.Rows = append(t.Rows, marked([]string{named(c.Code, c.Server), tick(ok, c.State), c.Tested}, ok))
	}
	p.Sections = []section{{Title: assets.Text("receipt.list"), Table: t}, lost(r.Lost), signatures()}
	return p
}

// Needs says of everything that the servers lean on whether it is there.
func (r Receipt) Needs() (lines []string) {
	for _, lean := range r.Leans {
		lines = append(lines, tick(lean.There, lean.Text+": "+thereOr(lean.There)))
	}
	return lines
}

// Count says how many servers pass here.
func (r Receipt) Count() string {
	n := 0
	for _, c := range r.Servers {
		if c.ok() {
			n++
		}
	}
	return assets.Text("receipt.passed", "n", n, "all", len(r.Servers))
}

func thereOr(there bool) string {
	if there {
		return assets.Text("receipt.there")
	}
	return assets.Text("receipt.missing")
}

func tick(ok bool, text string) string {
	if ok {
		return "✓ " + text
	}
	return "□ " + text
}
