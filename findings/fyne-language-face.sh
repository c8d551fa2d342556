#!/bin/bash
# What Fyne keeps in memory of the system's typefaces when a theme brings its own.
# Needs go, apt-get and dpkg-deb; fetches Debian's fonts-noto-cjk, 60 MB.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off CGO_ENABLED=0

cat <<'END'
fyne.io/fyne/v2 v2.8.1 with Debian's fonts-noto-cjk 1:20220127+repack1-1, seen
with go1.26.8.
A theme that has a face for every style should need none of the system's until a
letter is missing: Fyne does look for one then, letter by letter. But before any
text is measured it also looks up the system's face for the language of the user,
once for each style, and keeps each: for Japanese that is Noto Sans CJK, of which
every copy is over 16 MB on the heap. Text that the theme's face draws completely
costs as much. Measured is the heap that stays after two English words in regular, bold,
italic and fixed width: under en_US.UTF-8 37 MB, under ja_JP.UTF-8 89 MB.
END

cat > finding.go <<'END'
package main

import (
	"fmt"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// own has one face for every style.
type own struct{ fyne.Theme }

func (own) Font(fyne.TextStyle) fyne.Resource { return theme.DefaultTextFont() }

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func main() {
	test.NewApp().Settings().SetTheme(own{theme.DefaultTheme()})
	before := heap()
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Monospace: true}} {
		fyne.MeasureText("plain words", 14, style)
	}
	fmt.Println((heap() - before) >> 20)
}
END
go mod init finding 2>/dev/null
go get fyne.io/fyne/v2@v2.8.1 2>/dev/null
go version
go list -m fyne.io/fyne/v2
go build -o finding finding.go

apt-get -q -o APT::Sandbox::User="$(id -un)" download fonts-noto-cjk=1:20220127+repack1-1 >/dev/null || {
	echo 'this version of fonts-noto-cjk is not served here'
	exit 2
}
dpkg-deb -x fonts-noto-cjk_*.deb noto
mkdir -p data/fonts
cp noto/usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc data/fonts/

# The index of all fonts lies below HOME, and is made anew here.
held() { # LOCALE
	mkdir -p "home-$1"
	env -i PATH="$PATH" HOME="$PWD/home-$1" LC_ALL="$1" LANG="$1" XDG_DATA_HOME="$PWD/data" ./finding
}
english=$(held en_US.UTF-8)
japanese=$(held ja_JP.UTF-8)
echo "en_US.UTF-8: $english MB, ja_JP.UTF-8: $japanese MB"
if ((english < 50 && japanese > english + 25)); then
	echo 'as seen'
else
	echo 'not as seen'
	exit 1
fi
