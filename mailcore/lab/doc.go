// Package lab runs real mail servers for tests: Postfix, Dovecot and Cyrus
// SASL as Debian packages them, on loopback ports of their own, in a folder
// of their own, without touching the services or the settings of the system.
//
// [Start] brings a [Lab] up for a test and takes it down afterwards. The Lab
// says which ports there are ([Ports]), which accounts ([Accounts]), whom to
// trust (Roots, CAFile), and hands over mail as it arrived ([Lab.Arrived]).
// [Lab.NewAccount] and [Lab.Plant] fill mailboxes to look into, [Lab.Said] tells
// what Dovecot heard while somebody looked, [Lab.Release] lets late mail go.
//
// Everything but this page has the build tag lab: it needs Linux, root, and
// the packages postfix, dovecot-imapd, dovecot-pop3d, sasl2-bin and
// libsasl2-modules. `make lab` runs it.
//
// A file here is one part of such a server: its settings, its accounts, what it
// was told. It may start programs and write below the folder of the test; it
// leaves nothing behind, holds no real name, and judges nothing: that is for the
// tests. It is never part of the program.
package lab
