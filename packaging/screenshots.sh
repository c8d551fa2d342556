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

readonly binary=${TODOKU_BINARY:-$PWD/build/todoku} cli=${TODOKU_CLI:-$PWD/build/todoku-cli} office=${TODOKU_OFFICE:-$PWD/build/office}
work=$(mktemp -d) home=''
program='' window='' width='' height=''
practice=()
trap 'stop; kill "${practice[@]}" 2>/dev/null; rm -rf "$work"' EXIT

# start THEME LANGUAGE WIDTH HEIGHT [SETTINGS] starts the program, without
# SETTINGS for somebody new.
start() {
	stop
	width=$3 height=$4
	home=$(mktemp -d -p "$work")
	[[ -z ${5:-} ]] || { mkdir -m 700 "$home/todoku" && cp "$5" "$home/todoku/settings.toml"; }
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
	for ((i = 0; i < 5; i++)); do
		now=$(import -window "$1" rgb:- | sha256sum)
		[[ $now != "$before" ]] || return 0
		before=$now
		sleep 0.2
	done
}

keys() { xdotool key --delay 40 "$@"; settle "$window"; }
click() { xdotool mousemove --window "$window" "$1" "$2" click 1; settle "$window"; }
aside() { xdotool mousemove --window "$window" "$((width / 2))" 12; settle "$window"; }

# another KEYS presses keys that open a window of their own, and prints it.
another() {
	local window2
	xdotool key --delay 40 "$@"
	window2=$(opened "$window")
	drawn "$window2"
	settle "$window2"
	echo "$window2"
}

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
practise() { keys Tab Tab Tab Tab Return; } # the button of the start card
by_hand() { keys Tab Tab Return; }          # to the products of the start card
to_report() { wheel $((width - 150)) $((height - 100)) "$1"; }
open_transcript() { # the button below the report of a test that passed
	to_report 5
	click $((width - 97)) 658
	wheel $((width / 2)) $((height / 2)) 4
}

# fail_with SCENARIO chooses how the practice server fails: the box is the
# first thing of the test, and the arrow keys go down its list.
fail_with() {
	local row
	row=$("$cli" practice --list | awk -v name="$1" '$1 == name { print NR - 1 }')
	to_report 4
	click $((width - 200)) 118
	for ((i = 0; i < row; i++)); do xdotool key --delay 20 Down; done
	keys Return
	keys ctrl+r
}

# tool X Y presses a button below the explanation of a failure.
tool() {
	to_report 4
	xdotool mousemove --window "$window" $((width - 150)) $((height - 100)) click --repeat 5 --delay 4 5
	settle "$window"
	click "$1" "$2"
	sleep 5 # for what it tries
}

# as_product PLACE shows the settings as the product at that place of the list does.
as_product() {
	click $((width - 510)) 134
	for ((i = 0; i <= $1; i++)); do xdotool key --delay 20 Down; done
	keys Return
}

# practice_at SCENARIO runs a practice server of its own, and prints its
# address and its certificate authority.
practice_at() {
	local out
	out=$(mktemp -p "$work")
	"$cli" practice --scenario "$1" >"$out" 2>&1 &
	practice+=($!)
	for ((i = 0; i < 100; i++)); do
		! grep -q '^CA' "$out" || break
		sleep 0.1
	done
	address=$(awk '$1 == "SMTP" { print $2 }' "$out") authority=$(awk '$1 == "CA" { print $2 }' "$out")
}

mkdir -p "$TODOKU_SHOTS"
"$office" >"$work/office.toml"

start light ja_JP.UTF-8 1180 760
shot welcome
by_hand
shot start-product
keys End Return
keys ctrl+r
shot problems

start light ja_JP.UTF-8 1180 760
practise && keys ctrl+r
shot success
open_transcript
shot transcript
keys Escape
fail_with greylist
fail_with password
fail_with wrong-name
shot failure
keys ctrl+comma
shot preferences
keys Escape
history=$(another ctrl+h)
shot history "$history"
xdotool mousemove --window "$history" 480 550 click --repeat 80 --delay 4 5
settle "$history"
shot history-compare "$history"

start light ja_JP.UTF-8 1180 760
practise && fail_with no-starttls
tool 890 663
keys Return # agree to the list
sleep 5   # for what it tries
shot mend
keys Escape
tool 1073 663
shot ports
keys Escape
keys ctrl+u
shot inquiry

start light ja_JP.UTF-8 1180 760
practise && fail_with rewritten
click 830 292 # 往復
keys ctrl+r
sleep 5
tool 873 490
details=$(opened "$window")
drawn "$details"
shot details "$details"
xdotool mousemove --window "$details" 500 400 click --repeat 22 --delay 4 5
shot details-path "$details"

start light ja_JP.UTF-8 1180 760
xdotool type --delay 30 taro@gmail.com
keys Return
keys End Return
shot setup

start light ja_JP.UTF-8 1180 760
keys ctrl+i
for line in MAIL_HOST=smtp.example.jp MAIL_PORT=465 MAIL_ENCRYPTION=ssl MAIL_USERNAME=info@example.jp MAIL_FROM_ADDRESS=info@example.jp; do
	xdotool type --delay 30 "$line"
	xdotool key --delay 40 Return
done
click 958 562
shot import

start light ja_JP.UTF-8 1180 760 "$work/office.toml"
place=0
for product in cybozu mail-share zaionnex vtiger garoon; do
	as_product $((++place))
	shot "product-$product"
done
as_product 0
keys ctrl+l
shot servers
click 600 611 # the one of Microsoft
shot notice
keys ctrl+l
click 600 322 # the first one that is no fixed one
click 105 15 # テスト
click 105 303 # 見張り
click 537 228 # some of the servers
shot watch
keys Escape
shot sheet "$(another ctrl+p)"

servers=() authorities=()
for scenario in ok expired no-starttls; do
	practice_at "$scenario"
	servers+=("$address") authorities+=(-ca "$authority")
done
"$office" "${authorities[@]}" "${servers[@]}" >"$work/lab.toml"
start light ja_JP.UTF-8 1180 760 "$work/lab.toml"
keys ctrl+l
click 193 79 # すべてテスト
batch=$(opened "$window")
drawn "$batch"
for place in '125 76' '856 21'; do # 接続だけ, すべて実行
	xdotool mousemove --window "$batch" $place click 1
	sleep 0.3
done
sleep 5
xdotool mousemove --window "$batch" 80 230 click 1 # one that failed
settle "$batch"
shot batch "$batch"

start dark ja_JP.UTF-8 1180 760
practise && keys ctrl+r
shot success-dark
fail_with wrong-name
shot failure-dark

start dark ja_JP.UTF-8 1180 760 "$work/office.toml"
keys ctrl+l
shot servers-dark

start light en_US.UTF-8 1180 760
practise && keys ctrl+r
shot success-en
fail_with wrong-name
shot failure-en
tool 854 741
details=$(opened "$window")
drawn "$details"
shot details-en "$details"

start light en_US.UTF-8 1180 760 "$work/office.toml"
as_product 5
shot product-garoon-en
keys ctrl+l
shot servers-en

start light ja_JP.UTF-8 1024 700
practise && fail_with password
shot failure-1024x700

start light ja_JP.UTF-8 800 460
practise && keys ctrl+r
shot success-800x460
