package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// PolicyName is the name of the file in which an administrator decides for a
// computer how the program begins, and what stays as it is.
const PolicyName = "todoku.toml"

// A Policy is what the files of that name say. The zero value decides nothing.
type Policy struct {
	Files   []string // that it was read from, the strongest first
	initial Rules
	locked  Rules
}

// Rules are values for settings; nil leaves a setting to others.
type Rules struct {
	Language  *string            `toml:"language"`
	Theme     *string            `toml:"theme"`
	Offline   *bool              `toml:"offline"`
	Software  *bool              `toml:"software"`
	Secrets   []SecretStore      `toml:"secrets"` // where passwords may be kept, the usual place first
	Roots     *[]string          `toml:"roots"`
	KeepRuns  *int               `toml:"keep_runs"`
	KeepDays  *int               `toml:"keep_days"`
	Providers *string            `toml:"providers"` // file of own providers
	Products  []mailcore.Product `toml:"products"`  // that are shown; none means all
	HELO      *string            `toml:"helo"`
	Timeout   *int               `toml:"timeout"` // seconds for each step
}

// policyFile is todoku.toml.
type policyFile struct {
	Version  int64 `toml:"version"`
	Defaults Rules `toml:"defaults"`
	Locked   Rules `toml:"locked"`
}

// A rule is one line of a policy: what it is called in the file, and where its
// value is. check may be nil.
type rule struct {
	key   string
	given func(Rules) bool
	take  func(to *Rules, from Rules)
	check func(Rules) bool
	apply func(*Preferences, Rules)             // nil where it is none of the preferences
	back  func(to *Preferences, of Preferences) // gives a preference what it is in another
}

// rules lists all of them in the order in which they are shown.
var rules = []rule{
	{
		"language", func(r Rules) bool { return r.Language != nil }, func(to *Rules, r Rules) { to.Language = r.Language },
		func(r Rules) bool { return slices.Contains([]string{"", "ja", "en"}, *r.Language) },
		func(p *Preferences, r Rules) { p.Language = *r.Language }, func(p *Preferences, of Preferences) { p.Language = of.Language },
	},
	{
		"theme", func(r Rules) bool { return r.Theme != nil }, func(to *Rules, r Rules) { to.Theme = r.Theme },
		func(r Rules) bool { return slices.Contains([]string{"", "light", "dark"}, *r.Theme) },
		func(p *Preferences, r Rules) { p.Theme = *r.Theme }, func(p *Preferences, of Preferences) { p.Theme = of.Theme },
	},
	{
		"secrets", func(r Rules) bool { return len(r.Secrets) > 0 }, func(to *Rules, r Rules) { to.Secrets = r.Secrets },
		func(r Rules) bool {
			return !slices.ContainsFunc(r.Secrets, func(s SecretStore) bool { return !slices.Contains(SecretStores, s) })
		},
		func(p *Preferences, r Rules) {
			if !slices.Contains(r.Secrets, p.Secrets) {
				p.Secrets = r.Secrets[0]
			}
		},
		func(p *Preferences, of Preferences) { p.Secrets = of.Secrets },
	},
	{
		"offline", func(r Rules) bool { return r.Offline != nil }, func(to *Rules, r Rules) { to.Offline = r.Offline }, nil,
		func(p *Preferences, r Rules) { p.Offline = *r.Offline }, func(p *Preferences, of Preferences) { p.Offline = of.Offline },
	},
	{
		"software", func(r Rules) bool { return r.Software != nil }, func(to *Rules, r Rules) { to.Software = r.Software }, nil,
		func(p *Preferences, r Rules) { p.Software = *r.Software }, func(p *Preferences, of Preferences) { p.Software = of.Software },
	},
	{
		"roots", func(r Rules) bool { return r.Roots != nil }, func(to *Rules, r Rules) { to.Roots = r.Roots }, nil,
		func(p *Preferences, r Rules) { p.Roots = slices.Clone(*r.Roots) }, func(p *Preferences, of Preferences) { p.Roots = of.Roots },
	},
	{
		"keep_runs", func(r Rules) bool { return r.KeepRuns != nil }, func(to *Rules, r Rules) { to.KeepRuns = r.KeepRuns },
		func(r Rules) bool { return *r.KeepRuns >= 1 && *r.KeepRuns <= 1_000_000 },
		func(p *Preferences, r Rules) { p.KeepRuns = *r.KeepRuns }, func(p *Preferences, of Preferences) { p.KeepRuns = of.KeepRuns },
	},
	{
		"keep_days", func(r Rules) bool { return r.KeepDays != nil }, func(to *Rules, r Rules) { to.KeepDays = r.KeepDays },
		func(r Rules) bool { return *r.KeepDays >= 0 && *r.KeepDays <= 36_500 },
		func(p *Preferences, r Rules) { p.KeepDays = *r.KeepDays }, func(p *Preferences, of Preferences) { p.KeepDays = of.KeepDays },
	},
	{"providers", func(r Rules) bool { return r.Providers != nil }, func(to *Rules, r Rules) { to.Providers = r.Providers }, func(r Rules) bool { return *r.Providers != "" }, nil, nil},
	{"products", func(r Rules) bool { return len(r.Products) > 0 }, func(to *Rules, r Rules) { to.Products = r.Products }, knownProducts, nil, nil},
	{"helo", func(r Rules) bool { return r.HELO != nil }, func(to *Rules, r Rules) { to.HELO = r.HELO }, func(r Rules) bool { return !strings.ContainsFunc(*r.HELO, notInAName) }, nil, nil},
	{"timeout", func(r Rules) bool { return r.Timeout != nil }, func(to *Rules, r Rules) { to.Timeout = r.Timeout }, func(r Rules) bool { return *r.Timeout >= 1 && *r.Timeout <= 600 }, nil, nil},
}

