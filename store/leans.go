package store

import (
	"path/filepath"
	"slices"

	"todoku/mailcore"
)

// A Lean is something outside the settings of servers that their tests need.
type Lean struct {
	Piece    Piece
	Provider mailcore.Provider // of [OAuthPiece]
	File     string            // of [RootsPiece]
	There    bool
}

// Name tells it from others of its kind; "" where there is one only.
func (l Lean) Name() string {
	if l.File != "" {
		return filepath.Base(l.File)
	}
	return string(l.Provider)
}

// Pieces lists the kinds of what servers lean on, each once, as texts.
func Pieces(leans []Lean) (kinds []string) {
	for _, l := range leans {
		if !slices.Contains(kinds, string(l.Piece)) {
			kinds = append(kinds, string(l.Piece))
		}
	}
	return kinds
}

// Leans lists what the servers in v lean on, and whether it is there.
func (s *Store) Leans(v Settings) (all []Lean) {
	for _, file := range v.Preferences.Roots {
		_, err := Authorities(file)
		all = append(all, Lean{Piece: RootsPiece, File: file, There: err == nil})
	}
	for _, provider := range mailcore.Providers {
		uses := func(p mailcore.Profile) bool { return provider != "" && p.OAuth == provider && p.InUse() }
		if slices.ContainsFunc(v.Profiles, uses) {
			all = append(all, Lean{Piece: OAuthPiece, Provider: provider, There: v.Preferences.OAuth.Client(provider).ID != ""})
		}
	}
	if slices.ContainsFunc(v.Profiles, func(p mailcore.Profile) bool { return p.OAuth == mailcore.OwnOAuth && p.InUse() }) {
		places, err := s.Places()
		all = append(all, Lean{Piece: PlacesPiece, There: err == nil && places != nil})
	}
	if own, err := s.Providers(); err != nil || len(own) > 0 {
		all = append(all, Lean{Piece: ProvidersPiece, There: err == nil})
	}
	return all
}
