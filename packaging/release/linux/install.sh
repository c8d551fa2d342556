#!/bin/sh
# Installs Todoku from this folder, by default for the person who calls it.
#
# usage: ./install.sh [PREFIX]      ~/.local, or for everybody: sudo ./install.sh /usr/local
#        ./install.sh --remove [PREFIX]
#
# Settings and passwords are never touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
remove=
if [ "${1:-}" = --remove ]; then
	remove=1
	shift
fi
prefix=${1:-$HOME/.local}

(cd "$here/usr" && find . -type f) | while read -r file; do
	to=$prefix/${file#./}
	if [ -n "$remove" ]; then
		rm -f "$to"
		continue
	fi
	mkdir -p "$(dirname "$to")"
	cp -p "$here/usr/$file" "$to.new"
	mv "$to.new" "$to"
done

# refresh FOLDER PROGRAM has a desktop's index of FOLDER written again.
refresh() {
	[ -d "$1" ] && command -v "$2" >/dev/null && "$2" "$1" >/dev/null 2>&1 || true
}
refresh "$prefix/share/applications" update-desktop-database
refresh "$prefix/share/icons/hicolor" gtk-update-icon-cache
refresh "$prefix/share/mime" update-mime-database

# Where nothing of anybody is left, the indexes go too.
if [ -n "$remove" ]; then
	ls "$prefix"/share/applications/*.desktop >/dev/null 2>&1 || rm -f "$prefix/share/applications/mimeinfo.cache"
	ls "$prefix"/share/mime/packages/*.xml >/dev/null 2>&1 || for index in XMLnamespaces aliases generic-icons globs globs2 icons magic mime.cache subclasses treemagic types version; do
		rm -f "$prefix/share/mime/$index"
	done
	[ "$(find "$prefix/share/icons/hicolor" -type f 2>/dev/null)" != "$prefix/share/icons/hicolor/icon-theme.cache" ] || rm "$prefix/share/icons/hicolor/icon-theme.cache"
fi
if [ -n "$remove" ]; then
	echo "removed from $prefix"
else
	echo "installed: $prefix/bin/todoku, $prefix/bin/todoku-cli"
fi
