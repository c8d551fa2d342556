//go:build race

package store

// workFactor is small under the race detector, which makes scrypt slow beyond
// use. No release is built with it.
const workFactor = 10
