#!/bin/bash
# Times todoku-cli beside curl, swaks and an empty program on the lab's Postfix
# and Dovecot (mailcore/lab/bench/rows.go), and then the window: start, memory,
# idle CPU. It judges nothing.
#
# The start is from the call of the program to the first look at a window
# that is not of one colour; a look takes some 50 ms, and so that much of the
# time can be the looking. The display is Xvfb, which draws by CPU.
set -euo pipefail
cd "$(dirname "$0")/.."

terminal() {
	go build -tags lab -o build/bench ./mailcore/lab/bench
	CGO_ENABLED=0 go build -tags lab -o build/empty ./mailcore/lab/bench/empty
	local root=''
	[[ $EUID -eq 0 ]] || root='sudo env'
	$root ${root:+PATH="$PATH:/usr/sbin:/sbin"} build/bench -cli "$PWD/build/todoku-cli" -empty "$PWD/build/empty" "$@"
}

# drawn PROGRAM waits until its window shows something.
drawn() {
	local window='' spread
	for ((i = 0; i < 400; i++)); do
		[[ -n $window ]] || window=$(xdotool search --onlyvisible --pid "$1" 2>/dev/null | tail -1 || true)
		[[ -z $window ]] || {
			spread=$(import -window "$window" -crop 200x200+0+0 -format '%[standard-deviation]' info:- 2>/dev/null || echo 0)
			[[ $spread == 0 ]] || return 0
		}
		sleep 0.005
	done
	echo 'bench: the window stays empty' >&2
	return 1
}

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# window prints the milliseconds of five starts, and what the last one costs.
window() {
	local home program began starts=() before
	home=$(mktemp -d)
	for round in 1 2 3 4 5; do
		began=$(date +%s%N)
		HOME=$home TODOKU_HOME=$home/todoku LANG=ja_JP.UTF-8 "${TODOKU_BINARY:-build/todoku}" 2>/dev/null &
		program=$!
		drawn $program
		starts+=($((($(date +%s%N) - began) / 1000000)))
		[[ $round == 5 ]] || { kill $program; wait $program || true; } 2>/dev/null
	done
	printf '\nthe window, %s\n\n' "$(xdpyinfo | awk '/dimensions/ { print "on a display of", $2 }')"
	printf 'start to first picture   %s ms (median of: %s)\n' "$(printf '%s\n' "${starts[@]}" | sort -n | sed -n 3p)" "${starts[*]}"
	sleep 3 # what belongs to the start
	printf 'resident memory          %s MB\n' "$(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$program/status")"
	before=$(ticks $program)
	sleep 10
	printf 'idle CPU                 %s %% of a core\n' "$(awk -v t=$(($(ticks $program) - before)) -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f", t / hz / 10 * 100 }')"
	kill $program
	wait $program 2>/dev/null || true
	rm -rf "$home"
}

if [[ ${1:-} == window ]]; then
	window
	exit
fi
terminal "$@"
packaging/display.sh "$0" window
