package assets

import _ "embed"

// Providers is the table of mail providers, as package discover reads it.
//
//go:embed providers.json
var Providers []byte
