package papers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/ends"
	"todoku/mailcore/past"
	"todoku/mailcore/products"
)

// A Ledger is what whoever comes next has to know of each server (引き継ぎ台帳),
// in the current language of assets. It holds no password.
type Ledger struct {
	Servers []LedgerServer `json:"servers"`
	Lost    []string       `json:"not_handed_over"` // what no file takes along
	Written time.Time      `json:"written"`

	place  string // of the passwords
	pieces []string
}

// A LedgerServer is one server.
type LedgerServer struct {
	Code   string       `json:"code"`
	Server string       `json:"server"` // what people call it
	Facts  []LedgerFact `json:"facts"`
	Quirks []string     `json:"quirks"` // what is unusual, and why
	Broken []string     `json:"when_it_breaks"`
}

// A LedgerFact is something known of a server.
type LedgerFact struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// LedgerKnown is what a ledger knows besides the settings.
type LedgerKnown struct {
	Known
	Place    string                        // where passwords are kept, as a store.SecretStore
	Pieces   []string                      // what goes along, as a store.Piece
	Without  []string                      // IDs of servers whose password is known to be kept nowhere
	Provider func(mailcore.Profile) string // the name of whose servers a profile uses; may be nil
}

// LedgerFormats lists the formats of a ledger, the usual one first.
var LedgerFormats = []Format{Text, Markdown, HTML, JSON}

// losses are the words for what a hand-over does not take along.
var losses = []string{"ledger.lost.grants", "ledger.lost.history", "ledger.lost.proofs", "ledger.lost.preferences", "ledger.lost.watch"}

// NewLedger returns the ledger of the servers. Servers to practise on are none.
func NewLedger(profiles []mailcore.Profile, k LedgerKnown) Ledger {
	l := Ledger{Servers: []LedgerServer{}, Lost: textsOf(losses...), Written: k.Now, place: assets.Text("ledger.place." + k.Place)}
	for _, p := range mailcore.InUse(profiles) {
		l.Servers = append(l.Servers, LedgerServer{p.Code, p.Name, k.facts(p), k.quirks(p), k.broken(p)})
	}
	for _, piece := range k.Pieces {
		l.pieces = append(l.pieces, assets.Text("bundle.piece."+piece))
	}
	return l
}

// As returns the ledger in one of [LedgerFormats]; nil in any other.
func (l Ledger) As(f Format) []byte {
	if f == JSON {
		return indented(l)
	}
	return l.page().as(f)
}

// FileName is what to call the file.
func (l Ledger) FileName(f Format) string {
	return fileName(f.Extension(), "todoku", "ledger", l.Written.Format("20060102"))
}

// facts are what is known of p, the first questions first.
func (k LedgerKnown) facts(p mailcore.Profile) (facts []LedgerFact) {
	add := func(key, text string) {
		if text = strings.TrimSpace(text); text != "" {
			facts = append(facts, LedgerFact{assets.Text(key), text})
		}
	}
	add("ledger.products", productNames(p))
	add("ledger.department", p.Office.Department)
	add("ledger.person", p.Office.Person)
	add("ledger.outgoing", outgoing(p))
	add("ledger.incoming", incoming(p))
	add("ledger.from", p.From)
	add("ledger.password", k.password(p))
	add("ledger.ask", k.ask(p))
	add("ledger.proof", k.proof(p))
	add("ledger.ends", k.ending(p))
	return facts
}

func outgoing(p mailcore.Profile) string {
	o := p.Outgoing
	if o.BuiltIn {
		return assets.Text("ledger.built-in")
	}
	user := p.Effective().Outgoing.User
	if o.Auth == mailcore.NoAuth {
		user = ""
	}
	return server(o.Host, o.Port, o.Encryption, user)
}

func incoming(p mailcore.Profile) string {
	in := p.Incoming
	if in.Protocol == "" {
		return ""
	}
	return assets.Text("protocol."+string(in.Protocol)) + " " + server(in.Host, in.Port, in.Encryption, in.User)
}

func server(host string, port int, e mailcore.Encryption, user string) string {
	text := fmt.Sprintf("%s:%d  %s", host, port, assets.Text("encryption."+string(e)))
	if user != "" {
		text += "\n" + assets.Text("ledger.user", "user", user)
	}
	return text
}

