# The flags of "go build" for what is handed out, for other scripts to read.
#
# Emoji in the window are the system's: those of the toolkit are 4 MB. Its name
# and icon come from no file at the side. Nothing is inlined but what draws and
# what runs all the time: that is 1.6 MB of program, and no start is slower.
# shellcheck disable=SC2034
readonly released=(
	-trimpath -tags no_emoji,no_metadata -modfile build/modules/go.mod -overlay build/modules/overlay.json
	-gcflags all=-l
	-gcflags runtime= -gcflags 'internal/...=' -gcflags 'sync/...=' -gcflags 'math/...=' -gcflags bytes= -gcflags unicode/utf8= -gcflags encoding/binary=
	-gcflags 'image/...=' -gcflags 'golang.org/x/image/...=' -gcflags 'github.com/go-text/...='
)
