//go:build race

package steps

// maxHeap is larger with the race detector, under which sync.Pool, and with it
// every regular expression, throws away at random what it could use again.
const maxHeap = 256 << 20