// password says where that of p is kept, and since when.
func (k LedgerKnown) password(p mailcore.Profile) string {
	if p.OAuth != "" {
		return assets.Text("ledger.signs-in", "provider", assets.Text("oauth.provider."+string(p.OAuth)))
	}
	if p.Outgoing.Auth == mailcore.NoAuth && p.Incoming.Protocol == "" && !p.Outgoing.PopBefore.Use || p.Outgoing.BuiltIn {
		return assets.Text("ledger.no-password")
	}
	if slices.Contains(k.Without, p.ID) {
		return assets.Text("ledger.not-kept")
	}
	text := assets.Text("ledger.place." + k.Place)
	if last := past.KeptLast(p.ID, k.Saved); !last.IsZero() {
		text += "\n" + assets.Text("ledger.kept", "day", k.day(last))
	}
	return text
}

// ask says whom to ask: as the office wrote it down, or else whose servers
// they are.
func (k LedgerKnown) ask(p mailcore.Profile) string {
	supplier := p.Office.Supplier
	if supplier == "" && k.Provider != nil {
		supplier = k.Provider(p)
	}
	lines := []string{supplier}
	if p.Office.Phone != "" {
		lines = append(lines, assets.Text("ledger.phone", "phone", p.Office.Phone))
	}
	if p.Office.Contract != "" {
		lines = append(lines, assets.Text("ledger.contract", "contract", p.Office.Contract))
	}
	if text := strings.TrimSpace(strings.Join(lines, "\n")); text != "" {
		return text
	}
	return assets.Text("ledger.nobody")
}

func (k LedgerKnown) proof(p mailcore.Profile) string {
	text := words.Standing(p)
	if !p.Verified.At.IsZero() {
		text = k.day(p.Verified.At) + "  " + text
	}
	if since := past.Stands(p, k.Tests); !since.IsZero() && k.day(since) != k.day(p.Verified.At) {
		text += "\n" + assets.Text("ledger.since", "day", k.day(since))
	}
	return text
}

func (k LedgerKnown) ending(p mailcore.Profile) string {
	var all []string
	for _, row := range NewEnds([]mailcore.Profile{p}, ends.Of(p, k.Known.Known), k.Now).Rows {
		all = append(all, row.Date+"  "+row.Title+"  "+row.Left)
	}
	return strings.Join(all, "\n")
}

// quirks are what is unusual about p, and why where that is known.
func (k LedgerKnown) quirks(p mailcore.Profile) []string {
	quirks := []string{}
	if p.Office.Memo != "" {
		quirks = append(quirks, p.Office.Memo)
	}
	if p.Pin != "" {
		why := assets.Text("ledger.pin.unknown")
		if fault, known := past.Pinned(p, k.Tests); known {
			why = assets.Text("fault." + string(fault))
		}
		quirks = append(quirks, assets.Text("ledger.pin", "why", why, "pin", p.Pin))
	}
	for _, q := range unusual {
		if q.is(p) {
			quirks = append(quirks, assets.Text(q.key, "helo", p.Outgoing.HELO, "seconds", p.Outgoing.Timeout, "megabytes", p.Outgoing.SizeLimit, "port", p.Outgoing.Port))
		}
	}
	for _, id := range p.Products {
		quirks = append(quirks, ofProduct(p, id)...)
	}
	return quirks
}

// unusual are settings that somebody made for a reason, and the words for them.
var unusual = []struct {
	key string
	is  func(mailcore.Profile) bool
}{
	{"ledger.quirk.plain", func(p mailcore.Profile) bool {
		return !p.Outgoing.BuiltIn && p.Outgoing.Encryption == mailcore.NoEncryption
	}},
	{"ledger.quirk.plaintext", func(p mailcore.Profile) bool { return p.Outgoing.Plaintext }},
	{"ledger.quirk.pop-before", func(p mailcore.Profile) bool { return p.Outgoing.PopBefore.Use }},
	{"ledger.quirk.helo", func(p mailcore.Profile) bool { return p.Outgoing.HELO != "" }},
	{"ledger.quirk.timeout", func(p mailcore.Profile) bool { return p.Outgoing.Timeout != mailcore.NewProfile().Outgoing.Timeout }},
	{"ledger.quirk.size", func(p mailcore.Profile) bool { return p.Outgoing.SizeLimit > 0 }},
	{"ledger.quirk.port", func(p mailcore.Profile) bool {
		return !p.Outgoing.BuiltIn && p.Outgoing.Port != p.Outgoing.Encryption.DefaultPort()
	}},
}

