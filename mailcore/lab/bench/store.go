//go:build lab

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"todoku/mailcore"
)

// What a long list, a long history and many passwords cost. These rows need no
// lab, but homes of their own, and servers on 127.9.0.0/16 that take their time.

const (
	crowd   = 1000 // servers of check --all
	long    = 2000 // servers of a long list
	past    = 100_000
	atOnce  = 8
	replies = 50 * time.Millisecond
)

// A homed is a program with a home of its own, which is as it was before each
// run.
type homed struct {
	program
	home    string
	restore []string // files in it
}

func (h homed) run(ctx context.Context) (sample, error) {
	s, _, err := h.weighed(ctx)
	return s, err
}

// weighed runs the program and returns its largest resident memory too, in MB.
// It may end with 1: a test failed.
func (h homed) weighed(ctx context.Context) (sample, float64, error) {
	for _, file := range h.restore {
		if err := copyFile(filepath.Join(h.home, file+".before"), filepath.Join(h.home, file)); err != nil {
			return sample{}, 0, err
		}
	}
	cmd := exec.CommandContext(ctx, h.program[0], h.program[1:]...)
	cmd.Env = append(os.Environ(), "TODOKU_HOME="+h.home, "TODOKU_PASSPHRASE_FILE="+filepath.Join(h.home, "passphrase"))
	var errs strings.Builder
	cmd.Stderr = &errs
	began := time.Now()
	err := cmd.Start()
	if err != nil {
		return sample{}, 0, err
	}
	most := make(chan float64)
	go func() { most <- peak(cmd.Process.Pid) }()
	err = cmd.Wait()
	took := time.Since(began)
	mb := <-most
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		return sample{}, 0, fmt.Errorf("%s: %w: %s", h.program, err, errs.String())
	}
	return sample{took, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, mb, nil
}

// peak watches the largest resident memory of a process until it ends, in MB.
// What the system tells afterwards counts this program's own, from before the
// other began.
func peak(pid int) (mb float64) {
	for {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		_, after, found := strings.Cut(string(status), "VmHWM:")
		if err != nil || !found {
			return mb
		}
		var kb float64
		fmt.Sscan(after, &kb)
		mb = max(mb, kb/1024)
		time.Sleep(2 * time.Millisecond)
	}
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o600)
}

// A shelf is where the homes are.
type shelf struct {
	dir, cli string
	port     int  // of the servers
	open     bool // they take everybody: no vault is needed
}

// storeRows measures what is kept: settings, past tests, passwords.
func storeRows(ctx context.Context, g *ground, only string) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := &shelf{dir: dir, cli: g.cli}
	for _, part := range []struct {
		name string
		do   func(context.Context, *shelf) error
	}{{"vault", vaultRows}, {"history", historyRows}, {"list", listRows}, {"check --all", crowdRows}} {
		if !strings.Contains(part.name, only) {
			continue
		}
		if err := part.do(ctx, s); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			fmt.Printf("%-44s left out: %v\n", part.name, err)
		}
	}
	return nil
}

// pair measures two programs in turn.
func pair(ctx context.Context, name string, rounds int, ours, peer runner, wall, cpu float64) error {
	give := func(r runner) func(*ground) runner { return func(*ground) runner { return r } }
	return row{name, rounds, give(ours), give(peer), wall, cpu}.measure(ctx, nil)
}

// weigh prints the memory of a program beside that of another, and what is
// aimed at: so many times as much, or so many MB more.
func weigh(ctx context.Context, name string, ours, peer homed, aim string) error {
	_, a, err := ours.weighed(ctx)
	if err != nil {
		return err
	}
	_, b, err := peer.weighed(ctx)
	if err == nil {
		fmt.Printf("%-44s MB %.1f / %.1f: %.2f, %+.1f  %s\n", name, a, b, a/b, a-b, aim)
	}
	return err
}

// A settingsFile is settings.toml.
type settingsFile struct {
	Version     int                `toml:"version"`
	Preferences map[string]any     `toml:"preferences"`
	Profiles    []mailcore.Profile `toml:"profiles"`
}

// home makes a home with so many servers and past tests. Passwords belong into a
// vault.
func (s *shelf) home(name string, servers, runs int) (string, error) {
	dir := filepath.Join(s.dir, name)
	v := settingsFile{1, map[string]any{"language": "en", "secrets": "vault", "keep_runs": 2 * past}, nil}
	for i := range servers {
		v.Profiles = append(v.Profiles, s.profile(i))
	}
	settings, err := toml.Marshal(v)
	if err != nil {
		return dir, err
	}
	return dir, errors.Join(
		os.MkdirAll(filepath.Join(dir, "history"), 0o700),
		os.WriteFile(filepath.Join(dir, "passphrase"), []byte("correct horse"), 0o600),
		os.WriteFile(filepath.Join(dir, "settings.toml"), settings, 0o600),
		os.WriteFile(filepath.Join(dir, "history", "runs.jsonl"), index(v.Profiles, runs), 0o600),
	)
}

