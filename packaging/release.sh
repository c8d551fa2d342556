#!/bin/bash
# Makes every package that this machine can make, into build/release, and names
# what it cannot. Without arguments, all of them.
#
# usage: [VERSION=1.2.3] packaging/release.sh [linux|windows|macos]...
#
# VERSION         otherwise that of the git tag; without a tag one that says so
# REPOSITORY      owner/name on GitHub, for the addresses in the manifests
# SIGN_PFX        a PKCS #12 file to sign what is for Windows with; its password
#                 is in the file SIGN_PASSWORD_FILE, SIGN_TIMESTAMP an address
# SIGN_GPG        the key to sign SHA256SUMS with
#
# The same sources give the same bytes: SOURCE_DATE_EPOCH is the time of the
# commit. Signatures are not the same twice.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly nfpm=github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.0
readonly cyclonedx=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
readonly files=packaging/release mingw=x86_64-w64-mingw32
readonly work=$PWD/build/release-work
export OUT=$PWD/build/release GL=$PWD/build/software-gl IN=$PWD/build/release-work/windows
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

# version_here is the tag of this commit, or a number that comes before the next.
version_here() {
	local tag next
	tag=$(git describe --tags --exact-match --match 'v[0-9]*' 2>/dev/null) && { echo "${tag#v}" && return; }
	next=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
	echo "$next-dev$(git log -1 --format=.%cd.g%h --date=format:%Y%m%d%H%M 2>/dev/null || true)"
}

