package papers

import (
	"slices"
	"strconv"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A Sheet says what to type where in a product's screen (入力シート), in the
// current language of assets and the product's own words.
type Sheet struct {
	Product   mailcore.Product `json:"product"`
	Name      string           `json:"name"`           // of the product
	Code      string           `json:"code"`           // of the mail server
	Server    string           `json:"server"`         // what people call it
	Path      []string         `json:"path"`           // the places that lead to the screen
	Stamp     string           `json:"stamp"`          // what the last test says
	Standing  string           `json:"standing"`       // the same, as a [mailcore.Standing]
	Obstacles []Obstacle       `json:"obstacles"`      // what has no row on the screen
	Rows      []Row            `json:"rows"`           // in screen order
	File      *File            `json:"file,omitempty"` // of a product that has a file instead of a screen
	Press     string           `json:"press"`          // what to press in the end
	Cautions  []string         `json:"cautions"`       // of the product's manual, and ours
	Written   time.Time        `json:"written"`
}

// A File is the piece of a product's file that says what the rows say.
type File struct {
	Path     string `json:"path"`     // as the product calls it
	Text     string `json:"text"`     // ready to be put in
	Password bool   `json:"password"` // Text holds the password, and no blank for it
}

// A Row is one line of the screen.
type Row struct {
	Key       string        `json:"key"`      // of [products.Row]
	Kind      products.Kind `json:"kind"`     // a Heading and a Note have a label only
	Label     string        `json:"label"`    // as the product prints it
	Value     string        `json:"value"`    // in the product's words; a password is a blank to fill in by hand
	Copy      string        `json:"copy"`     // what a copy button copies; "" where nothing is typed
	Required  bool          `json:"required"` // as the product marks it
	Missing   bool          `json:"missing"`  // required, and the settings have nothing
	Locked    bool          `json:"locked"`   // the product fills it in itself
	Apart     bool          `json:"-"`        // as in [products.Row]
	Hint      string        `json:"hint"`
	Choices   []Choice      `json:"choices"`   // of a Radio
	Obstacles []Obstacle    `json:"obstacles"` // what the product cannot express here
}

// A Choice is one of several, of which one is to be chosen.
type Choice struct {
	Label  string `json:"label"`
	Chosen bool   `json:"chosen"`
}

// An Obstacle is something that the product has no place for.
type Obstacle struct {
	Severity mailcore.Severity `json:"severity"` // [mailcore.Error]: it cannot work as it is
	Text     string            `json:"text"`
	WayOut   string            `json:"way_out"` // what to change; "" where nothing helps
}

// Red reports whether the row cannot be typed in as it should be.
func (r Row) Red() bool { return r.Missing || slices.ContainsFunc(r.Obstacles, Obstacle.red) }

// Ticked reports whether the row is a box to be ticked.
func (r Row) Ticked() bool {
	return r.Kind == products.Check && r.Value == assets.Text("sheet.check.true")
}

func (o Obstacle) red() bool { return o.Severity == mailcore.Error || o.Severity == mailcore.Danger }

// String is the obstacle in one line.
func (o Obstacle) String() string {
	if o.WayOut == "" {
		return o.Text
	}
	return o.Text + " → " + o.WayOut
}

// SheetFormats lists the formats of a sheet, the usual one first.
var SheetFormats = []Format{Text, CSV, Markdown, HTML, JSON}

// NewSheet returns the sheet of p for a product, and whether there is such a
// product.
func NewSheet(p mailcore.Profile, product mailcore.Product, now time.Time) (Sheet, bool) {
	filled, ok := products.NewSheet(p, product)
	if !ok {
		return Sheet{}, false
	}
	screen := filled.Screen
	key := "product." + string(product)
	s := Sheet{
		Product: product, Name: assets.Text(key), Code: p.Code, Server: p.Name, Written: now,
		Stamp: stamp(p, screen.Standing(p), now), Standing: string(screen.Standing(p)), Path: numbered(key+".path.", screen.Path),
		Press: press(screen, p), Cautions: numbered(key+".caution.", screen.Caution), Obstacles: []Obstacle{}, Rows: []Row{},
	}
	if screen.Cloud && !p.Outgoing.BuiltIn {
		s.Cautions = append(s.Cautions, assets.Text("sheet.cloud"))
	}
	for _, e := range filled.Entries {
		s.Rows = append(s.Rows, newRow(p, key+"."+e.Row.Key, e).in(screen.File))
	}
	for _, o := range filled.Top {
		s.Obstacles = append(s.Obstacles, newObstacle(o))
	}
	if screen.File != nil {
		s.File = &File{Path: screen.File.Path, Text: screen.Piece(p, false)}
	}
	return s, true
}

// Revealed returns the sheet with the password of p in its file, where it has
// one. It is for those who ask.
func (s Sheet) Revealed(p mailcore.Profile) Sheet {
	screen, _ := products.For(s.Product)
	if text := screen.Piece(p, true); s.File != nil && text != s.File.Text {
		s.File = &File{s.File.Path, text, true}
	}
	return s
}

// Holds reports whether the sheet holds a password.
func (s Sheet) Holds() bool { return s.File != nil && s.File.Password }

// stamp says what the last test says of p, and when it was.
func stamp(p mailcore.Profile, standing mailcore.Standing, now time.Time) string {
	day := ""
	if !p.Verified.At.IsZero() {
		day = p.Verified.At.In(now.Location()).Format("2006-01-02") + " "
	}
	return assets.Text("sheet.stamp", "day", day, "standing", words.StandingAs(p, standing))
}

func numbered(prefix string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = assets.Text(prefix + strconv.Itoa(i+1))
	}
	return all
}

