//go:build !darwin

package main

// takeOpened does nothing: what a file is opened with is an argument here.
func takeOpened(func(files []string)) {}
