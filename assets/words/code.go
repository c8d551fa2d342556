package words

import "todoku/assets"

// Code is the nth code that the program gives to a server that has none.
func Code(n int) string { return assets.Text("server.code", "n", n) }
