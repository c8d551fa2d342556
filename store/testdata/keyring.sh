#!/bin/bash
# Tests the keyring of package store against real ones, each in a home, a
# runtime folder and a session bus of its own that are thrown away.
#
# usage: store/testdata/keyring.sh MODE
#   unlocked    gnome-keyring as on a desktop where somebody is logged in
#   locked      its login keyring exists, but nobody has unlocked it
#   fresh       gnome-keyring runs and has no keyring
#   absent      there is a bus and no service on it; then no bus either
#   unanswered  a service whose question nobody answers
#   all         one after the other
#
# Debian packages: gnome-keyring libsecret-tools dbus
set -euo pipefail

readonly modes='unlocked locked fresh absent unanswered'
readonly mode=${1:-}
readonly package=$(cd "$(dirname "$0")/.." && pwd)

need() {
	command -v "$1" >/dev/null || {
		echo "keyring.sh: $1 is missing; install it with: apt-get install $2" >&2
		exit 3
	}
}

# new_home gives this script, and so all that it starts, an empty home.
new_home() {
	home=$(mktemp -d "$work/XXXXXX")
	export HOME=$home XDG_RUNTIME_DIR=$home/run XDG_DATA_HOME=$home/data
	export XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache
	mkdir -m 700 "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
	mkdir -m 700 "$XDG_DATA_HOME/keyrings"
}

# session MODE DAEMON [OPTION...] runs the test on a bus of its own, after the
# shell command DAEMON. The daemon leaves with its bus.
session() {
	local test=$1 daemon=$2
	shift 2
	# shellcheck disable=SC2016
	STORE_TEST_KEYRING=$test dbus-run-session "$@" -- bash -c \
		'eval "$1" >/dev/null 2>&1; exec "$2" -test.run "^TestRealKeyring$" -test.v -test.timeout 120s' \
		keyring "$daemon" "$work/store.test"
}

# bare_bus writes the configuration of a bus that starts no services.
bare_bus() {
	cat >"$work/bus.conf" <<-END
		<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
		 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
		<busconfig>
		  <type>session</type>
		  <listen>unix:dir=$work</listen>
		  <policy context="default">
		    <allow send_destination="*"/>
		    <allow receive_sender="*"/>
		    <allow own="*"/>
		  </policy>
		</busconfig>
	END
}

readonly unlock='printf %s login-password | gnome-keyring-daemon --unlock --components=secrets'
readonly start='gnome-keyring-daemon --start --components=secrets'

run_unlocked() { session unlocked "$unlock"; }
run_locked() {
	session unlocked "$unlock" >/dev/null # makes the keyring
	session locked "$start"
}
run_fresh() { session fresh "$start"; }
run_absent() {
	session absent : --config-file="$work/bus.conf"
	session nobus 'export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent' --config-file="$work/bus.conf"
}
run_unanswered() { session unanswered : --config-file="$work/bus.conf"; }

case " $modes all " in
*" ${mode:-none} "*) ;;
*)
	sed -n '2,14s/^# \{0,1\}//p' "$0" >&2
	exit 2
	;;
esac
need dbus-run-session dbus
need gnome-keyring-daemon gnome-keyring
need secret-tool libsecret-tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$package" && go test -c -tags keyring -o "$work/store.test" .)
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL
bare_bus
for m in $([[ $mode == all ]] && echo "$modes" || echo "$mode"); do
	echo "== $m"
	new_home
	"run_$m"
done
