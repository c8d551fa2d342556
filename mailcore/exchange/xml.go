package exchange

import (
	"slices"
	"strings"

	"todoku/pattern"
)

var (
	xmlMail = pattern.New(`(?i)<[^>]*(?:smtp|mailSettings|mailserver|mail-server|mailer)`)
	// xmlVersion is that which Jenkins writes; nothing in it needs it.
	xmlVersion = pattern.New(`^(\s*<\?xml version=['"])1\.1(['"])`)
	xmlPage    = pattern.New(`(?i)<!doctype html|<html|<body|<table|<div`)
)

func looksLikeXML(text, name string) bool {
	trimmed := strings.TrimSpace(text)
	return strings.HasPrefix(trimmed, "<") && !strings.HasPrefix(trimmed, "<?php") && !xmlPage.MatchString(text) &&
		(strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".config") || xmlMail.MatchString(text))
}

// readXML reads the settings of a program, such as web.config of .NET or the
// mailer of Jenkins: elements and attributes are names.
func readXML(text string) ([]Draft, error) {
	root, err := readTree(xmlVersion.ReplaceAllString(text, "${1}1.0$2"))
	if err != nil {
		return nil, err
	}
	return fromSettings(root.settings(nil, nil)), nil
}

// settings lists the values in an element. <add key="SmtpHost" value="…"/> is
// a name with its value, too.
func (e *element) settings(path []string, all []setting) []setting {
	for _, c := range e.children {
		if len(all) > maxNodes {
			break
		}
		below := within(path, c.name)
		key, value := c.attrs["key"], c.attrs["value"]
		if key == "" {
			key = c.attrs["name"]
		}
		if _, ok := c.attrs["value"]; ok && key != "" {
			all = append(all, setting{within(path, key), value, Source{Line: c.line, Text: key}, false})
			continue
		}
		var names []string
		for name := range c.attrs {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			all = append(all, setting{within(below, name), c.attrs[name], Source{Line: c.line, Text: name}, false})
		}
		if c.text != "" && len(c.text) <= maxValue {
			all = append(all, setting{below, c.text, Source{Line: c.line, Text: c.name}, false})
		}
		all = c.settings(below, all)
	}
	return all
}
