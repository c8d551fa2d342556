#!/bin/bash
# One check of the source at a time.
#
# usage: packaging/check.sh format | vet | staticcheck | race
set -euo pipefail
cd "$(dirname "$0")/.."

# Everything but main.go, which alone needs OpenGL: its C code would have to be
# compiled once more for the race detector.
no_window() { go list ./... | grep -v '^todoku$'; }

# with_opengl COMMAND... sees main.go with the OpenGL that it is built with.
with_opengl() { GOFLAGS="${GOFLAGS:-} '-modfile=$(packaging/opengl.sh)'" "$@"; }

# The tests that need more than Go: real servers, a real keyring, a display.
readonly tags=lab,keyring,window

case ${1:-} in
format)
	files=$(go tool gofumpt -l .)
	[[ -z $files ]] || {
		printf 'not formatted (go tool gofumpt -w FILE):\n%s\n' "$files"
		exit 1
	}
	;;
vet) with_opengl go vet -tags "$tags" ./... ;;
staticcheck) go tool staticcheck -tags "$tags" ./... ;;
race) no_window | xargs go test -race -timeout 25m ;;
*)
	sed -n '4s/^# //p' "$0" >&2
	exit 2
	;;
esac
