package exchange

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"todoku/mailcore"
)

// version is the form of the file, that of settings.toml.
const version = 1

type tomlFile struct {
	Version     int64            `toml:"version"`
	Preferences map[string]any   `toml:"preferences,omitempty"`
	Profiles    []map[string]any `toml:"profiles"`
}

// tomlNames are the tables whose name in the file is not that of the field.
var tomlNames = strings.NewReplacer("outgoing.pop_before_smtp.", "outgoing.pop.")

func looksLikeTOML(text, name string) bool {
	return strings.HasSuffix(name, ".toml") || hasLine("[[profiles]]")(text, name)
}

func readTOML(text string) ([]Draft, error) {
	var file tomlFile
	if err := toml.Unmarshal([]byte(text), &file); err != nil {
		return nil, &Error{Code: "syntax", Line: tomlLine(err)}
	}
	switch {
	case file.Version > version:
		return nil, &Error{Code: "newer"}
	case len(file.Profiles) > maxDrafts:
		return nil, &Error{Code: "too-many"}
	}
	drafts := make([]Draft, len(file.Profiles))
	for i, table := range file.Profiles {
		drafts[i] = newDraft()
		drafts[i].take("", table)
	}
	if len(drafts) > 0 && file.Preferences != nil {
		drafts[0].note("preferences", "", Source{Text: "preferences"})
	}
	return drafts, nil
}

func tomlLine(err error) int {
	if at, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ := at.Position()
		return line
	}
	return 0
}

// take reads one table of a profile, and those in it.
func (d *Draft) take(prefix string, table map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(table)) {
		path := prefix + name
		if below, ok := table[name].(map[string]any); ok && path != "verified" {
			d.take(path+".", below)
			continue
		}
		d.takeValue(path, table[name])
	}
}

func (d *Draft) takeValue(path string, value any) {
	key, at := tomlNames.Replace(path), Source{Text: path}
	switch key {
	case "id":
		d.Profile.ID = bounded(value)
	case "preset":
		d.Profile.Preset = bounded(value)
	case "practice":
		d.Profile.Practice, _ = value.(bool)
	case "verified": // proved from another computer
	default:
		if d.Profile.Field(key) == nil {
			d.note("unknown-name", "", at)
			return
		}
		d.put(key, plain(value), at)
	}
}

func bounded(value any) string {
	text, _ := value.(string)
	return text[:min(len(text), 100)]
}

// plain writes a value of TOML as [mailcore.Profile.Set] takes it.
func plain(value any) string {
	list, ok := value.([]any)
	if !ok {
		return fmt.Sprint(value)
	}
	items := make([]string, len(list))
	for i, item := range list {
		items[i] = fmt.Sprint(item)
	}
	return strings.Join(items, ", ")
}

func writeTOML(profiles []mailcore.Profile) ([]byte, error) {
	file := struct {
		Version  int                `toml:"version"`
		Profiles []mailcore.Profile `toml:"profiles"`
	}{version, slices.Clone(profiles)}
	for i := range file.Profiles {
		file.Profiles[i].Verified = mailcore.Verified{}
	}
	data, err := toml.Marshal(file)
	if err != nil {
		return nil, &Error{Code: "unwritable"}
	}
	return data, nil
}
