// Package steps takes a test: a [Plan] lists its steps before anything is sent,
// [Tester.Run] takes them over the network and hands out a report, [Tester.Mend]
// tries what could mend a failure, and a [Batch] runs many tests at once.
//
// A file here is one protocol, or one thing that several steps do. It may talk
// to servers, and asks package cause for nothing but what to try next; words
// and files are for others.
package steps
