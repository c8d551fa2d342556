#!/bin/bash
# Runs the tests of every package that needs no C compiler as Windows programs
# under wine, and ends what of wine it has started.
#
# usage: packaging/wine/test.sh [FLAG or PACKAGE...]     of go test
set -euo pipefail
cd "$(dirname "$0")/../.."

# main.go needs a C compiler; packaging is for those who build on Linux.
packages() { GOOS=windows go list ./... | grep -vE '^todoku$|^todoku/(packaging|mailcore/lab|app/windowtest)(/|$)'; }

export TODOKU_WINE=${TODOKU_WINE:-$PWD/build/wine} TODOKU_UNDER_WINE=1
trap 'WINEPREFIX=$TODOKU_WINE wineserver -k 2>/dev/null || true' EXIT
[[ $* == *./* ]] || mapfile -t every < <(packages)
GOOS=windows CGO_ENABLED=0 go test -exec "$PWD/packaging/wine/run.sh" -timeout 20m "$@" "${every[@]}"
