#!/bin/bash
# Writes the modules that the window is built with, and prints the path of the
# go.mod that has them, for "go build -modfile" and what else compiles main.go.
set -euo pipefail
cd "$(dirname "$0")/.."

GOOS='' GOARCH='' GOFLAGS=-buildvcs=false CGO_ENABLED=0 go run ./packaging/modules build/modules
echo "$PWD/build/modules/go.mod"
