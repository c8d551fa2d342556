// Package fonts holds the typefaces inside the program, so that Japanese is
// readable on a PC that has no Japanese font: static subsets of Noto Sans CJK
// JP, made from Debian's package by packaging/fonts/subset.sh. Fyne needs a
// face for each of [Regular], [Bold] and [Mono]; none stands in for another.
package fonts

import _ "embed"

// Regular is Noto Sans CJK JP, an OpenType file.
//
//go:embed NotoSansCJKjp-Regular.otf
var Regular []byte

// Bold is Noto Sans CJK JP Bold, an OpenType file.
//
//go:embed NotoSansCJKjp-Bold.otf
var Bold []byte

// Mono is Noto Sans Mono CJK JP, an OpenType file; a kanji is two letters wide.
//
//go:embed NotoSansMonoCJKjp-Regular.otf
var Mono []byte

// Licence is the SIL Open Font License 1.1 with the copyright notice, which
// has to go wherever the faces go.
//
//go:embed OFL.txt
var Licence string
