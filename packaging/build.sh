#!/bin/bash
# Builds the window, build/todoku; with GOOS=windows build/todoku.exe, by
# Debian's mingw-w64.
#
# usage: [LDFLAGS=...] packaging/build.sh [FLAG...]     flags of go build
#
# It differs from "go build" in the modules of packaging/modules, which are
# looked at anew every time: that takes half a second, and follows go.mod.
set -euo pipefail
cd "$(dirname "$0")/.."

modfile=$(packaging/modules.sh)
program=build/todoku link=${LDFLAGS:-}
if [[ $(go env GOOS) == windows ]]; then
	export CGO_ENABLED=1 CC=${CC:-x86_64-w64-mingw32-gcc} CXX=${CXX:-x86_64-w64-mingw32-g++}
	program+=.exe link+=' -H=windowsgui'
fi
go build -modfile "$modfile" -o "$program" -ldflags="$link" "$@" .
