//go:build lab

package main

import (
	"context"
	"time"

	"todoku/mailcore/lab"
)

// A row is a pair: todoku-cli, and what it is measured by.
type row struct {
	name   string
	rounds int
	ours   func(*ground) runner
	peer   func(*ground) runner
	wall   float64 // the most that we aim at, as a share of the peer's; 0 means nothing
	cpu    float64
}

// rows lists what is measured. The servers are reached by STARTTLS, and everybody
// logs in by PLAIN with an initial response after a verified handshake.
var rows = []row{
	{"version / an empty Go program", 40, version, empty, 0, 2.5},
	{"one mail / curl", 40, sends("submission"), curlSends, 0.85, 1.10},
	{"one mail / swaks", 10, sends("submission"), swaksSends, 0.5, 0},
	{"one mail, 50 ms, no PIPELINING / least time", 7, distant("stepwise"), least(stepwise), 1.08, 0},
	{"one mail, 50 ms, PIPELINING / least stepwise", 7, distant("submission"), least(stepwise), 0.90, 0},
	{"POP3: login and count / curl", 40, receives("pop3"), curlReceives("pop3"), 1.0, 1.2},
	{"IMAP: login and count / curl", 40, receives("imap"), curlReceives("imap"), 1.0, 1.2},
}

// away is how long a line to a distant server takes to it and back.
const away = 50 * time.Millisecond

// stepwise is how often a client that waits for each answer waits for that
// line: the connection, the greeting that follows it half a way later, EHLO,
// STARTTLS, the handshake of TLS 1.3, EHLO, AUTH, MAIL, RCPT, DATA, the message
// and QUIT.
const stepwise = 11.5

func version(g *ground) runner { return program{g.cli, "version"} }

func empty(g *ground) runner { return program{g.empty} }

// least is what a line alone takes.
func least(trips float64) func(*ground) runner {
	return func(*ground) runner { return pastime(trips * float64(away)) }
}

// sends sends a mail to that port of Postfix.
func sends(port string) func(*ground) runner {
	return func(g *ground) runner { return g.send(g.Port(port)) }
}

// distant does the same over a line.
func distant(port string) func(*ground) runner {
	return func(g *ground) runner {
		line, err := stretch(g.Port(port), away)
		if err != nil {
			return broken{err}
		}
		return leaving{g.send(line.port), line}
	}
}

func (g *ground) send(port int) program {
	return program{
		g.cli, "check", "--smtp", at(port), "--encryption", "starttls", "--auth", "plain", "--ca", g.CAFile,
		"--user", lab.Taro.User, "--password-file", g.password,
		"--from", lab.Taro.User, "--to", lab.Taro.User, "--scope", "send", "--helo", "pc.lab.test", "--no-save",
	}
}

func curlSends(g *ground) runner {
	return append(g.curl(), "--mail-from", lab.Taro.User, "--mail-rcpt", lab.Taro.User, "--upload-file", g.message, "smtp://"+at(g.Port("submission"))+"/pc.lab.test")
}

func (g *ground) curl() program {
	return program{
		"curl", "--silent", "--show-error", "--ssl-reqd", "--cacert", g.CAFile, "--login-options", "AUTH=PLAIN", "--sasl-ir",
		"--user", lab.Taro.User + ":" + lab.Taro.Password,
	}
}

func swaksSends(g *ground) runner {
	return program{
		"swaks", "--server", at(g.Port("submission")), "--tls", "--tls-verify", "--tls-ca-path", g.CAFile, "--auth", "PLAIN",
		"--auth-user", lab.Taro.User, "--auth-password", lab.Taro.Password,
		"--from", lab.Taro.User, "--to", lab.Taro.User, "--helo", "pc.lab.test", "--data", "@" + g.message,
	}
}

// receives logs in to that port of Dovecot and counts.
func receives(protocol string) func(*ground) runner {
	return func(g *ground) runner {
		return program{
			g.cli, "check", "--" + protocol, at(g.Port(protocol)), "--in-encryption", "starttls", "--in-auth", "plain", "--ca", g.CAFile,
			"--in-user", lab.Taro.User, "--in-password-file", g.password, "--no-save",
		}
	}
}

// counting is how curl is told to count and nothing more.
var counting = map[string][]string{
	"pop3": {"--head", "--request", "STAT"},
	"imap": {"--request", "EXAMINE INBOX"},
}

func curlReceives(protocol string) func(*ground) runner {
	return func(g *ground) runner {
		return append(append(g.curl(), counting[protocol]...), protocol+"://"+at(g.Port(protocol))+"/")
	}
}

// A leaving runs a program, and ends its line when the row is over.
type leaving struct {
	runner
	*line
}

var _ runner = pastime(0)

func (p pastime) run(context.Context) (sample, error) { return sample{wall: time.Duration(p)}, nil }