VERSION=${VERSION:-$(version_here)}
VERSION=${VERSION#v}
commit=$(git rev-parse HEAD 2>/dev/null || true)
[[ -z $commit || -z $(git status --porcelain --untracked-files=no) ]] || commit+=-dirty
export VERSION SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
readonly repository=${REPOSITORY:-${GITHUB_REPOSITORY:-todoku/todoku}}
export SITE=https://github.com/$repository MAINTAINER=${MAINTAINER:-Todoku <todoku@users.noreply.github.com>}
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
readonly date commit
link="-s -w -X todoku/version.Number=$VERSION -X todoku/version.Commit=$commit -X todoku/version.Date=$date -X todoku/version.Releases=$SITE/releases/latest"
link+=" -X main.version=$VERSION"
readonly link
source packaging/released.sh

say() { printf 'release: %s\n' "$*"; }

left=()
left_out() { left+=("$1: $2"); }

have() { command -v "$1" >/dev/null; }

# lacks PROGRAM... prints those that are not there.
lacks() {
	local program
	for program in "$@"; do have "$program" || printf '%s ' "$program"; done
}

# possible WHAT PROGRAM... leaves WHAT out where a program is missing.
possible() {
	local missing
	missing=$(lacks "${@:2}")
	[[ -z $missing ]] || { left_out "$1" "needs ${missing% }" && return 1; }
}

# outside PACKAGE ARGUMENT... runs a program of another module.
outside() { GOOS='' GOARCH='' GOFLAGS=-buildvcs=false CGO_ENABLED=0 go run "$@"; }

window() { # PROGRAM
	LDFLAGS=$link packaging/build.sh "${released[@]}"
	[[ $(go env GOOS) == windows ]] && mv build/todoku.exe "$1" || mv build/todoku "$1"
}

terminal() { CGO_ENABLED=0 go build "${released[@]}" -ldflags "$link" -o "$1" ./cmd/todoku-cli; }

fill() { "$work/release" fill "$@"; }

# ── Linux ────────────────────────────────────────────────────────────────────

# man_pages FOLDER writes those of todoku-cli: a test does it, so that no
# program has to hold what writes them.
man_pages() {
	TODOKU_MAN=$1 GOOS='' GOARCH='' CGO_ENABLED=0 go test -count 1 -ldflags "$link" -run '^TestManPages$' ./cmd/todoku-cli
}

# stage_linux FOLDER ZSH lays out what goes below /usr.
stage_linux() {
	local usr=$1 cli=$work/linux/todoku-cli size page
	mkdir -p "$usr"/{bin,share/{applications,metainfo,mime/packages,man/man1,doc/todoku,bash-completion/completions,fish/vendor_completions.d,"$2"}}
	install -m 755 "$work"/linux/{todoku,todoku-cli} "$usr/bin/"
	install -m 644 $files/linux/jp.todoku.desktop.desktop "$usr/share/applications/"
	install -m 644 $files/linux/jp.todoku.desktop.mime.xml "$usr/share/mime/packages/jp.todoku.desktop.xml"
	fill $files/linux/jp.todoku.desktop.metainfo.xml "$usr/share/metainfo/jp.todoku.desktop.metainfo.xml"
	fill $files/linux/todoku.1 "$usr/share/man/man1/todoku.1"
	man_pages "$usr/share/man/man1"
	"$cli" completion bash >"$usr/share/bash-completion/completions/todoku-cli"
	"$cli" completion zsh >"$usr/share/$2/_todoku-cli"
	"$cli" completion fish >"$usr/share/fish/vendor_completions.d/todoku-cli.fish"
	icons "$usr/share/icons/hicolor"
	cp docs/manual.md docs/manual.en.md "$usr/share/doc/todoku/"
	gzip -9nc "$work/licences.txt" >"$usr/share/doc/todoku/licences.txt.gz"
	gzip -9n "$usr"/share/man/man1/*.1
}

icons() { # FOLDER
	install -D -m 644 assets/icon.svg "$1/scalable/apps/jp.todoku.desktop.svg"
	local size
	for size in 16 24 32 48 64 128 256 512; do
		mkdir -p "$1/${size}x$size/apps"
		rsvg-convert -w "$size" -h "$size" assets/icon.svg -o "$1/${size}x$size/apps/jp.todoku.desktop.png"
	done
}

# debian_changelog is what Debian's tools want to read of a version.
debian_changelog() {
	printf 'todoku (%s) unstable; urgency=medium\n\n  * See %s/blob/main/CHANGELOG.md\n\n -- %s  %s\n' \
		"${VERSION/-/\~}" "$SITE" "$MAINTAINER" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
}

package() { # KIND
	KIND=$1 STAGE=$work/$1 fill $files/linux/nfpm.yaml "$work/$1.yaml"
	find "$work/$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	outside $nfpm package -f "$work/$1.yaml" -p "$1" -t "$OUT/" >/dev/null
}

make_linux() {
	[[ $(uname -sm) == 'Linux x86_64' ]] || { left_out 'Linux .deb, .rpm, .tar.gz' 'are made on Linux, x86_64' && return; }
	possible 'Linux .deb, .rpm, .tar.gz' gcc rsvg-convert || return 0
	say 'Linux: programs'
	mkdir -p "$work/linux"
	GOOS=linux GOARCH=amd64 window "$work/linux/todoku"
	GOOS=linux GOARCH=amd64 terminal "$work/linux/todoku-cli"
	say 'Linux: .deb, .rpm, .tar.gz'
	stage_linux "$work/deb" zsh/vendor-completions
	mkdir -p "$work/deb/share/lintian/overrides"
	cp $files/linux/lintian-overrides "$work/deb/share/lintian/overrides/todoku"
	cat $files/linux/copyright docs/licences.md >"$work/deb/share/doc/todoku/copyright"
	debian_changelog | gzip -9n >"$work/deb/share/doc/todoku/changelog.gz"
	package deb
	stage_linux "$work/rpm" zsh/site-functions
	package rpm
	local top=$work/tar/todoku-$VERSION
	stage_linux "$top/usr" zsh/site-functions
	cp $files/linux/install.sh "$top/"
	"$work/release" pack "$OUT/todoku-$VERSION-linux-x64.tar.gz" "$work/tar"
	left_out 'AppImage' 'its runtime is in no package of Debian; the .tar.gz runs from any folder'
}

# ── Windows ──────────────────────────────────────────────────────────────────

# resources FOLDER PROGRAM TITLE lays the icon, version and manifest where go
# build links them in.
resources() {
	printf '#define NUMBERS %s,0\n#define VERSION "%s"\n#define ORIGINAL "%s"\n#define TITLE "%s"\n' \
		"$(sed 's/[-+].*//; s/\./,/g' <<<"$VERSION")" "$VERSION" "$2" "$3" >"$work/resources/version.h"
	(cd "$work/resources" && cat version.h todoku.rc >"$2.rc" && $mingw-windres -c 65001 -O coff -i "$2.rc" -o "$2.syso")
	cp "$work/resources/$2.syso" "$1/todoku_windows_amd64.syso"
}

sign() { # FILE
	[[ -n ${SIGN_PFX:-} ]] || return 0
	osslsigncode sign -pkcs12 "$SIGN_PFX" -readpass "$SIGN_PASSWORD_FILE" -h sha256 -n Todoku -i "$SITE" ${SIGN_TIMESTAMP:+-ts "$SIGN_TIMESTAMP"} \
		-in "$1" -out "$1.signed" >/dev/null
	mv "$1.signed" "$1"
}

windows_programs() {
	mkdir -p "$work/resources" "$IN"
	fill $files/windows/todoku.manifest "$work/resources/todoku.manifest"
	cp $files/windows/todoku.rc "$work/resources/"
	local size images=()
	for size in 16 20 24 32 40 48 64 256; do
		rsvg-convert -w "$size" -h "$size" assets/icon.svg -o "$work/resources/$size.png"
		images+=("$work/resources/$size.png")
	done
	convert "${images[@]}" "$work/resources/todoku.ico"
	trap 'rm -f todoku_windows_amd64.syso cmd/todoku-cli/todoku_windows_amd64.syso' EXIT
	resources . todoku.exe 'Todoku メールサーバーの設定とテスト'
	resources cmd/todoku-cli todoku-cli.exe 'Todoku（端末用）'
	local CC=$mingw-gcc-posix
	have "$CC" || CC=$mingw-gcc
	CC=$CC CGO_ENABLED=1 GOOS=windows GOARCH=amd64 window "$IN/todoku.exe"
	GOOS=windows GOARCH=amd64 terminal "$IN/todoku-cli.exe"
	sed 's/$/\r/' "$work/licences.txt" >"$IN/licences.txt"
	sign "$IN/todoku.exe"
	sign "$IN/todoku-cli.exe"
}

setup_exe() {
	local gl=() signing=() out=$OUT/todoku-$VERSION-windows-x64-setup.exe
	compgen -G "$GL/*.dll" >/dev/null && gl=(-DGL="$GL")
	makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$VERSION" -DNUMBERS="$(sed 's/[-+].*//' <<<"$VERSION").0" -DIN="$IN" -DICON="$work/resources/todoku.ico" \
		-DOUT="$out" "${gl[@]}" "${signing[@]}" $files/windows/todoku.nsi
	sign "$out"
}

# package_code FILE CODE puts CODE where wixl has put one of chance.
package_code() {
	local chance
	chance=$(msiinfo suminfo "$1" | grep -aoE '\{[0-9A-F-]{36}\}')
	LC_ALL=C sed -i "s/$chance/{$2}/" "$1"
	"$work/release" stamp "$1"
}

msi() {
	local out=$OUT/todoku-$VERSION-windows-x64.msi
	fill $files/windows/todoku.wxs "$work/msi/todoku.wxs"
	cp -p "$IN"/* "$work/resources/todoku.ico" "$work/msi/"
	[[ ! -d $GL ]] || cp -rp "$GL" "$work/msi/software-gl"
	find "$work/msi" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
	(cd "$work/msi" && wixl -a x64 -o "$out" todoku.wxs)
	package_code "$out" "$(sed -n 's/.*<Package Id="\([^"]*\)".*/\1/p' "$work/msi/todoku.wxs")"
	sign "$out"
}

portable() {
	local top=$work/portable/Todoku
	mkdir -p "$top"
	cp "$IN"/* "$top/"
	cp $files/windows/portable "$top/portable"
	! compgen -G "$GL/*.dll" >/dev/null || { mkdir -p "$top/software-gl" && cp "$GL"/*.dll "$top/software-gl/"; }
	"$work/release" pack "$OUT/todoku-$VERSION-windows-x64-portable.zip" "$work/portable"
}

make_windows() {
	possible 'Windows' $mingw-gcc $mingw-windres rsvg-convert convert || return 0
	[[ -z ${SIGN_PFX:-} ]] || possible 'Windows, signed' osslsigncode || return 0
	[[ -n $(lacks meson ninja bison flex) ]] || packaging/software-gl.sh || say 'the OpenGL in software was not built'
	say 'Windows: programs'
	windows_programs
	compgen -G "$GL/*.dll" >/dev/null || left_out 'OpenGL in software for Windows' "is not in build/software-gl; make setup-software-gl"
	find "$IN" $(compgen -G "$GL") -exec touch -d "@$SOURCE_DATE_EPOCH" {} + # the setup keeps the times of files
	say 'Windows: setup, .msi, portable .zip'
	! possible 'Windows setup' makensis || setup_exe
	! possible 'Windows .msi' wixl msiinfo || msi
	portable
	[[ -n ${SIGN_PFX:-} ]] || left_out 'signatures of Windows programs' 'need SIGN_PFX'
}

# ── macOS ────────────────────────────────────────────────────────────────────

make_macos() {
	local arch name
	say 'macOS: todoku-cli'
	for arch in arm64 amd64; do
		name=todoku-cli-$VERSION-macos-${arch/amd64/x64}
		GOOS=darwin GOARCH=$arch terminal "$work/$name/$name/todoku-cli"
		cp "$work/licences.txt" "$work/$name/$name/"
		"$work/release" pack "$OUT/$name.tar.gz" "$work/$name"
	done
	[[ $(uname) == Darwin ]] || { left_out 'macOS .app, .dmg' 'are made on a Mac' && return; }
	say 'macOS: Todoku.app, .dmg'
	for arch in arm64 amd64; do CGO_ENABLED=1 GOOS=darwin GOARCH=$arch window "$work/todoku-$arch"; done
	$files/macos/bundle.sh "$work" "$OUT/todoku-$VERSION-macos.dmg"
}

# ── for all ──────────────────────────────────────────────────────────────────

parts_list() {
	say 'list of parts (CycloneDX)'
	outside $cyclonedx mod -json -licenses -std -noserial -notimestamp -type application -output "$OUT/todoku-$VERSION.cdx.json" 2>/dev/null
	"$work/release" parts "$OUT/todoku-$VERSION.cdx.json"
}

# manifests are filled in where every package that they name has been made.
manifests() {
	local template to
	while read -r template; do
		to=$OUT/manifests/${template#"$files/manifests/"}
		fill "$template" "$to" 2>"$work/missing" || {
			rm -f "$to"
			left_out "manifest ${to##*/manifests/}" "$(sed -n 's/.*open [^ ]*release\/\([^ ]*\):.*/needs \1/p' "$work/missing")"
		}
	done < <(find $files/manifests -type f | sort)
}

[[ $# -gt 0 ]] || set -- linux windows macos
rm -rf "$OUT" "$work"
mkdir -p "$OUT" "$work"
say "Todoku $VERSION, ${commit:-no commit}, $date"
GOOS= GOARCH= CGO_ENABLED=0 go build -o "$work/release" ./packaging/release
"$work/release" licences "$work/licences.txt"
packaging/modules.sh >/dev/null
for part in "$@"; do "make_$part"; done
parts_list
manifests
"$work/release" sums "$OUT"
if [[ -n ${SIGN_GPG:-} ]]; then
	gpg --batch --yes --local-user "$SIGN_GPG" --armor --detach-sign --output "$OUT/SHA256SUMS.asc" "$OUT/SHA256SUMS"
else
	left_out 'SHA256SUMS.asc' 'needs SIGN_GPG'
fi
for one in "${left[@]}"; do say "left out: $one"; done
