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

// seal encrypts secrets under a passphrase as an age file.
func seal(m sealed, passphrase mailcore.Secret, workFactor int) ([]byte, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	to, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return nil, ErrNoPassphrase
	}
	to.SetWorkFactor(workFactor)
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

// unseal opens what seal made. Its errors say nothing of what is inside.
func unseal(data []byte, passphrase mailcore.Secret) (m sealed, err error) {
	who, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return nil, ErrNoPassphrase
	}
	who.SetMaxWorkFactor(maxWorkFactor)
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
	if json.Unmarshal(text, &m) != nil || m == nil {
		return nil, fmt.Errorf("%w: it holds no passwords", ErrDamaged)
	}
	return m, nil
}
