package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
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
	of, size := s.seenBy(path)
	if size < worthKeeping {
		return s.loadView()
	}
	v, err := readSeen(s.seenPath(), of)
	if err != nil {
		saved, err := s.Peek()
		if err != nil {
			return s.loadView()
		}
		v = viewOf(saved)
		if again, _ := s.seenBy(path); again == of {
			_ = writeSeen(s.seenPath(), of, v) // without it the next is as slow, no more
		}
	}
	s.retain(v.Preferences)
	s.CatchUp(v.Profiles)
	return v, nil
}

func viewOf(saved Settings) View {
	v := View{Settings: saved}
	for _, p := range saved.Profiles {
		v.hashes = append(v.hashes, p.Hash())
	}
	return v
}

func (s *Store) loadView() (View, error) {
	v, err := s.Load()
	return View{Settings: v}, err
}

// worthKeeping is how long the settings are, in bytes, where reading them is felt:
// a few hundred servers.
const worthKeeping = 256 << 10

func (s *Store) seenPath() string { return filepath.Join(s.dir, "settings.seen") }

// seenBy stands for all that decides what reading the settings comes to. It
// returns their length too, 0 where they cannot be read.
func (s *Store) seenBy(path string) (digest, int64) {
	f, err := os.Open(path)
	if err != nil {
		return digest{}, 0
	}
	defer f.Close()
	h := sha256.New()
	size, err := io.Copy(h, f)
	if err != nil {
		return digest{}, 0
	}
	rules, _ := json.Marshal([]Rules{s.policy.initial, s.policy.locked}) // texts, numbers and truths: it cannot fail
	h.Write(rules)
	if program, err := os.Executable(); err == nil {
		if info, err := os.Stat(program); err == nil {
			fmt.Fprint(h, "\x00", info.Size(), info.ModTime().UnixNano())
		}
	}
	return digest(h.Sum(nil)), size
}

// settings.seen is the CRC-32 (IEEE) of the rest in eight hex digits, and then
// what package gob makes of a seen, and of a seenProfile for each server.
type seen struct {
	Of          digest
	Preferences Preferences
	Profiles    int
}

type seenProfile struct {
	Profile mailcore.Profile
	Hash    string
}

var errNotSeen = errors.New("what was kept is of other settings, or damaged")

func readSeen(path string, of digest) (v View, err error) {
	f, err := os.Open(path)
	if err != nil {
		return v, err
	}
	defer f.Close()
	if !sound(f) {
		return v, errNotSeen
	}
	in, head := gob.NewDecoder(bufio.NewReader(f)), seen{}
	if err := in.Decode(&head); err != nil || head.Of != of {
		return v, errors.Join(err, errNotSeen)
	}
	v.Preferences, v.Profiles, v.hashes = head.Preferences, make([]mailcore.Profile, head.Profiles), make([]string, head.Profiles)
	for i := range v.Profiles {
		var one seenProfile
		if err := in.Decode(&one); err != nil {
			return View{}, err
		}
		v.Profiles[i], v.hashes[i] = one.Profile, one.Hash
	}
	return v, nil
}

// sound compares the sum at the beginning with that of the rest, and leaves f
// behind it.
func sound(f *os.File) bool {
	var want uint32
	head, sum := make([]byte, 8), crc32.NewIEEE()
	_, e1 := io.ReadFull(f, head)
	_, e2 := fmt.Sscanf(string(head), "%08x", &want)
	_, e3 := io.Copy(sum, f)
	_, e4 := f.Seek(int64(len(head)), io.SeekStart)
	return errors.Join(e1, e2, e3, e4) == nil && sum.Sum32() == want
}

func writeSeen(path string, of digest, v View) error {
	var b bytes.Buffer
	out := gob.NewEncoder(&b)
	err := out.Encode(seen{of, v.Preferences, len(v.Profiles)})
	for i, p := range v.Profiles {
		err = errors.Join(err, out.Encode(seenProfile{p, v.hashes[i]}))
	}
	if err != nil {
		return err
	}
	return WriteFile(path, fmt.Appendf(nil, "%08x%s", crc32.ChecksumIEEE(b.Bytes()), b.Bytes()))
}
