package forms

import (
	"strings"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A walkKind is what is done at a step of a [Walk].
type walkKind int

const (
	walkOpen   walkKind = iota // the screen of the product is opened
	walkType                   // a value is copied and typed in
	walkChoose                 // something is chosen, or left as it is
	walkSecret                 // a password is copied and typed in
	walkFile                   // a piece of a file is copied
	walkPress                  // a button of the product is pressed
	walkDone                   // there is nothing more
)

// A walkStep is what the walk shows at a time.
type walkStep struct {
	kind      walkKind
	key       string // of the row; "" for what is none
	where     string // the section of the screen, and which row of how many
	label     string // as the product prints it
	required  bool
	value     string   // large
	red       bool     // the product cannot take it
	choices   []string // of which one is chosen
	text      string   // a piece of a file
	copies    string   // "" where nothing is copied, or only what a password is in
	remarks   []string // what explains the row, and the notes of the screen around it
	obstacles []papers.Obstacle
}

// counted reports whether the step is one that is ticked.
func (s walkStep) counted() bool { return s.kind != walkDone }

// walkSteps are the steps through a sheet: its screen is opened, its rows are
// filled in one by one, or its file as one piece, and something is pressed.
func walkSteps(s papers.Sheet) []walkStep {
	steps := []walkStep{openStep(s)}
	if s.File != nil {
		steps = append(steps, fileStep(s))
	}
	steps = append(steps, rowSteps(s)...)
	press := walkStep{kind: walkPress, label: assets.Text("sheet.last"), value: s.Press, remarks: s.Cautions}
	if s.Press == "" {
		press.value = assets.Text("walk.no-press")
	}
	return append(steps, press, walkStep{kind: walkDone, label: assets.Text("walk.done"), value: assets.Text("walk.done.text", "product", s.Name)})
}

func openStep(s papers.Sheet) walkStep {
	step := walkStep{kind: walkOpen, label: assets.Text("walk.open", "product", s.Name), value: strings.Join(s.Path, " > ")}
	if s.File != nil {
		step.label = assets.Text("walk.open.file", "product", s.Name)
	}
	for _, o := range s.Obstacles {
		if o.Severity == mailcore.Note {
			step.remarks = append(step.remarks, o.String())
			continue
		}
		step.obstacles = append(step.obstacles, o)
	}
	if s.File == nil { // whose step says it
		step.obstacles = append(step.obstacles, inTheWay(s, papers.Row.Red)...)
	}
	return step
}

// inTheWay is what is wrong in some rows, with the row that it is about.
func inTheWay(s papers.Sheet, of func(papers.Row) bool) (all []papers.Obstacle) {
	for _, r := range s.Rows {
		if !of(r) {
			continue
		}
		if r.Missing && len(r.Obstacles) == 0 {
			all = append(all, papers.Obstacle{Severity: mailcore.Error, Text: r.Label + ": " + r.Value})
		}
		for _, o := range r.Obstacles {
			o.Text = r.Label + ": " + o.Text
			all = append(all, o)
		}
	}
	return all
}

// fileStep is the piece of the file, with what is in the way of its lines.
func fileStep(s papers.Sheet) walkStep {
	step := walkStep{kind: walkFile, label: assets.Text("sheet.file", "path", s.File.Path), text: s.File.Text, copies: s.File.Text, remarks: []string{s.File.Hint()}}
	if strings.Contains(s.File.Text, products.Blank) {
		step.remarks = []string{assets.Text("walk.file.hidden")}
	}
	step.obstacles = inTheWay(s, func(r papers.Row) bool { return !r.Apart })
	return step
}

// rowSteps are the rows to be filled in. Titles and notes are said at the rows
// that they are about: those below a title, the one above a note.
func rowSteps(s papers.Sheet) (steps []walkStep) {
	section := ""
	var early []string // notes before the first row
	for _, r := range s.Rows {
		switch {
		case r.Kind == products.Heading:
			section = r.Label
		case r.Kind == products.Note && len(steps) == 0:
			early = append(early, r.Label)
		case r.Kind == products.Note:
			last := &steps[len(steps)-1]
			last.remarks = append(last.remarks, r.Label)
		case r.Kind != products.Outcome && (s.File == nil || r.Apart):
			step := rowStep(r)
			step.where, step.remarks = section, append(early, step.remarks...)
			steps, early = append(steps, step), nil
		}
	}
	for i := range steps {
		steps[i].where = strings.TrimSpace(assets.Text("walk.where", "section", steps[i].where, "n", i+1, "of", len(steps)))
	}
	return steps
}

func rowStep(r papers.Row) walkStep {
	step := walkStep{kind: walkChoose, key: r.Key, label: r.Label, required: r.Required, value: r.Value, red: r.Red(), obstacles: r.Obstacles}
	if r.Kind == products.Password {
		step.remarks = append(step.remarks, assets.Text("walk.password"))
	}
	if r.Locked {
		step.remarks = append(step.remarks, assets.Text("sheet.locked"))
	}
	if r.Hint != "" {
		step.remarks = append(step.remarks, r.Hint)
	}
	for _, c := range r.Choices {
		step.choices = append(step.choices, choiceMark(c.Chosen)+c.Label)
	}
	switch {
	case r.Kind == products.Password:
		step.kind, step.value = walkSecret, walkDots
	case r.Copy != "" && !r.Locked:
		step.kind, step.copies = walkType, r.Copy
	case r.Missing, r.Locked, r.Value == assets.Text("sheet.impossible"), r.Value == assets.Text("sheet.open"):
	case r.Ticked():
		step.value = assets.Text("walk.tick")
	case r.Kind == products.Check:
		step.value = assets.Text("walk.untick")
	case r.Kind == products.Radio, r.Kind == products.Select:
		step.value = assets.Text("walk.choose", "value", r.Value)
	default:
		step.value = assets.Text("walk.empty")
	}
	return step
}

// walkDots stand for a password, however long it is.
const walkDots = "••••••••"

func choiceMark(chosen bool) string {
	if chosen {
		return "◉ "
	}
	return "○ "
}
