// Package steps takes a test: a [Plan] lists its steps before anything is sent,
// [Tester.Run] takes them over the network and hands out a report, [Tester.Mend]
// tries what could mend a failure, and a [Batch] runs many tests at once.
//
// A file here is one protocol, or one thing that several steps do. It may talk
// to servers, each time through a connection of package wire, which bounds and
// records it; it notes facts and faults in the report and judges nothing. It
// asks package cause for nothing but what to try next. Only batch.go starts
// goroutines; a limit is a constant that says why. Words and files are for
// others.
package steps