func knownProducts(r Rules) bool {
	return !slices.ContainsFunc(r.Products, func(id mailcore.Product) bool { return !slices.Contains(products.IDs, id) })
}

func notInAName(r rune) bool { return r <= ' ' || r > '~' }

// PolicyPlaces are the files in which a policy may be, the strongest first:
// that of the computer, and that beside the program.
func PolicyPlaces() []string {
	places := []string{filepath.Join(machineFolder(), PolicyName)}
	for _, dir := range ProgramFolders() {
		places = append(places, filepath.Join(dir, PolicyName))
	}
	return places
}

// ProgramFolders are where somebody puts a file beside the program: its own
// folder, and that of the bundle which a program on macOS is in.
func ProgramFolders() []string {
	program, err := os.Executable()
	if err != nil {
		return nil
	}
	if real, err := filepath.EvalSymlinks(program); err == nil {
		program = real
	}
	dirs := []string{filepath.Dir(program)}
	if bundle, _, ok := strings.Cut(filepath.ToSlash(program), ".app/Contents/"); ok {
		dirs = append(dirs, filepath.Dir(filepath.FromSlash(bundle+".app")))
	}
	return dirs
}

// ReadPolicy reads the files that are there. A file that cannot be used is
// left out, and its error says why: a [BrokenError], a [NewerError], or that of
// reading it.
func ReadPolicy(paths ...string) (Policy, []error) {
	var p Policy
	var wrong []error
	for _, path := range paths {
		data, err := readOwn(path)
		if data == nil && err == nil || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var file policyFile
		if err == nil {
			file, err = decodePolicy(path, data)
		}
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		p.Files = append(p.Files, path)
		p.initial.add(file.Defaults)
		p.locked.add(file.Locked)
	}
	return p, wrong
}

// add takes over what is not decided yet.
func (r *Rules) add(weaker Rules) {
	for _, rule := range rules {
		if rule.given(weaker) && !rule.given(*r) {
			rule.take(r, weaker)
		}
	}
}

func decodePolicy(path string, data []byte) (policyFile, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var file policyFile
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file); err != nil {
		why := ErrWrongValue
		if toml.Unmarshal(data, new(map[string]any)) != nil {
			why = ErrSyntax
		}
		return file, broken(path, data, err, why)
	}
	if file.Version > version {
		return file, &NewerError{Path: path, Version: file.Version}
	}
	for table, rs := range map[string]*Rules{"defaults": &file.Defaults, "locked": &file.Locked} {
		for _, rule := range rules {
			if rule.given(*rs) && rule.check != nil && !rule.check(*rs) {
				return file, wrongValue(path, data, table+"."+rule.key, rule.key)
			}
		}
		rs.place(filepath.Dir(path))
	}
	return file, nil
}

