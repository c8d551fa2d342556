package main

import (
	"bytes"
	"cmp"
	"debug/macho"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"

	"golang.org/x/image/draw"
)

// iconKinds are the pictures of an .icns: their kind by the four letters that
// Apple gives it, and their size in pixels.
var iconKinds = []struct {
	kind string
	size int
}{
	{"icp4", 16}, {"icp5", 32}, {"ic11", 32}, {"ic12", 64}, {"ic07", 128}, {"ic13", 256}, {"ic08", 256}, {"ic14", 512}, {"ic09", 512}, {"ic10", 1024},
}

// icns writes a picture as an icon of macOS, in every size.
func icns(path, picture string) error {
	file, err := os.Open(picture)
	if err != nil {
		return err
	}
	defer file.Close()
	source, err := png.Decode(file)
	if err != nil {
		return fmt.Errorf("%s: %w", picture, err)
	}
	var body bytes.Buffer
	for _, k := range iconKinds {
		text, err := scaled(source, k.size)
		if err != nil {
			return err
		}
		block(&body, k.kind, text)
	}
	var out bytes.Buffer
	block(&out, "icns", body.Bytes())
	return os.WriteFile(path, out.Bytes(), 0o644)
}

func scaled(source image.Image, size int) ([]byte, error) {
	to := image.NewNRGBA(image.Rect(0, 0, size, size))
	draw.CatmullRom.Scale(to, to.Bounds(), source, source.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	err := png.Encode(&out, to)
	return out.Bytes(), err
}

// block writes a part of an .icns, whose length counts its head too.
func block(out *bytes.Buffer, kind string, text []byte) {
	out.WriteString(kind)
	_ = binary.Write(out, binary.BigEndian, uint32(len(text)+8)) // a buffer takes everything
	out.Write(text)
}

// pageOfMac is what parts of a universal program begin at a multiple of, as a
// power of two: the greater page of both kinds of Mac.
const pageOfMac = 14

// universal writes one program of several, each for another kind of Mac.
func universal(path string, programs ...string) error {
	var head, body bytes.Buffer
	_ = binary.Write(&head, binary.BigEndian, []uint32{macho.MagicFat, uint32(len(programs))})
	begins := 1 << pageOfMac
	for _, from := range programs {
		text, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		program, err := macho.NewFile(bytes.NewReader(text))
		if err != nil {
			return fmt.Errorf("%s: %w", from, err)
		}
		gap := -body.Len() & (1<<pageOfMac - 1)
		body.Write(make([]byte, gap))
		_ = binary.Write(&head, binary.BigEndian, []uint32{uint32(program.Cpu), program.SubCpu, uint32(begins + body.Len()), uint32(len(text)), pageOfMac})
		body.Write(text)
	}
	head.Write(make([]byte, begins-head.Len()))
	err := os.WriteFile(path, append(head.Bytes(), body.Bytes()...), 0o755)
	return cmp.Or(err, os.Chmod(path, 0o755))
}