func (s *shelf) profile(i int) mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name = fmt.Sprintf("00000000-0000-4000-8000-%012d", i), fmt.Sprintf("server%04d", i), fmt.Sprintf("Branch %d", i)
	p.From, p.TestTo = "taro@example.co.jp", "hanako@example.co.jp"
	o := &p.Outgoing
	o.Host, o.Port, o.Encryption, o.Plaintext = fmt.Sprintf("127.9.%d.%d", i/250, i%250+1), max(1, s.port), mailcore.NoEncryption, true
	o.Auth, o.User, o.Password, o.HELO = mailcore.PLAIN, fmt.Sprintf("user%d@example.co.jp", i), mailcore.Secret(fmt.Sprint("secret-", i)), "pc.example.co.jp"
	if s.open {
		o.Auth, o.User, o.Password = mailcore.NoAuth, "", ""
	}
	p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.LoginScope, At: time.Now(), OK: true, Auth: mailcore.PLAIN}
	return p
}

// A run is a line of the index of past tests, as far as it matters here.
type run struct {
	ID         string    `json:"id"`
	Started    time.Time `json:"started"`
	Took       int       `json:"took"`
	ProfileID  string    `json:"profile_id"`
	Code       string    `json:"code"`
	Name       string    `json:"name"`
	Host       string    `json:"host"`
	Port       int       `json:"port"`
	Encryption string    `json:"encryption"`
	User       string    `json:"user,omitempty"`
	From       string    `json:"from,omitempty"`
	To         string    `json:"to"`
	Scope      string    `json:"scope"`
	OK         bool      `json:"ok"`
	Side       string    `json:"side,omitempty"`
	Step       string    `json:"step,omitempty"`
	Fault      string    `json:"fault,omitempty"`
	Reply      string    `json:"reply,omitempty"`
	Hash       string    `json:"hash,omitempty"`
	Auth       string    `json:"auth,omitempty"`
}

// index is that of a history in which the servers were tested by turns, a minute
// apart, until a day ago.
func index(profiles []mailcore.Profile, runs int) []byte {
	var b bytes.Buffer
	for i := range runs {
		p := profiles[i%len(profiles)]
		began := time.Now().Add(-24*time.Hour - time.Duration(runs-i)*time.Minute).Truncate(time.Millisecond)
		r := run{
			ID: fmt.Sprintf("%s-%06d", began.Format("20060102-150405"), i), Started: began, Took: 150e6,
			ProfileID: p.ID, Code: p.Code, Name: p.Name, Host: p.Outgoing.Host, Port: p.Outgoing.Port, Encryption: "starttls",
			User: p.Outgoing.User, From: p.From, To: p.TestTo, Scope: "send", OK: i%3 > 0, Hash: p.Verified.Hash, Auth: "PLAIN",
			Reply: "250 2.0.0 Ok: queued as 4F2A1C",
		}
		if !r.OK {
			r.Side, r.Step, r.Fault, r.Reply = "outgoing", "auth", "replied", "535 5.7.8 Error: authentication failed"
		}
		text, _ := json.Marshal(r)
		fmt.Fprintf(&b, "%08x %s\n", crc32.ChecksumIEEE(text), text)
	}
	return b.Bytes()
}

// vaultRows measures how many passwords are kept.
func vaultRows(ctx context.Context, s *shelf) error {
	imports := func(n int) (homed, error) {
		dir, err := s.home(fmt.Sprint("vault", n), 1, 0)
		if err != nil {
			return homed{}, err
		}
		before, file := filepath.Join(dir, "before.msmtprc"), filepath.Join(dir, "new.msmtprc")
		if err := errors.Join(os.WriteFile(before, accounts("old", 1), 0o600), os.WriteFile(file, accounts("new", n), 0o600)); err != nil {
			return homed{}, err
		}
		if _, err := (homed{s.imports(before), dir, nil}).run(ctx); err != nil { // it makes the vault
			return homed{}, err
		}
		changed := []string{"secrets.age", "settings.toml"}
		for _, file := range changed {
			if err := copyFile(filepath.Join(dir, file), filepath.Join(dir, file+".before")); err != nil {
				return homed{}, err
			}
		}
		return homed{s.imports(file), dir, changed}, nil
	}
	one, err := imports(1)
	if err != nil {
		return err
	}
	many, err := imports(200)
	if err != nil {
		return err
	}
	return pair(ctx, "import of 200 passwords / of 1, vault", 5, many, one, 0, 1.2)
}

func (s *shelf) imports(file string) program {
	return program{s.cli, "import", "--from", file, "--as", "msmtprc"}
}

// accounts are those of an msmtprc, with their passwords.
func accounts(name string, n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "account %s%d\nhost smtp%d.example.co.jp\nport 587\nauth plain\ntls on\nuser %[1]s%d@example.co.jp\nfrom %[1]s%d@example.co.jp\npassword hunter%d\n\n", name, i, i, i, i, i)
	}
	return b.Bytes()
}

