#!/bin/bash
# Times todoku-cli beside curl, swaks and an empty program on the lab's Postfix
# and Dovecot (mailcore/lab/bench/rows.go), and then the window beside a bare one
# (packaging/bench-window.sh). It judges nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

go build -tags lab -o build/bench ./mailcore/lab/bench
CGO_ENABLED=0 go build -tags lab -o build/empty ./mailcore/lab/bench/empty
root=''
[[ $EUID -eq 0 ]] || root='sudo env'
$root ${root:+PATH="$PATH:/usr/sbin:/sbin"} build/bench -cli "$PWD/build/todoku-cli" -empty "$PWD/build/empty" "$@"
packaging/display.sh packaging/bench-window.sh
