//go:build lab

// Command empty does nothing: what it takes is what starting any program takes.
package main

func main() {}