func historyRows(ctx context.Context, s *shelf) error {
	short, err := s.home("short", 20, 20)
	if err != nil {
		return err
	}
	full, err := s.home("full", 20, past)
	if err != nil {
		return err
	}
	ours, peer := homed{program{s.cli, "history"}, full, nil}, homed{program{s.cli, "history"}, short, nil}
	if err := pair(ctx, "history of 100,000, the newest 20 / of 20", 20, ours, peer, 1.5, 1.5); err != nil {
		return err
	}
	return weigh(ctx, "  its memory", ours, peer, "≤ 1.50")
}

func listRows(ctx context.Context, s *shelf) error {
	dir, err := s.home("long", long, 0)
	if err != nil {
		return err
	}
	for _, r := range [][]string{{"list"}, {"show", "server1999"}} {
		name := fmt.Sprintf("%s with %d servers / version", r[0], long)
		if err := pair(ctx, name, 20, homed{append(program{s.cli}, r...), dir, nil}, program{s.cli, "version"}, 0, 2); err != nil {
			return err
		}
	}
	return nil
}

// crowdRows measures check --all: once with a delay, since that takes long.
func crowdRows(ctx context.Context, s *shelf) error {
	slow, err := stall(replies)
	if err != nil {
		return err
	}
	defer slow.close()
	s.port = slow.port
	s.open = true
	dir, err := s.home("slow", crowd, 0)
	if err != nil {
		return err
	}
	all := program{s.cli, "check", "--all", "--jobs", fmt.Sprint(atOnce)}
	whole, most, err := homed{all, dir, nil}.weighed(ctx)
	if err != nil {
		return err
	}
	idle := homed{program{s.cli, "version"}, dir, nil}
	_, least, err := idle.weighed(ctx)
	if err != nil {
		return err
	}
	var ones []time.Duration
	for range 5 {
		one, err := s.one(ctx, dir)
		if err != nil {
			return err
		}
		ones = append(ones, one)
	}
	slices.Sort(ones)
	one := median(ones)
	row{name: "check --all, 1,000 at 50 ms / its least", wall: 1.05}.print([]sample{whole}, []sample{{wall: one * crowd / atOnce}})
	fmt.Printf("%-44s MB %.1f / %.1f: %+.1f  ≤ +64\n", "  its memory / version's", most, least, most-least)
	slow.delay = 0
	long, err := s.home("history", crowd/4, past)
	if err != nil {
		return err
	}
	none, err := s.home("none", crowd/4, 0)
	if err != nil {
		return err
	}
	return pair(ctx, "check --all of 250, 100,000 past tests / none", 5, homed{all, long, nil}, homed{all, none, nil}, 1.1, 1.1)
}

// one returns how long the test of one server takes.
func (s *shelf) one(ctx context.Context, home string) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, s.cli, "check", "server0001", "--scope", "login", "--no-save", "--format", "json")
	cmd.Env = append(os.Environ(), "TODOKU_HOME="+home, "TODOKU_PASSPHRASE_FILE="+filepath.Join(home, "passphrase"))
	out, err := cmd.Output()
	if err != nil {
		return 0, err
	}
	var result struct {
		Took int64 `json:"took_ms"`
	}
	err = json.Unmarshal(out, &result)
	return time.Duration(result.Took) * time.Millisecond, err
}

// A stalling is a row of mail servers that think over each reply.
type stalling struct {
	port      int
	delay     time.Duration
	listeners []net.Listener
}

// stall begins to listen at the addresses of all servers.
func stall(delay time.Duration) (*stalling, error) {
	s := &stalling{delay: delay}
	for i := range crowd {
		l, err := net.Listen("tcp", fmt.Sprintf("127.9.%d.%d:%d", i/250, i%250+1, s.port))
		if err != nil {
			s.close()
			return nil, err
		}
		s.port = l.Addr().(*net.TCPAddr).Port
		s.listeners = append(s.listeners, l)
		go s.serve(l)
	}
	return s, nil
}

func (s *stalling) close() {
	for _, l := range s.listeners {
		l.Close()
	}
}

func (s *stalling) serve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go s.answer(conn)
	}
}

// answer lets everybody in.
func (s *stalling) answer(conn net.Conn) {
	defer conn.Close()
	say := func(text string) {
		time.Sleep(s.delay)
		fmt.Fprintf(conn, "%s\r\n", text)
	}
	say("220 mail.example.co.jp ESMTP")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		switch verb, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " "); verb {
		case "EHLO":
			say("250-mail.example.co.jp\r\n250 AUTH PLAIN")
		case "AUTH":
			say("235 2.7.0 Authentication successful")
		case "QUIT":
			say("221 2.0.0 Bye")
			return
		default:
			say("250 2.0.0 Ok")
		}
	}
}
