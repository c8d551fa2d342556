//go:build race

package app

// slowness is how much longer everything takes with the race detector.
const slowness = 5
