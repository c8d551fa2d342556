// Command explain-score says how many failures of other programs, whose cause
// is known, are explained rightly: of each program, cause and language. The
// file is one of JSON lines and no part of the repository.
//
//	go run ./packaging/explain-score [-held NAME,NAME] [-misses] failures.jsonl
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// A failure is one line of the file: what a program printed, and why.
type failure struct {
	Text    string          `json:"text"`
	Lang    string          `json:"lang"`
	Cause   mailcore.Code   `json:"cause"` // "" where the text does not tell it
	Also    []mailcore.Code `json:"also"`  // acceptable
	Program string          `json:"program"`
	Server  string          `json:"server"` // what was wrong there
	Thin    bool            `json:"thin"`   // the text carries no cause
}

// A verdict is how an explanation compares with what was wrong.
type verdict int

const (
	right verdict = iota
	acceptable
	finer // one of our causes that the file has under a broader name
	thin  // it was said that the text tells nothing
	wrong
	confidentlyWrong
	verdicts
)

// columns are the headings of the verdicts.
var columns = [verdicts]string{"right", "also", "finer", "thin", "wrong", "confident"}

// broader are the names under which the file has causes that we tell apart.
var broader = map[mailcore.Code]mailcore.Code{
	"port-http": "not-mail-server", "port-ssh": "not-mail-server", "port-smtp": "not-mail-server", "port-pop3": "not-mail-server", "port-imap": "not-mail-server",
	"cert-self-signed": "cert-unknown-ca", "cert-chain": "cert-unknown-ca", "cert-av": "cert-unknown-ca",
	"no-mechanism": "auth-mech", "plaintext-refused": "starttls-required", "password-expired": "auth-fail", "auth-transition": "auth-fail",
	"pop-login-delay": "pop-sys", "imap-contact-admin": "pop-sys", "pop-sys-perm": "perm-5xx", "imap-limit": "mailbox-full",
	"server-silent": "tcp-timeout", "unexplained-closed": "conn-closed",
}

// A score counts verdicts.
type score [verdicts]int

func (s score) all() (n int) {
	for _, count := range s {
		n += count
	}
	return n
}

func (s score) share() float64 {
	return 100 * float64(s[right]+s[acceptable]+s[finer]+s[thin]) / float64(max(1, s.all()))
}

// strict counts only what has the file's own name for it.
func (s score) strict() float64 {
	return 100 * float64(s.all()-s[finer]-s[wrong]-s[confidentlyWrong]) / float64(max(1, s.all()))
}

func main() {
	held := flag.String("held", "", "the programs that nobody looks at, separated by commas")
	misses := flag.Bool("misses", false, "print what is wrong too, but for those programs")
	flag.Parse()
	if err := run(os.Stdout, flag.Arg(0), strings.Split(*held, ","), *misses); err != nil {
		fmt.Fprintln(os.Stderr, "explain-score:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, file string, held []string, misses bool) error {
	if file == "" {
		return errors.New("which file? make explain-score FAILURES=…")
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	failures, err := read(f)
	if err != nil {
		return err
	}
	t := tally{held: held}
	if misses {
		t.misses = out
	}
	for _, f := range failures {
		t.add(f)
	}
	t.print(out)
	return nil
}

func read(file io.Reader) (all []failure, err error) {
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var f failure
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, lines.Err()
}

// A tally is the score of everything that was explained.
type tally struct {
	held   []string
	misses io.Writer // nil where they are not wanted
	sums   map[string]map[string]*score
	sure   int // of the right ones, with high confidence
	times  []time.Duration
}

func (t *tally) add(f failure) {
	start := time.Now()
	e, err := cause.Explain([]byte(f.Text))
	t.times = append(t.times, time.Since(start))
	v := wrong
	if err == nil {
		v = judge(f, e)
	}
	if v < wrong && e.Confidence == cause.High {
		t.sure++
	}
	set := "seen"
	if slices.Contains(t.held, f.Program) {
		set = "held out"
	}
	t.count("set", set, v)
	t.count("set and language", set+", "+f.Lang, v)
	t.count("program", f.Program, v)
	t.count("cause", cmp.Or(string(f.Cause), "(none)"), v)
	if t.misses != nil && v >= wrong && set == "seen" {
		fmt.Fprintf(t.misses, "== %s | %s, %s | want %s %v | got %s, %s, %q\n%s\n", columns[v], f.Program, f.Server, f.Cause, f.Also, e.Finding.Code, e.Confidence, e.Seen, f.Text)
	}
}

func (t *tally) count(table, row string, v verdict) {
	if t.sums == nil {
		t.sums = map[string]map[string]*score{}
	}
	if t.sums[table] == nil {
		t.sums[table] = map[string]*score{}
	}
	if t.sums[table][row] == nil {
		t.sums[table][row] = &score{}
	}
	t.sums[table][row][v]++
}

// judge compares. Where the text tells no cause, it is right to name only the
// kind of failure, and to be sure of nothing.
func judge(f failure, e cause.Explanation) verdict {
	switch {
	case f.Cause != "" && e.Finding.Code == f.Cause:
		return right
	case slices.Contains(f.Also, e.Finding.Code):
		return acceptable
	case f.Cause != "" && broader[e.Finding.Code] == f.Cause, slices.Contains(f.Also, broader[e.Finding.Code]) && broader[e.Finding.Code] != "":
		return finer
	case f.Cause == "" && e.Confidence == cause.Low:
		return thin
	case e.Confidence == cause.High:
		return confidentlyWrong
	}
	return wrong
}

func (t *tally) print(out io.Writer) {
	for _, table := range []string{"program", "cause", "set and language", "set"} {
		fmt.Fprintf(out, "%-22s %6s %6s %6s", table, "all", "%", "strict")
		for _, heading := range columns {
			fmt.Fprintf(out, " %9s", heading)
		}
		fmt.Fprintln(out)
		for _, row := range slices.Sorted(maps.Keys(t.sums[table])) {
			s := t.sums[table][row]
			fmt.Fprintf(out, "%-22s %6d %6.1f %6.1f", row, s.all(), s.share(), s.strict())
			for _, n := range s {
				fmt.Fprintf(out, " %9d", n)
			}
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out)
	}
	if n := len(t.times); n > 0 {
		slices.Sort(t.times)
		fmt.Fprintf(out, "p95 %v of %d texts, %d right with high confidence\n", t.times[n*95/100], n, t.sure)
	}
}
