//go:build !windows

package widgets

var method inputMethod = noMethod{}
