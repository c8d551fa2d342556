#!/bin/bash
# Runs a command on a display and a session bus of its own.
#
# usage: packaging/display.sh COMMAND...
#
# The display takes a number that is free and leaves with the command.
set -euo pipefail

readonly screen=${SCREEN:-1400x1000x24}
number=$(mktemp) runtime=$(mktemp -d) # what services of the session leave goes with it
Xvfb -displayfd 3 -screen 0 "$screen" -nolisten tcp -noreset 3>"$number" 2>/dev/null &
readonly server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$number" "$runtime"' EXIT

for ((i = 0; i < 100; i++)); do
	[[ ! -s $number ]] || break
	kill -0 $server 2>/dev/null || break
	sleep 0.1
done
[[ -s $number ]] || {
	echo 'display.sh: Xvfb did not start' >&2
	exit 3
}

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XAUTHORITY
export DISPLAY=:$(<"$number") LIBGL_ALWAYS_SOFTWARE=1 TODOKU_OWN_DIALOGS=1 XDG_RUNTIME_DIR=$runtime
dbus-run-session -- "$@"
