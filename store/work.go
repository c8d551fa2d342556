//go:build !race

package store

// workFactor is log2 of scrypt's N for a new vault: 128 MiB, less than a second
// (OWASP Password Storage Cheat Sheet).
const workFactor = 17
