#!/bin/bash
# One check of the source at a time.
#
# usage: packaging/check.sh format | vet | staticcheck | race
set -euo pipefail
cd "$(dirname "$0")/.."

# Everything but main.go, which alone needs OpenGL: its C code would have to be
# compiled once more for the race detector.
no_window() { go list ./... | grep -v '^todoku$'; }

# as_built COMMAND... sees the modules that the window is built with.
as_built() { GOFLAGS="${GOFLAGS:-} '-modfile=$(packaging/modules.sh)'" "$@"; }

# in_groups FOLDER races the tests of a package a few at a time, each time in a
# program of its own: in tests the toolkit keeps all that it drew, and to look
# through that takes longer than the tests.
in_groups() {
	mkdir -p build
	as_built go test -race -c -o "build/$1.race" "./$1"
	cd "$1"
	"../build/$1.race" -test.list '^Test' | xargs -n 12 | tr ' ' '|' |
		xargs -P 2 -I{} "../build/$1.race" -test.timeout 20m -test.run '^({})$'
}

# The tests that need more than Go: real servers, a real keyring, a display.
readonly tags=lab,keyring,window

case ${1:-} in
format)
	files=$(find . -path ./build -prune -o -name "*.go" -print0 | xargs -0 go tool gofumpt -l)
	[[ -z $files ]] || {
		printf 'not formatted (go tool gofumpt -w FILE):\n%s\n' "$files"
		exit 1
	}
	;;
vet) as_built go vet -tags "$tags" ./... ;;
staticcheck) go tool staticcheck -tags "$tags" ./... ;;
race)
	# What draws is tested with the modules of the window, which read the faces
	# once for all tests; one of the others offers methods on a bus. "make values"
	# has what only reads sources.
	no_window | grep -v '^todoku/\(app\|forms\|packaging/house\|packaging/pages\)' | xargs go test -race -timeout 10m
	as_built go test -race -timeout 10m ./forms/...
	in_groups app
	;;
*)
	sed -n '4s/^# //p' "$0" >&2
	exit 2
	;;
esac
