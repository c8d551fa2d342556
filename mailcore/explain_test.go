package mailcore

import (
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"testing"
)

// A pasted is one record of testdata/explain/messages.txt.
type pasted struct {
	want   []Code
	source string
	text   string
}

func readMessages(t *testing.T, file string) (all []pasted) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for record := range strings.SplitSeq(string(data), "\n== ") {
		head, text, _ := strings.Cut(record, "\n")
		codes, source, ok := strings.Cut(strings.TrimPrefix(head, "== "), " | ")
		if !ok {
			continue
		}
		m := pasted{source: source, text: text}
		for code := range strings.SplitSeq(codes, "|") {
			m.want = append(m.want, Code(code))
		}
		all = append(all, m)
	}
	return all
}

// forDevelopment halves the messages by their text: the rules were written with
// one half in view and measured on the other.
func (m pasted) forDevelopment() bool {
	h := fnv.New32a()
	h.Write([]byte(m.text))
	return h.Sum32()%2 == 0
}

// TestExplainMessages measures how often the cause is right, and wants no
// wrong cause of which the program is confident.
func TestExplainMessages(t *testing.T) {
	right, all := map[bool]int{}, map[bool]int{}
	file := "testdata/explain/messages.txt"
	if f := os.Getenv("FILE"); f != "" {
		file = f
	}
	for _, m := range readMessages(t, file) {
		dev := m.forDevelopment()
		if !dev && os.Getenv("HELD") == "" {
			continue
		}
		e, err := Explain([]byte(m.text))
		all[dev]++
		if err == nil && slices.Contains(m.want, e.Finding.Code) {
			right[dev]++
			continue
		}
		t.Errorf("dev %v: got %s (%s, step %q, reply %d %s, seen %q), want %v for\n%s", dev, e.Finding.Code, e.Confidence, e.Step, e.Code, e.Enhanced, e.Seen, m.want, m.text)
	}
	t.Logf("development %d of %d, held out %d of %d", right[true], all[true], right[false], all[false])
}