// place makes names of files whole, which are relative to the policy's folder.
func (r *Rules) place(dir string) {
	whole := func(file string) string {
		if filepath.IsAbs(file) {
			return file
		}
		return filepath.Join(dir, file)
	}
	if r.Providers != nil {
		*r.Providers = whole(*r.Providers)
	}
	if r.Roots != nil {
		for i, file := range *r.Roots {
			(*r.Roots)[i] = whole(file)
		}
	}
}

// PolicyKeys lists all settings that can be decided, as they are called in the
// file.
func PolicyKeys() (keys []string) {
	for _, rule := range rules {
		keys = append(keys, rule.key)
	}
	return keys
}

// Locked lists the settings that nobody changes here, as they are called in
// the file.
func (p Policy) Locked() (keys []string) {
	for _, rule := range rules {
		if rule.given(p.locked) {
			keys = append(keys, rule.key)
		}
	}
	return keys
}

// Locks reports whether one of the settings is decided.
func (p Policy) Locks(key string) bool { return slices.Contains(p.Locked(), key) }

// SecretPlaces lists where passwords may be kept.
func (p Policy) SecretPlaces() []SecretStore {
	if len(p.locked.Secrets) > 0 {
		return p.locked.Secrets
	}
	return SecretStores
}

// Shows reports whether a product is offered.
func (p Policy) Shows(id mailcore.Product) bool {
	shown := p.locked.Products
	if len(shown) == 0 {
		shown = p.initial.Products
	}
	return len(shown) == 0 || slices.Contains(shown, id)
}

// Start gives new settings of a server what they begin with.
func (p Policy) Start(profile mailcore.Profile) mailcore.Profile {
	return p.Fix(p.initial.fix(profile))
}

// Fix gives the settings of a server what is locked.
func (p Policy) Fix(profile mailcore.Profile) mailcore.Profile { return p.locked.fix(profile) }

func (r Rules) fix(p mailcore.Profile) mailcore.Profile {
	if p.Practice {
		return p
	}
	if r.HELO != nil {
		p.Outgoing.HELO = *r.HELO
	}
	if r.Timeout != nil {
		p.Outgoing.Timeout, p.Incoming.Timeout = *r.Timeout, *r.Timeout
	}
	return p
}

// begin is what somebody has who has never saved.
func (p Policy) begin() (begin Preferences) {
	p.initial.prefer(&begin)
	return begin
}

func (r Rules) prefer(p *Preferences) {
	for _, rule := range rules {
		if rule.apply != nil && rule.given(r) {
			rule.apply(p, r)
		}
	}
}

// obeyed are settings with what is locked.
func (p Policy) obeyed(v Settings) Settings {
	p.locked.prefer(&v.Preferences)
	v.Profiles = slices.Clone(v.Profiles)
	for i, profile := range v.Profiles {
		v.Profiles[i] = p.Fix(profile)
	}
	return v
}

// own are preferences as they are written: where something is locked, with
// what the user had chosen before.
func (p Policy) own(now, before Preferences) Preferences {
	for _, rule := range rules {
		if rule.back != nil && rule.given(p.locked) {
			rule.back(&now, before)
		}
	}
	return now
}

// Obey makes the store follow a policy. It is called before anything is
// loaded.
func (s *Store) Obey(p Policy) { s.policy = p }

// Policy returns what the store obeys.
func (s *Store) Policy() Policy { return s.policy }

// providerFiles are where own providers are, the strongest first.
func (s *Store) providerFiles() []string {
	if locked := s.policy.locked.Providers; locked != nil {
		return []string{*locked}
	}
	files := []string{s.ProvidersPath()}
	if more := s.policy.initial.Providers; more != nil {
		files = append(files, *more)
	}
	return files
}
