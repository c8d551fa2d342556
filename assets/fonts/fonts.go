// Package fonts holds the typefaces inside the program, so that Japanese is
// readable on a PC that has no Japanese font: static subsets of Noto Sans CJK
// JP, made from Debian's package by packaging/fonts/subset.sh. Fyne needs a
// face for each of [Regular], [Bold] and [Mono]; what Mono lacks is in
// [BehindMono].
package fonts

import (
	"bytes"
	_ "embed"
	"encoding/binary"
)

// Regular is Noto Sans CJK JP, an OpenType file.
//
//go:embed NotoSansCJKjp-Regular.otf
var Regular []byte

// Bold is Noto Sans CJK JP Bold, an OpenType file. What is rare, the kanji of JIS
// X 0213 and the forms of a variation sequence, is in [Regular] only.
//
//go:embed NotoSansCJKjp-Bold.otf
var Bold []byte

// Mono is of Noto Sans Mono CJK JP what it draws in another way than [Regular]:
// the letters of ASCII, half as wide as a kanji. It is an OpenType file.
//
//go:embed NotoSansMonoCJKjp-Regular.otf
var Mono []byte

// Licence is the SIL Open Font License 1.1 with the copyright notice, which
// has to go wherever the faces go.
//
//go:embed OFL.txt
var Licence string

// BehindMono returns the face for what [Mono] lacks: [Regular] with the space of
// Mono, since a space takes the face of what stands before it.
func BehindMono() []byte {
	face := bytes.Clone(Regular)
	binary.BigEndian.PutUint16(table(face, "hmtx")[4*space:], half)
	return face
}

const (
	space = 1   // its glyph in Regular
	half  = 500 // of a kanji's width, in units of the face
)

// table returns a table of an OpenType file by its four letters.
func table(face []byte, name string) []byte {
	for directory := face[12:]; ; directory = directory[16:] {
		if string(directory[:4]) == name {
			return face[binary.BigEndian.Uint32(directory[8:]):]
		}
	}
}
