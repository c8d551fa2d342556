package assets

import _ "embed"

// Icon is the program's icon, a PNG of 1024 by 1024 pixels made from icon.svg:
// rsvg-convert -w 1024 -h 1024 icon.svg -o icon.png
//
//go:embed icon.png
var Icon []byte
