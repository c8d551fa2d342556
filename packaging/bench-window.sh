#!/bin/bash
# Measures the window as it is released against a bare one of the same toolkit,
# packaging/testdata/bare, in turn: what starting it costs, the memory that is its own,
# and what it costs to stand still with a cursor in a field.
#
# usage: packaging/bench-window.sh      on a display, as packaging/display.sh has
#
# CPU is user and system time of the whole process, of which drawing without a
# graphics card is a part. The time until the first picture includes looking for
# it, some 50 ms.
set -euo pipefail
cd "$(dirname "$0")/.."

source packaging/released.sh
readonly rounds=${ROUNDS:-5} hz=$(getconf CLK_TCK)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
	LDFLAGS='-s -w' packaging/build.sh "${released[@]}"
	mv build/todoku "$work/todoku"
	# The other one has the toolkit as it is, but not two minutes of OpenGL.
	cp build/modules/go.{mod,sum} "$work/"
	sed -i '/^replace .*go-gl/!{/^replace/d}; s|=> ./|=> '"$PWD/"'|' "$work/go.mod"
	go build -modfile "$work/go.mod" -ldflags='-s -w' -o "$work/bare" ./packaging/testdata/bare
}

# of PROCESS: its window, once there is one.
of() { xdotool search --sync --onlyvisible --pid "$1" 2>/dev/null | tail -1; }

# drawn WINDOW waits until it shows something.
drawn() {
	local spread
	for ((i = 0; i < 400; i++)); do
		spread=$(import -window "$1" -crop 200x200+0+0 -format '%[standard-deviation]' info:- 2>/dev/null || echo 0)
		[[ $spread == 0 ]] || return 0
		sleep 0.005
	done
	echo 'bench-window: the window stays empty' >&2
	return 1
}

milliseconds() { awk -v hz="$hz" '{ print ($14 + $15) * 1000 / hz }' "/proc/$1/stat"; }

# round PROGRAM adds what one start costs to the lists of PROGRAM.
round() {
	local program=$1 began process window before
	began=$(date +%s%N)
	HOME=$work/home TODOKU_HOME=$work/home/todoku LANG=ja_JP.UTF-8 "$work/$program" 2>/dev/null &
	process=$!
	window=$(of $process)
	drawn "$window"
	echo $((($(date +%s%N) - began) / 1000000)) >>"$work/$program.first"
	sleep 3 # what belongs to the start
	milliseconds $process >>"$work/$program.start"
	awk '/^Private_Dirty/ { print int($2 / 1024) }' /proc/$process/smaps_rollup >>"$work/$program.memory"
	xdotool mousemove --window "$window" 590 290 click 1 # the field that the program starts with
	sleep 1
	before=$(milliseconds $process)
	sleep 5
	awk -v before="$before" -v now="$(milliseconds $process)" 'BEGIN { print (now - before) / 50 }' >>"$work/$program.idle"
	kill $process
	wait $process 2>/dev/null || true
}

middle() { sort -n "$work/$1" | sed -n "$(((rounds + 1) / 2))p"; }
least() { sort -n "$work/$1" | head -1; }

row() { # KEY NAME UNIT
	awk -v name="$2" -v unit="$3" -v ours="$(middle "todoku.$1")" -v bare="$(middle "bare.$1")" -v o="$(least "todoku.$1")" -v b="$(least "bare.$1")" \
		'BEGIN { printf "%-26s %8s %8s %8s %8s  %-5s  %.2f\n", name, ours, o, bare, b, unit, ours / (bare ? bare : 1) }'
}

build
mkdir -p "$work/home"
for ((r = 0; r < rounds; r++)); do round todoku && round bare; done
printf '\nthe window as released, %s, and a bare one of the toolkit, %d times in turn\n\n' "$(xdpyinfo | awk '/dimensions/ { print "on a display of", $2 }')" "$rounds"
printf '%-26s %8s %8s %8s %8s  %-5s  %s\n' '' todoku least bare least unit ratio
row first 'start to first picture' ms
row start 'CPU of the start' ms
row memory 'memory of its own' MB
row idle 'CPU at rest, in a field' '%'
printf '\nthe program is %s bytes\n' "$(stat -c %s "$work/todoku")"
