#!/bin/bash
# Fuzzes every parser for FUZZTIME each (4s unless told).
set -euo pipefail
cd "$(dirname "$0")/.."

readonly time=${FUZZTIME:-4s}
status=0
while read -r dir; do
	for target in $(CGO_ENABLED=0 go test -list '^Fuzz' "$dir" | grep '^Fuzz' || true); do
		echo "$dir $target"
		CGO_ENABLED=0 go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$dir" >build/fuzz.log 2>&1 || {
			cat build/fuzz.log
			status=1
		}
	done
done < <(mkdir -p build && grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u)
exit $status
