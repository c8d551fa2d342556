package store

import (
	"bytes"
	"runtime/debug"
	"slices"

	"filippo.io/age"

	"todoku/mailcore"
)

// A fileKey is the key inside the header of an age file, kept for one action:
// with it the file is opened and written again without the passphrase, that is,
// without another scrypt. To age it stays the same file, header and all; what
// is inside is encrypted each time under a key that age derives from this one
// and a fresh nonce.
type fileKey struct {
	passphrase mailcore.Secret // that gave it
	header     []byte          // of the file; nil while no key is kept
	stanzas    []*age.Stanza   // in it
	key        []byte
}

// fits reports whether k is the key of the file, under that passphrase. A nil k
// is never.
func (k *fileKey) fits(file []byte, passphrase mailcore.Secret) bool {
	return k != nil && k.header != nil && k.passphrase == passphrase && bytes.HasPrefix(file, k.header)
}

// keep takes the key that was used for the file.
func (k *fileKey) keep(file []byte, passphrase mailcore.Secret, n *noting) {
	header, err := age.ExtractHeader(bytes.NewReader(file))
	if k == nil || err != nil {
		clear(n.key)
		return
	}
	k.wipe()
	*k = fileKey{passphrase, header, n.stanzas, n.key}
}

func (k *fileKey) wipe() {
	clear(k.key)
	*k = fileKey{}
}

// Wrap makes the key that is kept the one of the new file, in place of that
// which age has drawn: it has no other way to be told. Whoever uses it tries
// whether the key opens what comes out.
func (k *fileKey) Wrap(key []byte) ([]*age.Stanza, error) {
	copy(key, k.key)
	return k.stanzas, nil
}

// Unwrap gives age a copy, as every other identity does.
func (k *fileKey) Unwrap([]*age.Stanza) ([]byte, error) { return slices.Clone(k.key), nil }

// A noting is a passphrase, as an identity or as a recipient, that notes the
// key of the file. It gives back the 128 MB at once that deriving it took.
type noting struct {
	*age.ScryptIdentity
	*age.ScryptRecipient
	stanzas []*age.Stanza
	key     []byte
}

// Unwrap opens a file.
func (n *noting) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	key, err := n.ScryptIdentity.Unwrap(stanzas)
	defer debug.FreeOSMemory()
	n.stanzas, n.key = stanzas, slices.Clone(key)
	return key, err
}

// WrapWithLabels begins a file.
func (n *noting) WrapWithLabels(key []byte) (stanzas []*age.Stanza, labels []string, err error) {
	stanzas, labels, err = n.ScryptRecipient.WrapWithLabels(key)
	defer debug.FreeOSMemory()
	n.stanzas, n.key = stanzas, slices.Clone(key)
	return stanzas, labels, err
}
