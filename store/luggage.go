package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"todoku/mailcore"
)

// Luggage is what servers lean on and is no part of them: without it their
// tests fail on another computer.
type Luggage struct {
	Roots     []byte       // the certificate authorities of [Preferences.Roots], PEM
	OAuth     OAuthClients // where a server signs in with a provider
	Providers []byte       // the user's own providers, as [Store.Providers] reads them
	Places    []byte       // an organisation's own identity providers, as [Store.Places] reads them
}

// A Piece is one kind of luggage. Its words are in assets under
// "bundle.piece.<piece>".
type Piece string

// The pieces.
const (
	RootsPiece     Piece = "roots"
	OAuthPiece     Piece = "oauth"
	ProvidersPiece Piece = "providers"
	PlacesPiece    Piece = "sign-in"
)

// ownFiles are the pieces that are files of the user's own.
var ownFiles = []struct {
	piece Piece
	at    func(*Luggage) *[]byte
	path  func(*Store) string
}{
	{ProvidersPiece, func(l *Luggage) *[]byte { return &l.Providers }, (*Store).ProvidersPath},
	{PlacesPiece, func(l *Luggage) *[]byte { return &l.Places }, (*Store).PlacesPath},
}

// Pieces lists what there is.
func (l Luggage) Pieces() (pieces []Piece) {
	if len(l.Roots) > 0 {
		pieces = append(pieces, RootsPiece)
	}
	if l.OAuth != (OAuthClients{}) {
		pieces = append(pieces, OAuthPiece)
	}
	for _, f := range ownFiles {
		if len(*f.at(&l)) > 0 {
			pieces = append(pieces, f.piece)
		}
	}
	return pieces
}

// pack collects the luggage of the profiles in v.
func (s *Store) pack(v Settings) (l Luggage, err error) {
	for _, file := range v.Preferences.Roots {
		pem, err := os.ReadFile(file)
		if err != nil {
			return Luggage{}, fmt.Errorf("read the certificate authority: %w", err)
		}
		l.Roots = append(append(l.Roots, pem...), '\n')
	}
	if slices.ContainsFunc(v.Profiles, func(p mailcore.Profile) bool { return p.OAuth != "" }) {
		l.OAuth = v.Preferences.OAuth
	}
	for _, f := range ownFiles {
		if *f.at(&l), err = os.ReadFile(f.path(s)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Luggage{}, err
		}
	}
	return l, nil
}

// Unpack puts the luggage of a bundle where it belongs: p gets what it lacks,
// the rest is left as it is here. It returns p and the pieces that were there
// already and stayed.
func (s *Store) Unpack(ctx context.Context, secrets Secrets, b Bundle, p Preferences) (Preferences, []Piece, error) {
	stayed, err := s.unpack(ctx, secrets, b, &p)
	if err != nil {
		return p, stayed, fmt.Errorf("unpack the bundle: %w", err)
	}
	return p, stayed, nil
}

func (s *Store) unpack(ctx context.Context, secrets Secrets, b Bundle, p *Preferences) (stayed []Piece, err error) {
	if len(b.Roots) > 0 {
		sum := sha256.Sum256(b.Roots)
		file := filepath.Join(s.dir, "authorities-"+hex.EncodeToString(sum[:4])+".pem")
		if err := WriteFile(file, b.Roots); err != nil {
			return nil, err
		}
		if !slices.Contains(p.Roots, file) {
			p.Roots = append(slices.Clone(p.Roots), file)
		}
	}
	other := false
	for _, provider := range []mailcore.Provider{mailcore.Google, mailcore.Microsoft, mailcore.OwnOAuth} {
		theirs, ours := b.OAuth.Client(provider), p.OAuth.at(provider)
		switch {
		case theirs.ID == "" || theirs == *ours:
		case ours.ID != "":
			other = true
		default:
			*ours = theirs
			if err := keepClient(ctx, secrets, provider, b.Secrets[ClientSecretKey(provider)]); err != nil {
				return nil, err
			}
		}
	}
	if other {
		stayed = append(stayed, OAuthPiece)
	}
	for _, f := range ownFiles {
		if file := *f.at(&b.Luggage); len(file) > 0 {
			if err := settle(f.path(s), file); errors.Is(err, fs.ErrExist) {
				stayed = append(stayed, f.piece)
			} else if err != nil {
				return stayed, err
			}
		}
	}
	return stayed, nil
}

// settle writes a file where there is none. The error is [fs.ErrExist] where
// there is another.
func settle(path string, file []byte) error {
	here, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return WriteFile(path, file)
	case err == nil && !bytes.Equal(here, file):
		return fs.ErrExist
	}
	return err
}

func keepClient(ctx context.Context, secrets Secrets, provider mailcore.Provider, secret mailcore.Secret) error {
	if secret == "" {
		return nil
	}
	return secrets.Set(ctx, ClientSecretKey(provider), secret)
}
