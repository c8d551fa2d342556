package main

import (
	"bytes"
	"context"
	"os"

	"todoku/mailcore"
)

// askTerminal asks the person at the terminal, whatever the standard streams
// are, and hides what they type.
func askTerminal(ctx context.Context, prompt string) (mailcore.Secret, error) {
	in, out, err := openTerminal()
	if err != nil {
		return "", errNobody
	}
	defer func() { _ = in.Close(); _ = out.Close() }()
	show, err := hideTyping(in)
	if err != nil {
		return "", err
	}
	defer show()
	if _, err := out.WriteString(prompt); err != nil {
		return "", err
	}
	defer func() { _, _ = out.WriteString("\n") }()
	line, err := orEnd(ctx, func() ([]byte, error) { return readLine(in) })
	return mailcore.Secret(line), err
}

// readLine reads byte by byte, so that nothing behind the line is lost.
func readLine(in *os.File) ([]byte, error) {
	var line []byte
	one := make([]byte, 1)
	for len(line) < maxSecret {
		n, err := in.Read(one)
		if err != nil || n == 1 && one[0] == '\n' {
			return bytes.TrimSuffix(line, []byte("\r")), err
		}
		line = append(line, one[:n]...)
	}
	return line, nil
}
