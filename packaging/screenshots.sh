#!/bin/bash
# Draws docs/screenshots with the real window and its practice server, driven
# by keys and mouse on a display of its own. Look at the pictures afterwards.
#
# usage: packaging/screenshots.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${TODOKU_SHOTS:-} ]]; then
	TODOKU_SHOTS=$(realpath "${1:-docs/screenshots}") exec packaging/display.sh "$0"
fi

readonly binary=${TODOKU_BINARY:-$PWD/build/todoku} cli=${TODOKU_CLI:-$PWD/build/todoku-cli}
home=$(mktemp -d)
program='' window='' width='' height=''
trap 'stop; rm -rf "$home"' EXIT

# start THEME LANGUAGE WIDTH HEIGHT starts the program for somebody new.
start() {
	stop
	width=$3 height=$4
	rm -rf "$home" && mkdir -m 700 "$home"
	HOME=$home XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home TODOKU_HOME=$home/todoku \
		LANG=$2 LC_ALL='' LANGUAGE='' TZ=Asia/Tokyo FYNE_THEME=$1 FYNE_SCALE=1 "$binary" >"$home/log" 2>&1 &
	program=$!
	window=$(opened '')
	xdotool windowfocus --sync "$window"
	xdotool windowsize --sync "$window" "$width" "$height" || true
	drawn "$window"
	settle "$window"
}

stop() {
	[[ -z $program ]] || { kill "$program" && wait "$program" || true; } 2>/dev/null
	program=''
}

# opened OTHERS prints the window of the program that is not among OTHERS.
opened() {
	local id
	for ((i = 0; i < 100; i++)); do
		for id in $(xdotool search --onlyvisible --pid "$program" 2>/dev/null || true); do
			[[ " $1 " == *" $id "* ]] || {
				echo "$id"
				return
			}
		done
		sleep 0.1
	done
	echo 'screenshots: no window' >&2
	return 1
}

# drawn WINDOW waits until it shows more than one colour.
drawn() {
	for ((i = 0; i < 100; i++)); do
		[[ $(import -window "$1" -format '%[standard-deviation]' info:-) == 0 ]] || return 0
		sleep 0.1
	done
}

# settle WINDOW waits until it stops changing; a blinking cursor never does.
settle() {
	local before='' now=''
	for ((i = 0; i < 12; i++)); do
		now=$(import -window "$1" rgb:- | sha256sum)
		[[ $now != "$before" ]] || return 0
		before=$now
		sleep 0.2
	done
}

keys() { xdotool key --delay 40 "$@"; settle "$window"; }
click() { xdotool mousemove --window "$window" "$1" "$2" click 1; settle "$window"; }
aside() { xdotool mousemove --window "$window" "$((width / 2))" 12; settle "$window"; }

# shot NAME [WINDOW] keeps a picture of 255 colours.
shot() {
	aside
	import -window "${2:-$window}" png:- | convert png:- -strip +dither -colors 255 -define png:compression-level=9 "PNG8:$TODOKU_SHOTS/$1.png"
	echo "$1.png $(stat -c %s "$TODOKU_SHOTS/$1.png") bytes"
}

# wheel X Y BUTTON turns the mouse wheel as far as it goes: 4 up, 5 down.
wheel() {
	xdotool mousemove --window "$window" "$1" "$2" click --repeat 80 --delay 4 "$3"
	settle "$window"
}

# What the window has no key for is at its edges.
practise() { click 130 $((height - 24)); } # the button below the servers
to_report() { wheel $((width - 150)) $((height - 100)) "$1"; }
open_transcript() { # the button below the report
	to_report 5
	click $((width - 70)) $((height - 32))
	wheel $((width / 2)) $((height / 2)) 4
}

# fail_with SCENARIO chooses how the practice server fails: the box is the
# first thing below the heading of the test, and the arrow keys go down its list.
fail_with() {
	local row
	row=$("$cli" practice --list | awk -v name="$1" '$1 == name { print NR - 1 }')
	to_report 4
	click $((width - 200)) 118
	for ((i = 0; i < row; i++)); do xdotool key --delay 20 Down; done
	keys Return
	keys ctrl+r
}

mkdir -p "$TODOKU_SHOTS"

start light ja_JP.UTF-8 1180 760
shot welcome
keys ctrl+r
shot problems
practise && keys ctrl+r
shot success
open_transcript
shot transcript
keys Escape
fail_with wrong-name
shot failure
keys ctrl+comma
shot preferences
keys Escape
xdotool key ctrl+h
history=$(opened "$window")
drawn "$history"
settle "$history"
shot history "$history"

start dark ja_JP.UTF-8 1180 760
practise && keys ctrl+r
shot success-dark
fail_with wrong-name
shot failure-dark

start light en_US.UTF-8 1180 760
practise && keys ctrl+r
shot success-en
fail_with wrong-name
shot failure-en

start light ja_JP.UTF-8 1024 700
practise && fail_with password
shot failure-1024x700

start light ja_JP.UTF-8 800 460
practise && keys ctrl+r
shot success-800x460
