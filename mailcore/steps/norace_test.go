//go:build !race

package steps

// maxHeap is what a test may use beyond what the program uses anyway.
const maxHeap = 64 << 20
