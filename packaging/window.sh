#!/bin/bash
# Tests the real window, as main.go builds it, on a display of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
packaging/build.sh
TODOKU_BINARY=$PWD/build/todoku exec packaging/display.sh go test -count=1 -tags window -timeout 10m "$@" ./app/windowtest
