package forms

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// An input is the widget of one field.
type input struct {
	object fyne.CanvasObject
	focus  fyne.Focusable
	show   func() // draws the value anew

	onFocus *func() // called when the cursor comes
}

// newInput returns the widget that edits the value to which pointer leads at
// the time of each edit.
func newInput(key string, pointer func() any, edited func()) input {
	switch pointer().(type) {
	case *string:
		return textInput(widgets.NewEntry(), func() string { return *pointer().(*string) }, func(s string) { *pointer().(*string) = s; edited() })
	case *mailcore.Secret:
		return textInput(widgets.NewPassword(), func() string { return string(*pointer().(*mailcore.Secret)) }, func(s string) { *pointer().(*mailcore.Secret) = mailcore.Secret(s); edited() })
	case *int:
		return textInput(widgets.NewEntry(), func() string { return numberText(*pointer().(*int)) }, func(s string) { *pointer().(*int) = parseNumber(s); edited() })
	case *[]string:
		return textInput(widgets.NewEntry(), func() string { return strings.Join(*pointer().(*[]string), ", ") }, func(s string) { *pointer().(*[]string) = splitList(s); edited() })
	case *bool:
		return boolInput(key, func() *bool { return pointer().(*bool) }, edited)
	case *mailcore.Encryption:
		return choiceInput("encryption.", mailcore.Encryptions, func() *mailcore.Encryption { return pointer().(*mailcore.Encryption) }, edited)
	case *mailcore.Charset:
		return choiceInput("charset.", mailcore.Charsets, func() *mailcore.Charset { return pointer().(*mailcore.Charset) }, edited)
	case *mailcore.Protocol:
		return choiceInput("protocol.", mailcore.Protocols, func() *mailcore.Protocol { return pointer().(*mailcore.Protocol) }, edited)
	case *mailcore.Provider:
		return choiceInput("oauth.provider.", mailcore.Providers, func() *mailcore.Provider { return pointer().(*mailcore.Provider) }, edited)
	case *mailcore.AuthMethod:
		return choiceInput("auth.", methodsOf(key), func() *mailcore.AuthMethod { return pointer().(*mailcore.AuthMethod) }, edited)
	}
	panic("forms: no widget for the type of " + key)
}

func methodsOf(key string) []mailcore.AuthMethod {
	switch key {
	case "outgoing.pop.auth":
		return mailcore.PopAuthMethods
	case "incoming.auth":
		return mailcore.AllIncomingAuthMethods
	}
	return mailcore.AuthMethods
}

func textInput(e *widgets.Entry, value func() string, set func(string)) input {
	show := func() {
		onChanged := e.OnChanged
		e.OnChanged = nil
		e.SetText(value())
		e.OnChanged = onChanged
	}
	show()
	e.OnChanged = set
	return input{e, e, show, &e.OnFocus}
}

func boolInput(key string, value func() *bool, edited func()) input {
	c := widgets.NewCheck(assets.Text("field."+key+".check"), nil)
	show := func() {
		c.OnChanged = nil
		c.SetChecked(*value())
		c.OnChanged = func(on bool) { *value() = on; edited() }
	}
	show()
	return input{c, c, show, &c.OnFocus}
}

func choiceInput[T ~string](prefix string, all []T, value func() *T, edited func()) input {
	options := make([]widgets.Option, len(all))
	for i, v := range all {
		options[i] = widgets.Option{Value: string(v), Label: assets.Text(prefix + cmp.Or(string(v), "none"))}
	}
	c := widgets.NewChoice(options, 0, func(v string) { *value() = T(v); edited() })
	show := func() { c.SetSelected(string(*value())) }
	show()
	return input{c, c, show, &c.OnFocus}
}

// numberText leaves a number that was never given empty.
func numberText(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// parseNumber reads what people type, full-width digits too. What is no
// number becomes -1, which no setting allows.
func parseNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(norm.NFKC.String(s)))
	if err != nil {
		return -1
	}
	return n
}

var listSeparators = regexp.MustCompile(`[,、，;；\s\p{Z}]+`)

func splitList(s string) []string {
	var list []string
	for _, item := range listSeparators.Split(s, -1) {
		if item != "" {
			list = append(list, item)
		}
	}
	return list
}
