#!/bin/bash
# Tests against real Postfix and Dovecot. They are compiled as whoever calls
# this and run as root, which mail servers need. Before them the real mail
# libraries of products are run, as whoever calls this.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
go test -c -tags lab -o build/lab.test ./mailcore/lab
go test -tags lab -count 1 -parallel 6 ./mailcore/lab/mailers # libraries wait for timeouts more than they work
cd mailcore/lab
if [[ $EUID -eq 0 ]]; then
	exec ../../build/lab.test -test.timeout 8m "$@"
fi
echo 'lab: mail servers are started as root; sudo may ask for your password'
exec sudo env PATH="$PATH:/usr/sbin:/sbin" ../../build/lab.test -test.timeout 8m "$@"