func press(s products.Screen, p mailcore.Profile) string {
	if s.File != nil {
		return assets.Text("product." + string(s.ID) + ".apply")
	}
	b, ok := s.Keeps(p)
	if !ok {
		return ""
	}
	return assets.Text("sheet.press", "button", assets.Text("product."+string(s.ID)+".button."+b.Key))
}

func newObstacle(o products.Obstacle) Obstacle {
	out := Obstacle{Severity: o.Severity, Text: words.Problem(o.Problem)}
	if len(o.Fixes) > 0 {
		out.WayOut = words.Changes(o.Fixes)
	}
	return out
}

// newRow puts an entry, whose label is under key, into words.
func newRow(p mailcore.Profile, key string, e products.Entry) Row {
	r := Row{Key: e.Row.Key, Kind: e.Row.Kind, Label: assets.Text(key), Required: e.Row.Required, Apart: e.Row.Apart, Missing: e.Missing, Choices: []Choice{}, Obstacles: []Obstacle{}}
	if e.Row.Read == nil {
		return r
	}
	r.Locked = e.Row.Locked != nil && e.Row.Locked(p)
	if assets.Has(key + ".hint") {
		r.Hint = assets.Text(key + ".hint")
	}
	for _, o := range e.Obstacles {
		r.Obstacles = append(r.Obstacles, newObstacle(o))
	}
	r.fill(key, e)
	return r
}

// in returns a row as it stands in the file of a product, if it has one:
// nothing is ticked there.
func (r Row) in(f *products.File) Row {
	if f == nil || r.Kind != products.Check {
		return r
	}
	r.Value = strconv.FormatBool(r.Value == assets.Text("sheet.check.true"))
	r.Copy = r.Value
	return r
}

// fill says in words what stands in a row.
func (r *Row) fill(key string, e products.Entry) {
	switch {
	case e.Blank:
		r.Value = assets.Text("sheet.password")
	case !e.OK && !r.Red():
		r.Value = assets.Text("sheet.open")
	case !e.OK:
		r.Value = assets.Text("sheet.impossible")
	case e.Missing:
		r.Value = assets.Text("sheet.missing")
	case r.Kind == products.Check && e.Value == "true":
		r.Value = assets.Text("sheet.check.true")
	case r.Kind == products.Check:
		r.Value = assets.Text("sheet.check.false")
	case r.Kind == products.Select:
		r.Value = words.Choice(key, e.Row.Unit, e.Value)
	case r.Kind == products.Radio:
		r.Value = words.Choice(key, e.Row.Unit, e.Value)
		for _, c := range e.Row.Choices {
			r.Choices = append(r.Choices, Choice{words.Choice(key, e.Row.Unit, c), c == e.Value})
		}
	case e.Value == "":
		r.Value = assets.Text("sheet.empty")
	default:
		r.Value, r.Copy = e.Value, e.Value
	}
}
