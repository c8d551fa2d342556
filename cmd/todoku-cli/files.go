package main

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"todoku/mailcore"
	"todoku/store"
)

// maxSecret bounds a password file, in bytes: access tokens are long.
const maxSecret = 64 << 10

// readSecret reads a password from the file, or for "-" from stdin: all of
// it but one line end, without the byte order mark that Windows writes. Its
// errors do not repeat the name of the file: people put the password there.
func readSecret(ctx context.Context, file string, stdin io.Reader) (mailcore.Secret, error) {
	in := stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", refuse("cli.password-file", "reason", withoutPath(err))
		}
		defer f.Close()
		in = f
	}
	if in == nil {
		return "", refuse("cli.password-file", "reason", say("cli.not-stdin"))
	}
	in = transform.NewReader(io.LimitReader(in, maxSecret+1), unicode.BOMOverride(transform.Nop))
	data, err := orEnd(ctx, func() ([]byte, error) { return io.ReadAll(in) })
	switch {
	case errors.Is(err, context.Canceled):
		return "", err
	case err != nil:
		return "", refuse("cli.password-file", "reason", withoutPath(err))
	case len(data) > maxSecret:
		return "", refuse("cli.password-file", "reason", say("cli.too-long"))
	}
	text := strings.TrimSuffix(string(data), "\n")
	return mailcore.Secret(strings.TrimSuffix(text, "\r")), nil
}

// orEnd reads, or gives up when ctx ends: then the reading is abandoned,
// because that of a pipe or a terminal cannot be broken off.
func orEnd(ctx context.Context, read func() ([]byte, error)) ([]byte, error) {
	type answer struct {
		data []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		data, err := read()
		answers <- answer{data, err}
	}()
	select {
	case a := <-answers:
		return a.data, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// withoutPath keeps of a file's error the reason alone.
func withoutPath(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// roots returns whom to trust beside the system's authorities: those of the
// preferences and the one of --ca.
func roots(files []string, ca string) (*x509.CertPool, error) {
	if ca != "" {
		files = append(files[:len(files):len(files)], ca)
	}
	pool, err := store.Roots(files)
	if err != nil {
		return nil, &exit{wrong, err}
	}
	return pool, nil
}
