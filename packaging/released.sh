# The flags of "go build" for what is handed out, for other scripts to read.
#
# Emoji in the window are the system's: those of the toolkit are 4 MB. Its name
# and icon come from no file at the side. Inlining our own functions makes no test
# faster, and 1 MB of program.
# shellcheck disable=SC2034
readonly released=(-trimpath -tags no_emoji,no_metadata -modfile build/modules/go.mod -overlay build/modules/overlay.json -gcflags 'todoku/...=-l')
