package store

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zalando/go-keyring"

	"todoku/mailcore"
)

// Windows takes 2,560 bytes for one secret, macOS about 2,900. So a secret is
// kept in parts: the first, under the key itself, begins with a head that says
// how many there are and what their CRC-32 is; the others are under key/2,
// key/3 and so on. The first is written last.

const (
	maxPart  = 2400 // bytes of the secret in a part, without the head
	maxParts = 64   // 150 KB; more is no secret of ours
)

var errHalf = fmt.Errorf("%w: only half of it was written", ErrNoSecret)

func getParts(ctx context.Context, key string) (mailcore.Secret, error) {
	first, err := getItem(ctx, key)
	if err != nil {
		return "", err
	}
	n, sum, text, err := splitHead(first)
	if err != nil {
		return "", err
	}
	for i := 2; i <= n; i++ {
		part, err := getItem(ctx, partKey(key, i))
		if errors.Is(err, ErrNoSecret) {
			return "", errHalf
		}
		if err != nil {
			return "", err
		}
		text += part
	}
	if crc32.ChecksumIEEE([]byte(text)) != sum {
		return "", errHalf
	}
	return mailcore.Secret(text), nil
}

// setParts reads before it writes: whatever the keyring has to ask, it asks
// then, and a write that nobody waits for any more never starts.
func setParts(ctx context.Context, key string, s mailcore.Secret) error {
	parts := split(string(s))
	if len(parts) > maxParts {
		return errTooLong
	}
	parts[0] = fmt.Sprintf("%d:%08x:", len(parts), crc32.ChecksumIEEE([]byte(s))) + parts[0]
	if _, err := getItem(ctx, key); err != nil && !errors.Is(err, ErrNoSecret) {
		return err
	}
	for i := len(parts); i >= 1; i-- {
		if err := setItem(ctx, partKey(key, i), parts[i-1]); err != nil {
			return err
		}
	}
	if err := deleteParts(ctx, key, len(parts)+1); err != nil {
		return err
	}
	back, err := getParts(ctx, key)
	switch {
	case errors.Is(err, ErrNoSecret), err == nil && back != s:
		return errNotKept
	default:
		return err
	}
}

var (
	errTooLong = errors.New("it is too long for a password")
	errNotKept = errors.New("it did not keep what was written")
)

// deleteParts deletes the part with the number from and all that follow, also
// those that a longer secret left behind when the program was killed.
func deleteParts(ctx context.Context, key string, from int) error {
	for i := from; i <= maxParts; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := keyring.Delete(Service, partKey(key, i))
		if errors.Is(err, keyring.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// splitHead takes the head off the first part.
func splitHead(first string) (n int, sum uint32, text string, err error) {
	fields := strings.SplitN(first, ":", 3)
	if len(fields) < 3 {
		return 0, 0, "", errHalf
	}
	n, err1 := strconv.Atoi(fields[0])
	crc, err2 := strconv.ParseUint(fields[1], 16, 32)
	if err1 != nil || err2 != nil || n < 1 || n > maxParts {
		return 0, 0, "", errHalf
	}
	return n, uint32(crc), fields[2], nil
}

// split cuts text into parts, between characters because some keyrings hold
// text and not bytes.
func split(text string) []string {
	var parts []string
	for len(text) > maxPart {
		cut := maxPart
		for cut > maxPart-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
			cut--
		}
		parts, text = append(parts, text[:cut]), text[cut:]
	}
	return append(parts, text)
}

func partKey(key string, i int) string {
	if i == 1 {
		return key
	}
	return key + "/" + strconv.Itoa(i)
}

func getItem(ctx context.Context, key string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	text, err := keyring.Get(Service, key)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", ErrNoSecret
	}
	return text, err
}

func setItem(ctx context.Context, key, text string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return keyring.Set(Service, key, text)
}
