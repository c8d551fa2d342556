// Package house holds the rules of the house that no compiler holds, as
// tests: what imports what, that every text is there and used, that every
// item of the products' manuals is on a screen. They read the source and the
// tables of all packages, and need neither cgo nor a display.
package house
