#!/bin/bash
# Runs a Windows program under wine, with a prefix of its own in build/wine;
# TODOKU_WINE names another. "go test -exec" runs tests by it.
#
# usage: packaging/wine/run.sh PROGRAM.exe [ARGUMENT...]
#
# Z:\ is the root of this machine. A window needs a DISPLAY; on one without GLX
# ("Xvfb -extension GLX") wine has no OpenGL, and the program draws by its own,
# which wine takes only when it is told that others than its own will do.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

export WINEPREFIX=${TODOKU_WINE:-${here%/packaging/wine}/build/wine} WINEDEBUG=${WINEDEBUG:--all}
export WINEDLLOVERRIDES="opengl32=n,b;mscoree=;mshtml=;winemenubuilder.exe=${WINEDLLOVERRIDES:+;$WINEDLLOVERRIDES}"

prepare() {
	local system=$WINEPREFIX/drive_c/windows/system32
	[[ ! -e $system/bcryptprimitives.dll ]] || return 0
	mkdir -p "$WINEPREFIX"
	wineboot -i >/dev/null 2>&1
	wineserver -w
	[[ -e $system/bcryptprimitives.dll ]] ||
		x86_64-w64-mingw32-gcc -shared -Os -s -o "$system/bcryptprimitives.dll" "$here/bcryptprimitives.c" -ladvapi32
}

# Tests run several at a time, and one prefix is made once.
mkdir -p "$(dirname "$WINEPREFIX")"
(
	flock 9
	prepare
) 9>"$WINEPREFIX.lock"
exec wine "$@"
