#!/bin/bash
# Sends a test mail to the practice server, in the terminal. Without sudo,
# display, C compiler or network.
set -euo pipefail
cd "$(dirname "$0")/.."

export TODOKU_HOME=${TODOKU_HOME:-$PWD/build/home-practice}
exec build/todoku-cli practice --run "$@"
