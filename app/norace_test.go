//go:build !race

package app

// thin is how many scenarios are left out for each that is pressed.
const thin = 0
