//go:build lab

package main

import (
	"fmt"

	"todoku/mailcore/lab"
)

// Every program logs in as the same user, by PLAIN after a verified
// handshake.

func todoku(l *lab.Lab, cli, passwordFile string) *sender {
	return &sender{name: "todoku-cli", args: []string{
		cli, "check", "--smtp", server(l), "--encryption", "starttls", "--auth", "plain", "--ca", l.CAFile,
		"--user", lab.Taro.User, "--password-file", passwordFile,
		"--from", lab.Taro.User, "--to", lab.Taro.User, "--scope", "send", "--helo", "pc.lab.test", "--no-save",
	}}
}

func curl(l *lab.Lab, messageFile string) *sender {
	return &sender{name: "curl", aim: aimCurl, args: []string{
		"curl", "--silent", "--show-error", "--ssl-reqd", "--cacert", l.CAFile, "--login-options", "AUTH=PLAIN",
		"--user", lab.Taro.User + ":" + lab.Taro.Password,
		"--mail-from", lab.Taro.User, "--mail-rcpt", lab.Taro.User, "--upload-file", messageFile,
		"smtp://" + server(l) + "/pc.lab.test",
	}}
}

func swaks(l *lab.Lab, messageFile string) *sender {
	return &sender{name: "swaks", aim: aimSwaks, args: []string{
		"swaks", "--server", server(l), "--tls", "--tls-verify", "--tls-ca-path", l.CAFile, "--auth", "PLAIN",
		"--auth-user", lab.Taro.User, "--auth-password", lab.Taro.Password,
		"--from", lab.Taro.User, "--to", lab.Taro.User, "--helo", "pc.lab.test", "--data", "@" + messageFile,
	}}
}

func server(l *lab.Lab) string { return fmt.Sprintf("%s:%d", lab.Host, l.Port("submission")) }
