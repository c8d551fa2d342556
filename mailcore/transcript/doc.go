// Package transcript turns what two sides said into lines that may be kept and
// shown: decoded, with controls made visible and secrets withheld. A [Recorder]
// takes the bytes of a conversation; [Visible] and [Scrub] serve text that was
// not said on a connection.
//
// It knows no connection: that is package wire.
package transcript
