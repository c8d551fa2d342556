// Package mailers runs the mail libraries of real products against servers
// that are good or bad in known ways, and notes what they do.
//
// A [Case] is a [Server] and the [Settings] that a person made in the product.
// [Observe] has one of [Libraries] send one mail with them and returns what
// the server has [Seen]. [Matrix] is the list of all cases, and docs/mailers.md
// what has come out of it.
//
// The drivers are short programs in the language of the library, one for each
// way in which a product uses it: they say in the library's own words what the
// product would say, and nothing else.
//
// Everything but this page has the build tag lab: it needs Linux
// and the packages of the group mailers in packaging/setup.sh, but no root.
// `make lab` runs it.
//
// A file here is a table (cases, libraries, differences), or what runs it. What a
// library does is observed, and written down only after it was read in its source
// too; no file here is part of the program, and none reaches beyond loopback.
package mailers