// ofProduct are what a product does otherwise than the settings say.
func ofProduct(p mailcore.Profile, id mailcore.Product) (quirks []string) {
	screen, known := products.For(id)
	if !known {
		return nil
	}
	for _, o := range screen.Obstacles(p) {
		if o.Severity != mailcore.Note {
			quirks = append(quirks, assets.Text("product."+string(id))+": "+newObstacle(o).Text)
		}
	}
	return quirks
}

// broken says what to do when p stops working.
func (k LedgerKnown) broken(p mailcore.Profile) []string {
	steps := []string{assets.Text("ledger.broken.test", "server", named(p.Code, p.Name))}
	switch ask := p.Office.Supplier; {
	case p.Outgoing.BuiltIn:
		return steps
	case ask != "" && p.Office.Phone != "":
		steps = append(steps, assets.Text("ledger.broken.call", "supplier", ask, "phone", p.Office.Phone))
	case ask != "":
		steps = append(steps, assets.Text("ledger.broken.ask", "supplier", ask))
	default:
		steps = append(steps, assets.Text("ledger.broken.inquiry"))
	}
	if len(p.Products) > 0 {
		steps = append(steps, assets.Text("ledger.broken.retype", "products", productNames(p)))
	}
	return steps
}

func (l Ledger) page() page {
	p := page{
		Language: assets.Language(), Title: assets.Text("ledger.title"), Lead: assets.Text("ledger.lead", "n", len(l.Servers)), Tone: string(mailcore.Warned),
		Notes: []string{assets.Text("ledger.written", "day", l.Written.Format(time.DateOnly))},
	}
	how := section{Title: assets.Text("ledger.how"), Paras: []string{assets.Text("ledger.how.text", "place", l.place)}}
	if len(l.pieces) > 0 {
		how.Paras = append(how.Paras, assets.Text("ledger.pieces", "pieces", strings.Join(l.pieces, assets.Text("list.separator"))))
	}
	p.Sections = append(p.Sections, how)
	for _, s := range l.Servers {
		p.Sections = append(p.Sections, s.section())
	}
	p.Sections = append(p.Sections, l.checklist(), lost(l.Lost), signatures())
	return p
}

func (s LedgerServer) section() section {
	sec := section{Title: named(s.Code, s.Server)}
	for _, f := range s.Facts {
		sec.add(f.Label, f.Text)
	}
	sec.add(assets.Text("ledger.quirks"), strings.Join(listed(s.Quirks), "\n"))
	sec.add(assets.Text("ledger.broken"), strings.Join(counted(s.Broken), "\n"))
	return sec
}

func listed(all []string) []string {
	lines := make([]string, len(all))
	for i, text := range all {
		lines[i] = "・" + text
	}
	return lines
}

func counted(all []string) []string {
	lines := make([]string, len(all))
	for i, text := range all {
		lines[i] = fmt.Sprintf("%d. %s", i+1, text)
	}
	return lines
}

// checklist is what the successor does with the ledger and the bundle.
func (l Ledger) checklist() section {
	t := table{Tick: true, Look: checked, Head: textsOf("ledger.head.step", "ledger.head.done", "ledger.head.note")}
	for _, key := range []string{"ledger.check.import", "ledger.check.pieces", "ledger.check.sign-in", "ledger.check.prove", "ledger.check.receipt"} {
		t.Rows = append(t.Rows, line{Cells: []string{assets.Text(key), "", ""}})
	}
	t.Rows = append(t.Rows, line{[]string{assets.Text("ledger.check.servers")}, heading})
	for _, s := range l.Servers {
		t.Rows = append(t.Rows, line{Cells: []string{named(s.Code, s.Server), "", ""}})
	}
	return section{Title: assets.Text("ledger.check"), Table: t, Fresh: true}
}

func lost(all []string) section {
	return section{Title: assets.Text("ledger.lost"), Paras: listed(all)}
}

// signatures is where both sign.
func signatures() section {
	return section{Title: assets.Text("ledger.sign"), Signed: []string{assets.Text("ledger.sign.gives"), assets.Text("ledger.sign.takes")}}
}
