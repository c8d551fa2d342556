package forms

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/products"
	"todoku/mailcore/transcript"
)

// A ReportView draws a report: of a test that is running, of one that has
// just ended, or of one from the history.
type ReportView struct {
	Content fyne.CanvasObject
	Manual  func(mailcore.Code) // opens what the manual says of a cause; nil leaves the buttons out
	Lead    func(field string)  // goes to the field that is wrong; nil leaves the button out
	Next    *Next               // after a test that passed; nil leaves it out

	copyText   func(string)
	transcript func([]transcript.Line) // shows a conversation
	report     mailcore.Report
	progress   *widgets.Progress
	summary    *widgets.Text
	zaionnex   *widgets.Text
	zaiNote    *widgets.Text
	zaiRow     fyne.CanvasObject
	verdicts   *fyne.Container // of the products in whose way it went
	findings   *fyne.Container
	tools      []Tool
	toolbar    *fyne.Container
	stale      *widgets.Text
	next       *fyne.Container
	answer     answer          // whether the test mail came
	mail       *fyne.Container // what was found on the receiving side
	fold       *widgets.Button // shows and hides the steps
	unfolded   bool
	steps      *fyne.Container
	opened     map[int]bool // steps whose details are shown
	raw        *widgets.Button
	body       *fyne.Container
	empty      *widgets.Text
}

// NewReportView returns a view of no report. It calls copyText to put text on
// the clipboard, and transcript to show a conversation.
func NewReportView(copyText func(string), transcript func([]transcript.Line)) *ReportView {
	v := &ReportView{
		copyText: copyText, transcript: transcript, opened: map[int]bool{},
		progress: widgets.NewProgress(), summary: widgets.NewText(""),
		zaionnex: widgets.NewText(""), zaiNote: widgets.NewCaption(assets.Text("report.zaionnex-ours")),
		stale: widgets.NewText(assets.Text("report.stale")), next: widgets.NewColumn(),
		verdicts: widgets.NewColumn(), findings: widgets.NewColumn(), toolbar: widgets.NewFlow(), mail: widgets.NewColumn(), steps: widgets.NewColumn(), empty: widgets.NewCaption(assets.Text("report.none")),
	}
	v.summary.Bold, v.zaionnex.Mono = true, true
	v.raw = widgets.NewButton(assets.Text("report.raw"), theme.DocumentIcon(), v.onRaw)
	v.zaiRow = v.card(assets.Text("report.zaionnex"), widgets.NewColumn(v.copyable(v.zaionnex), v.zaiNote))
	v.stale.Color = theme.ColorNameWarning
	v.body = widgets.NewColumn(v.stale, v.summary, v.verdicts, v.next, v.findings, v.toolbar, v.mail, v.zaiRow, v.foldSteps(), v.steps, widgets.NewTrailingFlow(v.raw))
	v.Content = widgets.NewColumn(v.progress, v.empty, v.body)
	v.Clear()
	return v
}

// A Tool is something that can be done about a report, with a button below
// the findings.
type Tool struct {
	Text string
	Icon fyne.Resource
	When func(mailcore.Report) bool // whether there is a button; asked once the test has ended
	Do   func(mailcore.Report)
}

// SetTools offers what can be done about reports.
func (v *ReportView) SetTools(tools ...Tool) { v.tools = tools }

func (v *ReportView) showTools() {
	var buttons []fyne.CanvasObject
	for _, t := range v.tools {
		if v.report.Ended() && t.When(v.report) {
			buttons = append(buttons, widgets.NewButton(t.Text, t.Icon, func() { t.Do(v.report) }))
		}
	}
	v.toolbar.Objects = buttons
	v.toolbar.Refresh()
	show(v.toolbar, len(buttons) > 0)
}

// copyable puts a button that copies a text beside it.
func (v *ReportView) copyable(text *widgets.Text) fyne.CanvasObject {
	button := widgets.NewButton("", theme.ContentCopyIcon(), func() { v.copyText(text.Text) })
	button.Name = assets.Text("voice.copy", "what", text.Text)
	return container.NewBorder(nil, nil, nil, container.NewVBox(button), text)
}

// card puts a caption above content.
func (v *ReportView) card(caption string, content fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewColumn(widgets.NewCaption(caption), content)
}

// Report returns what is shown.
func (v *ReportView) Report() mailcore.Report { return v.report }

