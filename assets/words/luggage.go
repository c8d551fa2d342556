package words

import (
	"strings"

	"todoku/assets"
)

// Luggage names the pieces (store.Piece) that came along in a bundle, in the
// sentence under key; "" where there are none.
func Luggage[P ~string](key string, pieces []P) string {
	if len(pieces) == 0 {
		return ""
	}
	names := make([]string, len(pieces))
	for i, p := range pieces {
		names[i] = assets.Text("bundle.piece." + string(p))
	}
	return assets.Text(key, "pieces", strings.Join(names, assets.Text("list.separator")))
}
