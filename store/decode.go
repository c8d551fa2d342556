package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/pelletier/go-toml/v2"

	"todoku/mailcore"
)

// version is the form of settings.toml that this program reads and writes.
const version = 1

// settingsFile is settings.toml, in the order in which it is written.
type settingsFile struct {
	Version     *int64             `toml:"version"`
	Preferences Preferences        `toml:"preferences"`
	Profiles    []mailcore.Profile `toml:"profiles"`
}

func defaults() Settings { return Settings{Preferences: Preferences{}.filled()} }

func (p Preferences) filled() Preferences {
	if p.Secrets == "" {
		p.Secrets = KeyringStore
	}
	if p.KeepRuns <= 0 {
		p.KeepRuns = defaultKeepRuns
	}
	p.KeepDays = max(0, p.KeepDays)
	p.PasswordDays = max(0, p.PasswordDays)
	if len(p.Columns) == 0 {
		p.Columns = nil
	}
	if len(p.Roots) == 0 {
		p.Roots = nil
	}
	return p
}

// encode returns the bytes of a settings file, and only such as decode reads
// back to the same settings.
func encode(v Settings) ([]byte, error) {
	file := settingsFile{Version: new(int64(version)), Preferences: v.Preferences.filled(), Profiles: v.Profiles}
	data, err := toml.Marshal(file)
	if err != nil {
		return nil, errUnwritable
	}
	var again settingsFile
	if err := strict(data, &again); err != nil {
		return nil, errUnwritable
	}
	if back, err := toml.Marshal(again); err != nil || !bytes.Equal(back, data) {
		return nil, errUnwritable
	}
	return data, nil
}

// errUnwritable comes without its reason, which would speak of Go types.
var errUnwritable = errors.New("they contain characters that the file cannot hold")

// decode reads the bytes of the settings file at path. Its errors are
// [BrokenError] and [NewerError].
func decode(path string, data []byte) (Settings, error) {
	return decodeOver(path, data, Preferences{})
}

// decodeOver does the same where a preference that the file leaves out, or
// every one where there is no file, is as in begin.
func decodeOver(path string, data []byte, begin Preferences) (Settings, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	begun := Settings{Preferences: begin.filled()}
	file := settingsFile{Preferences: begin}
	wrong := strict(data, &file)
	if wrong != nil || file.Version == nil || *file.Version != version {
		if err := judgeVersion(path, data); err != nil {
			return begun, err
		}
	}
	if wrong != nil {
		return begun, broken(path, data, wrong, ErrWrongValue)
	}
	if p := file.Preferences.Secrets; p != "" && !slices.Contains(SecretStores, p) {
		// another place might be one where its owner wants no password
		return begun, wrongValue(path, data, "preferences.secrets", "secrets")
	}
	return file.settings(), nil
}

// judgeVersion says what is wrong with a file whose form this program may not
// know.
func judgeVersion(path string, data []byte) error {
	var head struct {
		Version *int64 `toml:"version"`
	}
	if err := toml.Unmarshal(data, &head); err != nil {
		return broken(path, data, err, ErrSyntax)
	}
	switch v := head.Version; {
	case v != nil && *v > version:
		return &NewerError{Path: path, Version: *v}
	case v != nil && *v < 1:
		return wrongValue(path, data, "version", "version")
	}
	return nil
}

func strict(data []byte, file *settingsFile) error {
	return toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(file)
}

func (f settingsFile) settings() Settings {
	v := Settings{Preferences: f.Preferences.filled()}
	seen := map[string]bool{}
	for _, p := range f.Profiles {
		if p.ID == "" || seen[p.ID] {
			p.ID = uuid.NewString()
		}
		if len(p.Notify) == 0 {
			p.Notify = nil
		}
		if len(p.Products) == 0 {
			p.Products = nil
		}
		seen[p.ID] = true
		v.Profiles = append(v.Profiles, p)
	}
	return v
}

// broken turns what the TOML library found into our own words. why is what it
// must be if the library does not say that a setting is unknown.
func broken(path string, data []byte, err, why error) *BrokenError {
	at, _ := errors.AsType[*toml.DecodeError](err)
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
		at, why = &unknown.Errors[0], ErrUnknownSetting
	}
	b := &BrokenError{Path: path, Err: why}
	if at == nil {
		return b
	}
	b.Key = strings.Join(at.Key(), ".")
	if why == ErrSyntax && b.Key == "version" {
		b.Err = ErrWrongValue
	}
	b.Line, b.Column = at.Position()
	b.place(data)
	return b
}

// wrongValue blames the first line that begins with name.
func wrongValue(path string, data []byte, key, name string) *BrokenError {
	b := &BrokenError{Path: path, Key: key, Err: ErrWrongValue}
	for i, line := range bytes.Split(data, []byte("\n")) {
		if bytes.HasPrefix(bytes.TrimSpace(line), []byte(name)) {
			b.Line, b.Column = i+1, bytes.Index(line, []byte(name))+1
			b.place(data)
			break
		}
	}
	return b
}

// place fills in Excerpt and makes Column count characters instead of bytes.
func (b *BrokenError) place(data []byte) {
	lines := bytes.Split(data, []byte("\n"))
	if b.Line < 1 || b.Line > len(lines) {
		return
	}
	line := lines[b.Line-1]
	before := line[:min(max(b.Column-1, 0), len(line))]
	b.Column = len([]rune(string(before))) + 1
	b.Excerpt = excerpt(string(line), b.Err)
}

func (b *BrokenError) position() string {
	if b.Line == 0 {
		return ""
	}
	return fmt.Sprintf(", line %d, column %d", b.Line, b.Column)
}
