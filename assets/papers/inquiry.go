package papers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// An Inquiry is a report for somebody who is asked for help. Its words are in
// the current language of assets.
type Inquiry struct {
	Report  mailcore.Report
	Version string    // of the program
	OS      string    // such as "windows/amd64"
	Now     time.Time // when it is written; its zone is that of all times in it
	Hide    bool      // replace names, mail addresses, hosts and IP addresses
}

// InquiryFormats lists the formats of an inquiry, the usual one first.
var InquiryFormats = []Format{Markdown, HTML, Text, JSON}

// As returns the inquiry in one of [InquiryFormats]; nil in any other.
func (i Inquiry) As(f Format) []byte {
	i, findings := i.scrubbed()
	switch f {
	case Markdown:
		return i.page(findings).markdown()
	case HTML:
		return i.page(findings).html()
	case Text:
		return i.page(findings).text()
	case JSON:
		return i.json(findings)
	}
	return nil
}

// FileName is what to call the file, without the names of anybody.
func (i Inquiry) FileName(f Format) string {
	return "todoku-" + i.Report.Started.In(i.Now.Location()).Format("20060102-150405") + f.Extension()
}

// scrubbed returns the inquiry without passwords, and without names if they
// are to be hidden. What the report means is read from it as it was: a rule
// may know a provider by its name.
func (i Inquiry) scrubbed() (Inquiry, []mailcore.Finding) {
	secrets := i.Report.Profile.SecretTexts()
	i.Report = rewrite(i.Report, func(text string) string { return scrub(text, secrets) })
	findings := cause.Diagnose(i.Report)
	if i.Hide {
		h := newHider(i.Report)
		i.Report, findings = h.report(i.Report), rewrite(findings, h.text)
	}
	return i, findings
}

func (i Inquiry) page(findings []mailcore.Finding) page {
	r := i.Report
	p := page{
		Language: assets.Language(), Title: assets.Text("inquiry.title"), Lead: words.Summary(r), Tone: tone(r),
		Notes: []string{assets.Text("inquiry.note", "version", i.Version)},
	}
	if f, failed := r.Failure(); failed && f.Fault != mailcore.Stopped { // in the words of the report as it was
		p.Lead = assets.Text("inquiry.failed", "scope", assets.Text("scope."+string(r.Scope)), "title", words.Finding(findings[0]).Title)
	}
	if i.Hide {
		p.Notes = append(p.Notes, assets.Text("inquiry.hidden"))
	}
	p.Sections = append(p.Sections, i.about(), i.settings(), i.steps())
	for n, f := range findings {
		p.Sections = append(p.Sections, i.finding(f, n == 0))
	}
	p.Sections = append(p.Sections, i.servers()...)
	p.Sections = filled(append(p.Sections, i.mailbox(), i.delivery(), i.conversation())...)
	return p
}

func tone(r mailcore.Report) string {
	if r.OK() {
		return string(mailcore.Passed)
	}
	return string(mailcore.Failed)
}

// kind is how a program knows an inquiry among JSON files.
const kind = "todoku-inquiry"

// A sheaf is what an inquiry is in JSON.
type sheaf struct {
	Kind     string          `json:"kind"`
	Version  int             `json:"version"` // of this layout
	Program  string          `json:"program"`
	OS       string          `json:"os"`
	Written  string          `json:"written"` // RFC 3339
	Hidden   bool            `json:"hidden"`
	Summary  string          `json:"summary"`
	Findings []explained     `json:"findings"`
	Report   mailcore.Report `json:"report"`
}

// explained is a finding with its words.
type explained struct {
	Code        mailcore.Code     `json:"code"`
	Manual      string            `json:"manual"` // see [words.Manual]
	Severity    mailcore.Severity `json:"severity"`
	Field       string            `json:"field"`
	Title       string            `json:"title"`
	Explanation string            `json:"explanation"`
	Remedy      []string          `json:"remedy"`
}

func (i Inquiry) json(findings []mailcore.Finding) []byte {
	s := sheaf{
		Kind: kind, Version: 1, Program: "Todoku " + i.Version, OS: i.OS, Written: i.Now.Format(time.RFC3339), Hidden: i.Hide,
		Summary: i.page(findings).Lead, Findings: []explained{}, Report: i.Report,
	}
	for _, f := range findings {
		e := words.Finding(f)
		s.Findings = append(s.Findings, explained{f.Code, words.Manual(f.Code), f.Severity, f.Field, e.Title, e.Text, e.Remedy})
	}
	return indented(struct {
		sheaf
		Report timed `json:"report"`
	}{s, newTimed(i.Report)})
}

// indented writes a value of this package as JSON.
func indented(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		panic(fmt.Errorf("plain values always encode: %w", err))
	}
	return b.Bytes()
}

// ErrNoInquiry means that a file is no inquiry, or one of a later program.
var ErrNoInquiry = errors.New("no inquiry report")

// ReadInquiry returns the test that an inquiry in JSON is about.
func ReadInquiry(file []byte) (mailcore.Report, error) {
	var s sheaf
	if err := json.Unmarshal(file, &s); err != nil {
		return mailcore.Report{}, fmt.Errorf("%w: %w", ErrNoInquiry, err)
	}
	if s.Kind != kind || s.Version != 1 {
		return mailcore.Report{}, fmt.Errorf("%w: kind %q, version %d", ErrNoInquiry, s.Kind, s.Version)
	}
	if err := times(file, &s.Report); err != nil {
		return mailcore.Report{}, fmt.Errorf("%w: %w", ErrNoInquiry, err)
	}
	return s.Report, nil
}
