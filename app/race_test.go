//go:build race

package app

// thin is how many scenarios are left out for each that is pressed: under the
// race detector drawing is slow, and "make root" presses them all.
const thin = 6
