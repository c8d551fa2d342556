#!/bin/bash
# Fuzzes every parser for FUZZTIME each; unless told, 10 s what reads a server's
# first words, logins and headers, and 1 s the rest. What breaks one is left
# below its testdata/fuzz.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly facing='^Fuzz(PopList|Reply|Timestamp|IMAPPreflight|Capabilities|Challenge|Received|Delivery)$'
readonly build=$PWD/build corpus=$(go env GOCACHE)/fuzz-todoku
export CGO_ENABLED=0

# overtime recognises the fuzzer's own end: now and then it reports that its
# time was up as a failure, without any input that failed.
overtime() {
	grep -q '^ *context deadline exceeded$' "$build/fuzz.log" && ! grep -q 'Failing input' "$build/fuzz.log"
}

mkdir -p "$build" "$corpus"
status=0
for dir in $(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do
	go test -c -fuzz . -o "$build/fuzz.test" "$dir"
	for target in $(cd "$dir" && "$build/fuzz.test" -test.list '^Fuzz'); do
		time=1s
		[[ $target =~ $facing ]] && time=10s
		time=${FUZZTIME:-$time}
		echo "$dir $target $time"
		(cd "$dir" && "$build/fuzz.test" -test.run '^$' -test.fuzz "^$target\$" -test.fuzztime "$time" \
			-test.fuzzcachedir "$corpus" >"$build/fuzz.log" 2>&1) || overtime || {
			cat "$build/fuzz.log"
			status=1
		}
	done
done
exit $status
