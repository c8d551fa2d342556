package main

import (
	"bytes"
	"debug/macho"
	"encoding/binary"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"howett.net/plist"
)

// program is the head of a program for a Mac, without any part.
func program(t *testing.T, path string, cpu macho.Cpu) {
	t.Helper()
	var b bytes.Buffer
	_ = binary.Write(&b, binary.LittleEndian, []uint32{macho.Magic64, uint32(cpu), 0, uint32(macho.TypeExec), 0, 0, 0, 0})
	b.WriteString(cpu.String())
	if err := os.WriteFile(path, b.Bytes(), 0o755); err != nil {
		t.Fatal(err)
	}
}

// A bundle is what macOS asks of an Info.plist.
type bundle struct {
	Identifier string     `plist:"CFBundleIdentifier"`
	Kind       string     `plist:"CFBundlePackageType"`
	Executable string     `plist:"CFBundleExecutable"`
	Icon       string     `plist:"CFBundleIconFile"`
	Shown      string     `plist:"CFBundleShortVersionString"`
	Version    string     `plist:"CFBundleVersion"`
	System     string     `plist:"LSMinimumSystemVersion"`
	Sharp      bool       `plist:"NSHighResolutionCapable"`
	Documents  []document `plist:"CFBundleDocumentTypes"`
	Exported   []exported `plist:"UTExportedTypeDeclarations"`
}

type document struct {
	Name  string   `plist:"CFBundleTypeName"`
	Role  string   `plist:"CFBundleTypeRole"`
	Rank  string   `plist:"LSHandlerRank"`
	Types []string `plist:"LSItemContentTypes"`
}

type exported struct {
	Type  string         `plist:"UTTypeIdentifier"`
	Is    []string       `plist:"UTTypeConformsTo"`
	Files map[string]any `plist:"UTTypeTagSpecification"`
}

// The bundle as bundle.sh lays it out anywhere; what a Mac adds is signatures.
func TestBundle(t *testing.T) {
	made(t)
	work := t.TempDir()
	program(t, work+"/todoku-arm64", macho.CpuArm64)
	program(t, work+"/todoku-amd64", macho.CpuAmd64)
	for _, c := range [][]string{
		{"go", "build", "-o", work + "/release", "."},
		{"cp", "../../assets/fonts/OFL.txt", work + "/licences.txt"},
		{"bash", "macos/bundle.sh", "--layout", work, "unused.dmg"},
	} {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", c, err, out)
		}
	}
	contents := work + "/Todoku.app/Contents/"
	text, err := os.ReadFile(contents + "Info.plist")
	if err != nil {
		t.Fatal(err)
	}
	var said bundle
	if _, err := plist.Unmarshal(text, &said); err != nil {
		t.Fatal(err)
	}
	want := bundle{
		Identifier: "jp.todoku.desktop", Kind: "APPL", Executable: "todoku", Icon: "todoku", Shown: "1.2.3", Version: "1.2.3", System: "12.0", Sharp: true,
		Documents: []document{{"Todoku bundle", "Viewer", "Owner", []string{"jp.todoku.bundle"}}},
		Exported:  []exported{{"jp.todoku.bundle", []string{"public.data"}, map[string]any{"public.filename-extension": []any{"todoku"}, "public.mime-type": "application/x-todoku-bundle"}}},
	}
	if !reflect.DeepEqual(said, want) {
		t.Errorf("Info.plist says\n%+v, want\n%+v", said, want)
	}
	executable := contents + "MacOS/" + said.Executable
	if info, err := os.Stat(executable); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the program: %v, %v", info, err)
	}
	isUniversal(t, executable)
	isIcon(t, contents+"Resources/"+said.Icon+".icns")
	for _, name := range []string{"PkgInfo", "Resources/licences.txt", "Resources/ja.lproj/InfoPlist.strings", "Resources/en.lproj/InfoPlist.strings"} {
		if info, err := os.Stat(filepath.Join(contents, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}

func isUniversal(t *testing.T, path string) {
	t.Helper()
	file, err := macho.OpenFat(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var cpus []string
	for _, part := range file.Arches {
		cpus = append(cpus, part.Cpu.String())
		text := make([]byte, len(part.Cpu.String()))
		if whole, err := os.ReadFile(path); err == nil && part.Size > 32 {
			copy(text, whole[part.Offset+32:])
		}
		if string(text) != part.Cpu.String() || part.Offset%(1<<pageOfMac) != 0 {
			t.Errorf("%s lies at %d, where %q is", part.Cpu, part.Offset, text)
		}
	}
	if got := strings.Join(cpus, " "); got != "CpuArm64 CpuAmd64" {
		t.Errorf("it is for %s", got)
	}
}

func isIcon(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(text[:4]) != "icns" || int(binary.BigEndian.Uint32(text[4:])) != len(text) {
		t.Fatalf("it begins with %q", text[:8])
	}
	rest := text[8:]
	for _, k := range iconKinds {
		length := int(binary.BigEndian.Uint32(rest[4:]))
		picture, err := png.DecodeConfig(bytes.NewReader(rest[8:length]))
		if err != nil || string(rest[:4]) != k.kind || picture.Width != k.size || picture.Height != k.size {
			t.Errorf("%q is %d by %d (%v), want %s of %d", rest[:4], picture.Width, picture.Height, err, k.kind, k.size)
		}
		rest = rest[length:]
	}
	if len(rest) != 0 {
		t.Errorf("%d bytes lie behind it", len(rest))
	}
}