// Clear shows no report.
func (v *ReportView) Clear() {
	v.report = mailcore.Report{}
	v.empty.Show()
	v.body.Hide()
	v.progress.Hide()
}

// Show draws r in place of what was drawn before.
func (v *ReportView) Show(r mailcore.Report) {
	if r.ID != v.report.ID {
		v.opened, v.answer = map[int]bool{}, unanswered
		v.SetStale(false)
	}
	if r.ID != v.report.ID || r.Ended() != v.report.Ended() {
		v.unfolded = !r.Ended() || !r.OK()
	}
	v.report = r
	v.empty.Hide()
	v.body.Show()
	v.progress.Show()
	v.summary.Text = summary(r)
	v.summary.Color = look.StateColor(stateOf(r))
	v.summary.Refresh()
	v.showProgress()
	v.showZaionnex()
	v.showVerdicts()
	v.showNext()
	v.showFindings()
	v.showTools()
	showMail(v.mail, r)
	v.showSteps()
	v.Content.Refresh()
}

// summary says in a line how a test went; by which port and how fast is among
// the details of one that passed.
func summary(r mailcore.Report) string {
	if r.Ended() && r.OK() {
		return assets.Text("report.passed", "scope", assets.Text("scope."+string(r.Scope)))
	}
	return words.Summary(r)
}

// SetStale says that the report is of other settings than those on the screen.
func (v *ReportView) SetStale(stale bool) {
	if v.stale.Visible() != stale {
		show(v.stale, stale)
		v.Content.Refresh()
	}
}

// stateOf is how a whole report stands.
func stateOf(r mailcore.Report) mailcore.State {
	switch {
	case !r.Ended():
		return mailcore.Running
	case wasStopped(r):
		return mailcore.Warned
	case !r.OK():
		return mailcore.Failed
	case slices.ContainsFunc(cause.Diagnose(r), func(f mailcore.Finding) bool { return f.Severity == mailcore.Warning }):
		return mailcore.Warned
	}
	return mailcore.Passed
}

func wasStopped(r mailcore.Report) bool {
	failure, failed := r.Failure()
	return failed && failure.Fault == mailcore.Stopped
}

func (v *ReportView) showProgress() {
	done, all := 0, v.report.Steps()
	for _, res := range all {
		if res.State != mailcore.Pending && res.State != mailcore.Running {
			done++
		}
	}
	v.progress.SetValue(float32(done)/float32(max(1, len(all))), look.StateColor(stateOf(v.report)))
}

