package mailcore

// A Product is a program into whose settings screen a server will be typed
// (使う製品). The values are written to files and given on the command line;
// package products knows what each is.
type Product string
