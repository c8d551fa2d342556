package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/products"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"
)

// A choice is a flag that takes one of a few words, whatever their case.
type choice[T ~string] struct {
	at      *T
	words   []string
	values  []T               // that the words mean
	aliases map[string]string // other words for some of them
}

// Type is the words, where they fit into the column of the help.
func (c *choice[T]) Type() string {
	if words := strings.Join(c.words, "|"); len(words) <= 32 {
		return words
	}
	return "WORD"
}

func (c *choice[T]) String() string {
	if c.at == nil { // package pflag asks an empty one
		return ""
	}
	return string(*c.at)
}

func (c *choice[T]) Set(text string) error {
	text = strings.ToLower(text)
	i := slices.Index(c.words, cmp.Or(c.aliases[text], text))
	if i < 0 {
		return say("cli.choice", "words", strings.Join(c.words, ", "))
	}
	*c.at = c.values[i]
	return nil
}

// pick adds a flag that sets at to one of the values.
func pick[T, V ~string](cmd *cobra.Command, at *T, name, help string, values []V) *choice[T] {
	c := &choice[T]{at: at, words: typed(values)}
	for _, v := range values {
		c.values = append(c.values, T(v))
	}
	return c.add(cmd, name, help)
}

// typed returns values as people type them.
func typed[V ~string](values []V) []string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = strings.ToLower(string(v))
	}
	return words
}

func (c *choice[T]) add(cmd *cobra.Command, name, help string) *choice[T] {
	if c.Type() == "WORD" {
		help += "; one of " + strings.Join(c.words, ", ")
	}
	cmd.Flags().Var(c, name, help)
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(c.words, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// A secretFile is a flag that names a file with a password, or - for standard
// input.
type secretFile string

func (f *secretFile) String() string        { return string(*f) }
func (f *secretFile) Type() string          { return "string" }
func (f *secretFile) Set(text string) error { *f = secretFile(text); return nil }

// seconds is a flag that takes a duration of whole seconds: 30s, 1m, 30.
type seconds struct {
	value, least int
}

func (s *seconds) String() string  { return strconv.Itoa(s.value) + "s" }
func (s *seconds) Type() string    { return "duration" }
func (s *seconds) decimal() string { return strconv.Itoa(s.value) }

func (s *seconds) Set(text string) error {
	if _, err := strconv.Atoi(text); err == nil {
		text += "s"
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return say("cli.time")
	case d%time.Second != 0:
		return say("cli.whole-seconds")
	case d < time.Duration(s.least)*time.Second:
		return say("cli.least-seconds", "n", s.least)
	}
	s.value = int(d / time.Second)
	return nil
}

// A server is a flag that takes HOST, HOST:PORT, [IPv6]:PORT, an address, or a
// URL such as ssl://HOST. What is odd about the host is judged with the
// settings.
type server struct {
	host       string
	port       int                 // 0 means the usual one
	encryption mailcore.Encryption // "" where the text says none
	mended     []string            // as [mailcore.ServerText] has it
}

func (s *server) Type() string { return "HOST[:PORT]" }

func (s *server) String() string {
	if s.port == 0 {
		return s.host
	}
	return s.host + ":" + strconv.Itoa(s.port)
}

func (s *server) Set(text string) error {
	if s.take(text) {
		return nil
	}
	host, port := splitPort(strings.TrimSpace(norm.NFKC.String(text)))
	*s = server{host: host}
	if port == "" {
		return nil
	}
	n, err := strconv.ParseUint(port[1:], 10, 16)
	if err != nil || n == 0 {
		return say("cli.port")
	}
	s.port = int(n)
	return nil
}

// take reads a URL.
func (s *server) take(text string) bool {
	t, ok := mailcore.ReadServer(text)
	if ok = ok && strings.Contains(norm.NFKC.String(text), "://"); ok {
		*s = server{t.Host, t.Port, t.Encryption, t.Mended}
	}
	return ok
}

// splitPort cuts ":PORT" off a host. A URL and a bare IPv6 address have no
// port of this kind.
func splitPort(text string) (host, port string) {
	if rest, ok := strings.CutPrefix(text, "["); ok {
		if inside, after, ok := strings.Cut(rest, "]"); ok && (after == "" || after[0] == ':') {
			return inside, after
		}
		return text, ""
	}
	i := strings.IndexByte(text, ':')
	if i < 0 || strings.Count(text, ":") > 1 || strings.Contains(text, "://") {
		return text, ""
	}
	return text[:i], text[i:]
}

// A productList is a flag that takes the names of products, with commas
// between, and can be repeated.
type productList []mailcore.Product

func (l *productList) Type() string { return "WORD,…" }

func (l *productList) String() string { return strings.Join(typed(*l), ",") }

func (l *productList) Set(text string) error {
	if strings.TrimSpace(text) == "" {
		*l = nil // none
		return nil
	}
	for name := range strings.SplitSeq(text, ",") {
		c := choice[mailcore.Product]{at: new(mailcore.Product), words: typed(products.IDs), values: products.IDs, aliases: productAliases()}
		if err := c.Set(strings.TrimSpace(name)); err != nil {
			return err
		}
		if !slices.Contains(*l, *c.at) {
			*l = append(*l, *c.at)
		}
	}
	return nil
}

func someProducts(cmd *cobra.Command, name, help string) {
	cmd.Flags().Var(new(productList), name, help+": "+strings.Join(typed(products.IDs), ", "))
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(typed(products.IDs), cobra.ShellCompDirectiveNoFileComp))
}