func (v *ReportView) showZaionnex() {
	line, documented := cause.ZaionnexLine(v.report)
	v.zaionnex.SetText(line)
	show(v.zaiRow, line != "" && slices.Contains(v.report.Profile.Products, products.Zaionnex))
	show(v.zaiNote, !documented)
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// showVerdicts says of each product whether it will send.
func (v *ReportView) showVerdicts() {
	v.verdicts.RemoveAll()
	if !v.report.Ended() {
		return
	}
	for _, verdict := range words.Verdicts(v.report) {
		text := widgets.NewText(verdict.Text)
		text.Color = look.StateColor(verdict.State)
		v.verdicts.Add(container.NewBorder(nil, nil, widget.NewIcon(stateIcon(verdict.State)), nil, text))
	}
}

func (v *ReportView) showFindings() {
	v.findings.RemoveAll()
	if !v.report.Ended() {
		return
	}
	for i, f := range cause.Diagnose(v.report) {
		v.findings.Add(v.finding(f, i == 0 && !v.report.OK()))
	}
}

// finding draws a cause: the root cause with all that can be said, the others
// shortly.
func (v *ReportView) finding(f mailcore.Finding, root bool) fyne.CanvasObject {
	w := words.Finding(f)
	color := look.SeverityColor(f.Severity)
	rows := widgets.NewColumn()
	if !root { // the summary says it already
		title := widgets.NewText(w.Title)
		title.Bold, title.Color = true, color
		rows.Add(title)
	}
	rows.Add(widgets.NewText(w.Text))
	if reply := f.Args["reply"]; root && reply != "" {
		rows.Add(widgets.NewCaption(assets.Text("report.reply", "reply", reply)))
	}
	if root || f.Severity == mailcore.Warning {
		for i, step := range w.Remedy {
			rows.Add(numbered(i+1, step))
		}
	}
	if line := fixLine(f); line != nil {
		rows.Add(line)
	}
	rows.Add(v.links(f, root))
	stripe := newStripe(color)
	return container.NewBorder(nil, nil, stripe, nil, container.NewPadded(rows))
}

// links lead from a finding to what it is about.
func (v *ReportView) links(f mailcore.Finding, root bool) fyne.CanvasObject {
	links := widgets.NewFlow()
	if root && v.Lead != nil && f.Field != "" {
		links.Add(widgets.NewButton(assets.Text("report.lead"), theme.DocumentCreateIcon(), func() { v.Lead(f.Field) }))
	}
	if v.Manual != nil {
		links.Add(widgets.NewButton(assets.Text("report.manual"), theme.HelpIcon(), func() { v.Manual(f.Code) }))
	}
	return links
}

// numbered draws one step of a remedy with a hanging number.
func numbered(n int, text string) fyne.CanvasObject {
	label := widgets.NewText(strconv.Itoa(n) + ".")
	return container.NewBorder(nil, nil, label, nil, widgets.NewText(text))
}

func (v *ReportView) showSteps() {
	v.steps.RemoveAll()
	v.showFold()
	at := 0
	for _, way := range v.report.Each() {
		if len(way.For) > 0 {
			v.steps.Add(widgets.NewCaption(words.Way(way.For)))
		}
		for _, res := range way.Results {
			v.showStep(at, way, res)
			at++
		}
	}
}

func (v *ReportView) showStep(at int, way mailcore.Report, res mailcore.Result) {
	v.steps.Add(newStepRow(res, words.WayNote(way, res), v.opened[at], func() {
		v.opened[at] = !v.opened[at]
		v.showSteps()
		v.Content.Refresh()
	}))
	if v.opened[at] {
		v.steps.Add(v.details(res))
	}
}

// details lists what a step learned.
func (v *ReportView) details(res mailcore.Result) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	add := func(label, value string) {
		text := widgets.NewText(value)
		text.Scale = theme.SizeNameCaptionText
		rows = append(rows, widgets.NewColumn(widgets.NewCaption(label), v.copyable(text)))
	}
	if res.Fault != "" {
		add(assets.Text("report.fault"), assets.Text("fault."+string(res.Fault)))
	}
	if res.Reply != "" {
		add(assets.Text("report.server-words"), res.Reply)
	}
	for _, name := range factOrder {
		if value := res.Facts[name]; value != "" {
			add(assets.Text("fact."+name), factText(name, value))
		}
	}
	return container.NewPadded(widgets.NewColumn(rows...))
}

// factText says a fact in words where it has some, and a moment in the time of
// this place.
func factText(name, value string) string {
	if name == "field" || name == "fields" {
		return words.Fields(value)
	}
	for _, key := range []string{"fact." + name + "." + value, name + "." + value} {
		if assets.Has(key) {
			return assets.Text(key)
		}
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		return words.Moment(at)
	}
	return value
}

// factOrder is the order in which a step's facts are read.
var factOrder = []string{
	"problem", "field", "fields", "address", "family", "silent", "local", "a", "aaaa", "speaks", "banner", "timestamp", "helo", "capabilities", "mechanisms", "size", "starttls",
	"tls-version", "cipher", "verified", "subject", "sans", "issuer", "not-before", "not-after", "days-left", "key", "fingerprint", "chain", "missing-issuer", "issuer-url",
	"product", "upgrade", "unread", "known", "otherwise", "chosen", "method", "attempts", "contrast", "other-worked", "address-literal", "iterations", "password-shape", "oauth-error", "alert", "sender", "recipient", "message-id", "charset", "queue-id",
	"messages", "bytes", "unique", "largest", "too-large", "would-delete",
	"waited", "folder", "seconds", "hops", "rewritten", "auth-results", "spf", "dkim", "dmarc", "signed",
}

func (v *ReportView) onRaw() { v.transcript(Conversation(v.report)) }

// Conversation returns the whole conversation of a report, with a remark
// where each step begins.
func Conversation(r mailcore.Report) []transcript.Line {
	var lines []transcript.Line
	for _, res := range r.Steps() {
		if len(res.Lines) == 0 {
			continue
		}
		lines = append(lines, transcript.Line{Dir: "*", Text: "── " + strings.TrimSpace(words.Step(res)+"  "+words.Took(res.Took))})
		lines = append(lines, res.Lines...)
	}
	return lines
}
