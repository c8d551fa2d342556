//go:build !windows

package main

// showMessage does nothing: the terminal has it already.
func showMessage(string, string) {}
