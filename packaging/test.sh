#!/bin/bash
# Sets this machine up and runs every test: the phases one after the other,
# each with its time; what failed is named again at the end. All output is
# kept in build/test.log; the last phase looks for passwords in it and in
# whatever else the tests have left behind.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly phases='format race build vet staticcheck values keyring lab window fuzz practice sweep'

# run_phase NAME runs one target of the Makefile and says how it went.
run_phase() {
	local verdict=ok began=$SECONDS
	printf '\n== %s\n' "$1"
	make --no-print-directory "$1" LEFT="$TMPDIR" </dev/null || verdict=FAILED
	printf '== %s: %s (%d s)\n' "$1" "$verdict" $((SECONDS - began))
	[[ $verdict == ok ]]
}

run_all() {
	local phase failed=()
	packaging/setup.sh build window keyring lab mailers schedule || return
	# The window's C code takes a while on one core; the other has work meanwhile.
	packaging/build.sh 2>/dev/null &
	for phase in $phases; do
		[[ $phase != build ]] || wait
		run_phase "$phase" || failed+=("$phase")
	done
	if ((${#failed[@]})); then
		printf '\nFAILED after %d s: %s\n' $SECONDS "${failed[*]}"
		return 1
	fi
	printf '\neverything passed in %d s\n' $SECONDS
}

rm -rf build/home-* build/test.log
mkdir -p build
# Temporary files go where the sweep looks; servers that become another user
# have to get there.
TMPDIR=$(mktemp -d)
chmod 755 "$TMPDIR"
trap 'rm -rf "$TMPDIR"' EXIT
export TMPDIR
run_all 2>&1 | tee build/test.log
