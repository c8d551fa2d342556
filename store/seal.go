package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"filippo.io/age"

	"todoku/mailcore"
)

// maxWorkFactor is what a vault may demand: 2^20 is 1 GiB and some seconds.
const maxWorkFactor = 20

// seal encrypts secrets under a passphrase as an age file, whose key k keeps; a
// nil k keeps none.
func seal(m sealed, passphrase mailcore.Secret, workFactor int, k *fileKey) ([]byte, error) {
	to, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return nil, ErrNoPassphrase
	}
	to.SetWorkFactor(workFactor)
	n := &noting{ScryptRecipient: to}
	data, err := encrypted(m, n)
	if err == nil {
		k.keep(data, passphrase, n)
	}
	return data, err
}

// sealAgain encrypts secrets under a key that is kept.
func sealAgain(m sealed, k *fileKey) ([]byte, error) {
	data, err := encrypted(m, k)
	if err != nil {
		return nil, err
	}
	_, err = age.Decrypt(bytes.NewReader(data), k)
	return data, err
}

func encrypted(m sealed, to age.Recipient) ([]byte, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	defer clear(text)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// unseal opens what seal made, with the key in k where it fits, and else by the
// passphrase; then k keeps the key. A nil k keeps none. Its errors say nothing
// of what is inside.
func unseal(data []byte, passphrase mailcore.Secret, k *fileKey) (m sealed, err error) {
	if k.fits(data, passphrase) {
		return decrypted(data, k)
	}
	who, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return nil, ErrNoPassphrase
	}
	who.SetMaxWorkFactor(maxWorkFactor)
	n := &noting{ScryptIdentity: who}
	if m, err = decrypted(data, n); err == nil {
		k.keep(data, passphrase, n)
	}
	return m, err
}

func decrypted(data []byte, who age.Identity) (m sealed, err error) {
	r, err := age.Decrypt(bytes.NewReader(data), who)
	if no, ok := errors.AsType[*age.NoIdentityMatchError](err); ok && slices.Contains(no.StanzaTypes, "scrypt") {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer clear(text)
	if json.Unmarshal(text, &m) != nil || m == nil {
		return nil, fmt.Errorf("%w: it holds no passwords", ErrDamaged)
	}
	return m, nil
}
