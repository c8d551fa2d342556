#!/bin/sh
# Makes the three faces in assets/fonts from Debian's fonts-noto-cjk, and their
# licence text from the same package. Running it twice gives the same bytes.
#
#   apt-get install fonts-noto-cjk fonttools python3-cffsubr
#   packaging/fonts/subset.sh [FOLDER]     FOLDER instead of assets/fonts
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../../assets/fonts}
noto=/usr/share/fonts/opentype/noto
copyright=/usr/share/doc/fonts-noto-cjk/copyright
export SOURCE_DATE_EPOCH=1640995200 PYTHONHASHSEED=0 LC_ALL=C.UTF-8 # 2022-01-01, the release of Debian's package

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# face SOURCE INDEX NAME makes one static face of the characters in
# $work/codepoints; a whole collection crashes Fyne.
# No layout features: nothing here is set vertically, and they double the size.
# --name-IDs keeps the licence and copyright strings inside the file.
# What outlines have in common is looked for anew in what is left.
face() {
	/usr/bin/python3 -m fontTools.subset "$1" --font-number="$2" --output-file="$out/$3" \
		--unicodes-file="$work/codepoints" --layout-features='' --no-hinting --name-IDs='*' --notdef-outline \
		--no-recalc-timestamp --drop-tables+=GSUB,GPOS,GDEF,BASE,vhea,vmtx,DSIG,VORG
	/usr/bin/python3 -m cffsubr --inplace "$out/$3"
}

codepoints() { /usr/bin/python3 "$here/codepoints.py" "$@"; }

# licence: the OFL's text out of Debian's copyright file, under Adobe's notice.
licence() {
	echo "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'."
	echo "Noto is a trademark of Google LLC. These files are subsets of Noto Sans CJK JP and Noto Sans Mono CJK JP."
	echo
	awk '/^$/ { on = 0 } on { sub(/^ /, ""); sub(/^\.$/, ""); print } /^License: SIL-1.1/ { on = 1 }' "$copyright"
}

mkdir -p "$out"
codepoints >"$work/codepoints"
face "$noto/NotoSansCJK-Regular.ttc" 0 NotoSansCJKjp-Regular.otf
codepoints --check "$out/NotoSansCJKjp-Regular.otf" "$noto/NotoSansCJK-Regular.ttc" 0

# In bold what is rare is drawn by the regular face, which stands behind it.
codepoints --common >"$work/codepoints"
codepoints --plain "$work/bold.otf" "$noto/NotoSansCJK-Bold.ttc" 0
face "$work/bold.otf" 0 NotoSansCJKjp-Bold.otf

# Of fixed width only what is drawn in another way than in the regular face.
codepoints --own "$noto/NotoSansCJK-Regular.ttc" 5 0 >"$work/codepoints"
face "$noto/NotoSansCJK-Regular.ttc" 5 NotoSansMonoCJKjp-Regular.otf
licence >"$out/OFL.txt"
ls -l "$out"
