// Package cause says what a report means: [Diagnose] computes findings from the
// facts of a report, [Remedies] what is worth trying, [Compare] what is
// different from an earlier test, and [Explain] what a pasted text is about.
//
// A file here is a table, or the code that reads one: rules.go has the causes,
// the most specific first, wordings_*.go what servers and programs say, one
// wording a line with who says it and a text that only it explains, remedy.go what
// may be tried, and nothing that weakens. explain_frames.go has the programs that
// print texts, codebook_*.go what libraries say, complete, and phrasebook_table.go
// what programs say in Japanese. A file is pure: it looks at values, and
// neither at the network, a file nor the clock. It gives codes; the words for
// them are in assets.
package cause
