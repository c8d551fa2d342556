//go:build !race

package app

const slowness = 1
