package words

import (
	"cmp"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
)

// PeopleCSV writes servers for people: a CSV with the words of the current
// language. [ReadServers] reads it back.
func PeopleCSV(profiles []mailcore.Profile) ([]byte, error) {
	return exchange.WritePeople(profiles, vocabulary(assets.Language()))
}

// ReadServers reads servers from what is in a file of that name, as the format
// with the ID as, or "" for the one that it looks like. A CSV may have the words
// of any of our languages.
func ReadServers(data []byte, name, as string) ([]exchange.Draft, exchange.Format, error) {
	var all []exchange.Vocabulary
	for _, language := range assets.Languages {
		all = append(all, vocabulary(language))
	}
	return exchange.ReadPeople(data, name, as, all...)
}

// vocabulary is what people call fields and choices in a language.
func vocabulary(language string) exchange.Vocabulary {
	return exchange.Vocabulary{
		Head: func(key string) string {
			name := assets.TextIn(language, "field."+key)
			if side := sideOf(key); side != mailcore.OutgoingSide {
				return assets.TextIn(language, "side."+string(side)) + ": " + name
			}
			return name
		},
		Value: func(key, value string) string { return assets.TextIn(language, valueKey(key, value)) },
	}
}

// valueKey is the key of the words for what a field can be.
func valueKey(key, value string) string {
	prefix := "value."
	switch new(mailcore.Profile).Field(key).(type) {
	case *mailcore.Encryption:
		prefix = "encryption."
	case *mailcore.AuthMethod:
		prefix = "auth."
	case *mailcore.Protocol:
		prefix = "protocol."
	case *mailcore.Provider:
		prefix = "oauth.provider."
	case *mailcore.Charset:
		if value == "" {
			value = string(mailcore.UTF8)
		}
		prefix = "charset."
	case *[]mailcore.Product:
		prefix = "product."
	}
	return prefix + cmp.Or(value, "none")
}
