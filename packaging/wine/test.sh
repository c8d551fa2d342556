#!/bin/bash
# Runs the tests of every package that needs no C compiler as Windows programs
# under wine, and ends what of wine it has started.
#
# usage: packaging/wine/test.sh [FLAG or PACKAGE...]     of go test
set -euo pipefail
cd "$(dirname "$0")/../.."

# main.go needs a C compiler; packaging is for those who build on Linux.
packages() { GOOS=windows go list ./... | grep -vE '^todoku$|^todoku/(packaging|mailcore/lab|app/windowtest)(/|$)'; }

# mended writes Go's way of deleting a file as the wine of Debian 12 needs it,
# which says "not implemented" where Windows says "not supported"; without it
# no temporary folder can be removed.
mended() {
	local file=src/internal/syscall/windows/at_windows.go
	local original=$(go env GOROOT)/$file
	mkdir -p build/wine-go
	sed 's/case STATUS_INVALID_INFO_CLASS,/case NTStatus(0xC0000002), STATUS_INVALID_INFO_CLASS,/' "$original" >build/wine-go/at_windows.go
	! cmp -s "$original" build/wine-go/at_windows.go || echo 'wine/test.sh: Go deletes files in another way now; look whether wine can' >&2
	printf '{"Replace": {"%s": "%s"}}\n' "$original" "$PWD/build/wine-go/at_windows.go" >build/wine-go/overlay.json
	echo "$PWD/build/wine-go/overlay.json"
}

export TODOKU_WINE=${TODOKU_WINE:-$PWD/build/wine} TODOKU_UNDER_WINE=1
trap 'WINEPREFIX=$TODOKU_WINE wineserver -k 2>/dev/null || true' EXIT
[[ $* == *./* ]] || mapfile -t every < <(packages)
GOOS=windows CGO_ENABLED=0 go test -overlay "$(mended)" -exec "$PWD/packaging/wine/run.sh" -timeout 20m "$@" "${every[@]}"
