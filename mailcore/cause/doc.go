// Package cause says what a report means: [Diagnose] computes findings from the
// facts of a report, [Remedies] what is worth trying, [Compare] what is
// different from an earlier test, and [Explain] what a pasted text is about.
//
// A file here is a table, or the code that reads one. It is pure: it looks at
// values, and neither at the network nor at a file.
package cause
