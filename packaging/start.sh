#!/bin/bash
# Builds and starts the window. Where there is no display, it says so and
# sends a test mail to the practice server instead.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} || $(uname) == Darwin ]]; then
	echo 'building the window; the first time takes a minute or two'
	packaging/build.sh
	exec build/todoku
fi
cat <<-'END'
	ディスプレイがないため、ウィンドウを開けません。代わりに、練習用サーバーへテストメールを送ります。
	There is no display for a window. Sending a test mail to the practice server instead.

END
CGO_ENABLED=0 go build -o build/todoku-cli ./cmd/todoku-cli
exec packaging/practice.sh
