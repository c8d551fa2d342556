package exchange

import (
	"encoding/base64"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"todoku/pattern"
)

// maxNodes bounds what is read of a YAML or JSON text, with all that its
// aliases repeat.
const maxNodes = 200_000

var (
	yamlName    = pattern.New(`\.ya?ml$`)
	yamlSection = pattern.New(`(?m)^[ \t]*(?:email_delivery|smtp_settings|notifier|smtp|spring|mail|email|mailer|global)[ \t]*:[ \t]*(?:#.*)?\n[ \t]+[A-Za-z_&<][^\n]*:|^[ \t]*(?:smtp_smarthost|smtp_host|smtp_address)[ \t]*:|^spring\.mail\.\w+[ \t]*:`)
	composeMark = pattern.New(`(?m)^[ \t]*(?:environment|image|build)[ \t]*:`)
)

func looksLikeYAML(text, name string) bool {
	return yamlName.MatchString(name) || yamlSection.MatchString(text)
}

func looksLikeCompose(text, name string) bool {
	return !strings.HasSuffix(name, ".json") && hasLine("services:")(text, name) && composeMark.MatchString(text)
}

// readYAML reads the settings of a program, such as Redmine's
// configuration.yml, Spring's application.yml or Authelia's. Each document
// stands for itself.
func readYAML(text string) ([]Draft, error) {
	docs, err := yamlSettings(text)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	for _, all := range docs {
		drafts = append(drafts, fromSettings(all)...)
	}
	return drafts, nil
}

// readCompose reads the environment of each service, and nothing else: images,
// volumes and commands are no servers of mail.
func readCompose(text string) ([]Draft, error) {
	docs, err := yamlSettings(text)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	said := map[string]bool{}
	for _, all := range docs {
		services := map[string][]setting{}
		var names []string
		for _, s := range all {
			if len(s.path) < 4 || s.path[0] != "services" || s.path[2] != "environment" {
				continue
			}
			if services[s.path[1]] == nil {
				names = append(names, s.path[1])
			}
			services[s.path[1]] = append(services[s.path[1]], setting{s.path[3:], strings.ReplaceAll(s.value, "$$", "$"), s.at, false})
		}
		for _, name := range names {
			for _, d := range fromSettings(services[name]) {
				if key := d.summary(); !said[key] && len(drafts) <= maxDrafts {
					said[key], drafts = true, append(drafts, d)
				}
			}
		}
	}
	return drafts, nil
}

var yamlErrorLine = pattern.New(`line (\d+)`)

// yamlSettings lists the values of each document. Templates between braces,
// which are no YAML, are taken for values.
func yamlSettings(text string) ([][]setting, error) {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	var docs [][]setting
	walk := yamlWalk{lines: strings.Split(text, "\n")}
	for {
		var node yaml.Node
		err := decoder.Decode(&node)
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			line := 0
			if m := yamlErrorLine.FindStringSubmatch(err.Error()); m != nil {
				line, _ = strconv.Atoi(m[1])
			}
			return nil, &Error{Code: "syntax", Line: line}
		}
		walk.all = nil
		if err := walk.node(nil, &node, 0); err != nil {
			return nil, err
		}
		docs = append(docs, opened(walk.all))
	}
}

// opened decodes the data of a Secret of Kubernetes.
func opened(all []setting) []setting {
	if !slices.ContainsFunc(all, func(s setting) bool { return len(s.path) == 1 && s.path[0] == "kind" && s.value == "Secret" }) {
		return all
	}
	for i, s := range all {
		if plain, err := base64.StdEncoding.DecodeString(s.value); err == nil && s.path[0] == "data" && utf8.Valid(plain) {
			all[i].value = string(plain)
		}
	}
	return all
}

// A yamlWalk gathers the values of a tree.
type yamlWalk struct {
	all   []setting
	count int
	lines []string
}

// whole reports whether a value is a text as it is: quoted, and in one line
// that nothing would fill in before it is YAML. Redmine's file is such a
// template.
func (w *yamlWalk) whole(n *yaml.Node) bool {
	quoted := n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	return quoted && n.Line <= len(w.lines) && !strings.Contains(w.lines[n.Line-1], "<%")
}

func (w *yamlWalk) node(path []string, n *yaml.Node, depth int) error {
	if w.count++; depth > maxDepth || w.count > maxNodes {
		return &Error{Code: "too-deep", Line: n.Line}
	}
	switch n.Kind {
	case yaml.DocumentNode:
		return w.each(path, n.Content, depth, false)
	case yaml.AliasNode:
		return w.node(path, n.Alias, depth+1)
	case yaml.SequenceNode:
		return w.each(path, n.Content, depth, true)
	case yaml.MappingNode:
		return w.mapping(path, n, depth)
	}
	w.scalar(path, n)
	return nil
}

func (w *yamlWalk) each(path []string, nodes []*yaml.Node, depth int, numbered bool) error {
	for i, c := range nodes {
		below := path
		if name, value := pairOf(c); numbered && value != nil {
			w.scalar(within(path, name.Value), value)
			continue
		}
		if numbered && c.Kind != yaml.ScalarNode {
			below = within(path, strconv.Itoa(i))
		}
		if err := w.node(below, c, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (w *yamlWalk) mapping(path []string, n *yaml.Node, depth int) error {
	begin := len(w.all)
	for _, merged := range []bool{true, false} { // what is merged in comes first
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if (key.Value == "<<") != merged {
				continue
			}
			below := path
			if !merged {
				below = within(path, key.Value)
			}
			if err := w.node(below, value, depth+1); err != nil {
				return err
			}
		}
		if merged {
			w.overrule(begin, len(path), n)
		}
	}
	return nil
}

// overrule drops what was merged in under names that the mapping has itself.
func (w *yamlWalk) overrule(begin, depth int, n *yaml.Node) {
	if len(w.all) == begin {
		return
	}
	own := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		own[n.Content[i].Value] = true
	}
	kept := slices.DeleteFunc(w.all[begin:], func(s setting) bool { return len(s.path) > depth && own[s.path[depth]] })
	w.all = w.all[:begin+len(kept)]
}

// pairOf recognises {name: SMTP_HOST, value: …} in a list, as Kubernetes writes
// it; {name: …, valueFrom: …} is a value that is elsewhere.
func pairOf(n *yaml.Node) (name, value *yaml.Node) {
	if len(n.Content) != 4 || n.Kind != yaml.MappingNode || n.Content[0].Value != "name" {
		return nil, nil
	}
	name, value = n.Content[1], n.Content[3]
	switch key := n.Content[2].Value; {
	case key == "valueFrom":
		return name, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!valueFrom", Line: value.Line}
	case key == "value" && value.Kind == yaml.ScalarNode:
		return name, value
	}
	return nil, nil
}

// scalar keeps a value. In a list, NAME=VALUE is a variable; a tag such as
// !env_var says that the value is elsewhere.
func (w *yamlWalk) scalar(path []string, n *yaml.Node) {
	value := n.Value
	if name, rest, ok := strings.Cut(value, "="); ok && len(path) > 0 && path[len(path)-1] == "environment" {
		path, value = within(path, strings.TrimSpace(name)), rest
	}
	if len(path) == 0 || len(value) > maxValue {
		return
	}
	if n.Tag == "!!null" {
		value = ""
	}
	if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") {
		value = "${" + n.Tag + "}"
	}
	w.all = append(w.all, setting{path, value, Source{Line: n.Line, Text: path[len(path)-1]}, w.whole(n)})
}

// within returns the path of a name below another.
func within(path []string, name string) []string {
	return append(path[:len(path):len(path)], name)
}
