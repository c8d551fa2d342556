package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"

	"todoku/mailcore"
)

// A View is the settings to be looked at, never to be saved.
type View struct {
	Settings
	hashes []string // of the profiles, or nil
}

// Standing returns [mailcore.Profile.Standing] of a profile.
func (v View) Standing(i int) mailcore.Standing {
	if v.hashes == nil {
		return v.Profiles[i].Standing()
	}
	return v.Profiles[i].StandingOf(v.hashes[i])
}

// View does what [Store.Load] does, in a fraction of the time where the file is
// long: what came of reading it is kept beside it, in settings.seen, and holds
// for as long as the file, the policy and the program are the same. That file
// may be deleted.
func (s *Store) View() (View, error) {
	path, err := s.settingsPath()
	if err != nil {
		return s.loadView()
	}
	data, err := os.ReadFile(path)
	if err != nil || len(data) < worthKeeping {
		return s.loadView()
	}
	of := s.seenBy(data)
	v, ok := readSeen(s.seenPath(), of)
	if ok {
		s.retain(v.Preferences)
		s.CatchUp(v.Profiles)
		return v, nil
	}
	if saved, err := decodeOver(path, data, s.policy.begin()); err == nil {
		_ = writeSeen(s.seenPath(), of, s.policy.obeyed(saved)) // without it the next is as slow, no more
	}
	return s.loadView()
}

func (s *Store) loadView() (View, error) {
	v, err := s.Load()
	return View{Settings: v}, err
}

// worthKeeping is how long the settings are, in bytes, where reading them is felt:
// a few hundred servers.
const worthKeeping = 256 << 10

func (s *Store) seenPath() string { return filepath.Join(s.dir, "settings.seen") }

// seenBy stands for all that decides what reading the settings comes to.
func (s *Store) seenBy(data []byte) digest {
	h := sha256.New()
	h.Write(data)
	rules, _ := json.Marshal([]Rules{s.policy.initial, s.policy.locked}) // texts, numbers and truths: it cannot fail
	h.Write(rules)
	if program, err := os.Executable(); err == nil {
		if info, err := os.Stat(program); err == nil {
			fmt.Fprint(h, "\x00", info.Size(), info.ModTime().UnixNano())
		}
	}
	return digest(h.Sum(nil))
}

// settings.seen is the CRC-32 (IEEE) of the rest, big endian, the digest of what
// it was made of, and a seen as package gob has it.
type seen struct {
	Settings Settings
	Hashes   []string
}

func readSeen(path string, of digest) (View, bool) {
	data, err := os.ReadFile(path)
	if err != nil || len(data) < 4+len(of) || !bytes.Equal(data[4:4+len(of)], of[:]) || binary.BigEndian.Uint32(data) != crc32.ChecksumIEEE(data[4:]) {
		return View{}, false
	}
	var in seen
	err = gob.NewDecoder(bytes.NewReader(data[4+len(of):])).Decode(&in)
	return View{in.Settings, in.Hashes}, err == nil && len(in.Hashes) == len(in.Settings.Profiles)
}

func writeSeen(path string, of digest, v Settings) error {
	in := seen{Settings: v}
	for _, p := range v.Profiles {
		in.Hashes = append(in.Hashes, p.Hash())
	}
	b := bytes.NewBuffer(append(make([]byte, 4), of[:]...))
	if err := gob.NewEncoder(b).Encode(in); err != nil {
		return err
	}
	binary.BigEndian.PutUint32(b.Bytes(), crc32.ChecksumIEEE(b.Bytes()[4:]))
	return WriteFile(path, b.Bytes())
}
