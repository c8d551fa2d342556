package access

import (
	"fmt"
	"path/filepath"

	"todoku/mailcore/oauth"
	"todoku/store"
)

// Places reads where the identity providers are that an organisation runs
// itself; none where there is no file, and no home. The error wraps
// [oauth.ErrPlace].
func Places(home *store.Store) (oauth.Places, error) {
	if home == nil {
		return nil, nil
	}
	data, err := home.Places()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", oauth.ErrPlace, err)
	}
	if data == nil {
		return nil, nil
	}
	places, err := oauth.ParsePlaces(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(home.PlacesPath()), err)
	}
	return places, nil
}
