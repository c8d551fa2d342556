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
for refresh in "update-desktop-database -q $prefix/share/applications" "gtk-update-icon-cache -q $prefix/share/icons/hicolor"; do
	command -v "${refresh%% *}" >/dev/null && ${refresh%% *} -q "${refresh##* }" 2>/dev/null || true
done
if [ -n "$remove" ]; then
	echo "removed from $prefix"
else
	echo "installed: $prefix/bin/todoku, $prefix/bin/todoku-cli"
fi
