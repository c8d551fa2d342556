#!/bin/bash
# Writes the OpenGL that the window is built with, and prints the path of its
# overlay, for "go build -overlay" and what else compiles main.go.
set -euo pipefail
cd "$(dirname "$0")/.."

GOOS='' GOARCH='' GOFLAGS=-buildvcs=false CGO_ENABLED=0 go run ./packaging/trimgl build/gl
echo "$PWD/build/gl/overlay.json"
