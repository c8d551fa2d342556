package forms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// An input is the widget of one field.
type input struct {
	object fyne.CanvasObject
	focus  fyne.Focusable
	show   func() // draws the value anew

	onFocus *func()       // called when the cursor comes
	refused func() string // why what is typed could not be taken; "" where it was
	mended  func() string // what was taken otherwise than it was typed; nil where nothing ever is
}

// taken is for inputs that take everything.
func taken() string { return "" }

// newInput returns the widget that edits the value to which pointer leads at
// the time of each edit.
func newInput(key string, pointer func() any, edited func()) input {
	switch pointer().(type) {
	case *string:
		return textInput(entryFor(key), func() string { return *pointer().(*string) }, func(s string) { *pointer().(*string) = s; edited() })
	case *mailcore.Secret:
		return textInput(widgets.NewPassword(), func() string { return string(*pointer().(*mailcore.Secret)) }, func(s string) { *pointer().(*mailcore.Secret) = mailcore.Secret(s); edited() })
	case *int:
		return textInput(latin(), func() string { return numberText(*pointer().(*int)) }, func(s string) { *pointer().(*int) = parseNumber(s); edited() })
	case *[]string:
		return textInput(widgets.NewEntry(), func() string { return strings.Join(*pointer().(*[]string), ", ") }, func(s string) { *pointer().(*[]string) = mailcore.SplitList(s); edited() })
	case *bool:
		return boolInput(key, func() *bool { return pointer().(*bool) }, edited)
	case *mailcore.Encryption:
		if key == "outgoing.encryption" { // which stands beside others
			return listInput("encryption.", mailcore.Encryptions, func() *mailcore.Encryption { return pointer().(*mailcore.Encryption) }, edited)
		}
		return choiceInput("encryption.", mailcore.Encryptions, func() *mailcore.Encryption { return pointer().(*mailcore.Encryption) }, edited)
	case *mailcore.Charset:
		return choiceInput("charset.", mailcore.Charsets, func() *mailcore.Charset { return pointer().(*mailcore.Charset) }, edited)
	case *mailcore.Protocol:
		return choiceInput("protocol.", mailcore.Protocols, func() *mailcore.Protocol { return pointer().(*mailcore.Protocol) }, edited)
	case *mailcore.Provider:
		return choiceInput("oauth.provider.", mailcore.Providers, func() *mailcore.Provider { return pointer().(*mailcore.Provider) }, edited)
	case *[]mailcore.Product:
		return productsInput(func() *[]mailcore.Product { return pointer().(*[]mailcore.Product) }, edited)
	case *mailcore.AuthMethod:
		return listInput("auth.", methodsOf(key), func() *mailcore.AuthMethod { return pointer().(*mailcore.AuthMethod) }, edited)
	}
	panic("forms: no widget for the type of " + key)
}

// entryFor returns the entry of a text: the name of a server has no Japanese, a
// memo has several lines.
func entryFor(key string) *widgets.Entry {
	if key == "office.memo" {
		e := widgets.NewMultiLine()
		e.SetMinRowsVisible(3)
		return e
	}
	e := widgets.NewEntry()
	e.Latin = strings.HasSuffix(key, "host")
	return e
}

// latin returns an entry for what is typed as it is on the keys.
func latin() *widgets.Entry {
	e := widgets.NewEntry()
	e.Latin = true
	return e
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
	return input{e, e, show, &e.OnFocus, taken, nil}
}

func boolInput(key string, value func() *bool, edited func()) input {
	c := widgets.NewCheck(assets.Text("field."+key+".check"), nil)
	show := func() {
		c.OnChanged = nil
		c.SetChecked(*value())
		c.OnChanged = func(on bool) { *value() = on; edited() }
	}
	show()
	return input{c, c, show, &c.OnFocus, taken, nil}
}

// choiceInput shows all that can be chosen, listInput one of many.
func choiceInput[T ~string](prefix string, all []T, value func() *T, edited func()) input {
	return radioOf(optionsOf(prefix, all), func() string { return string(*value()) }, func(v string) { *value() = T(v); edited() })
}

func listInput[T ~string](prefix string, all []T, value func() *T, edited func()) input {
	options := optionsOf(prefix, all)
	in := selectOf(options, func() string { return string(*value()) }, func(v string) { *value() = T(v); edited() })
	widest := slices.MaxFunc(options, func(a, b widgets.Option) int { return len(a.Label) - len(b.Label) })
	in.object.(*widgets.Select).PlaceHolder = widest.Label // which is never seen, but as wide as the list has to be
	return in
}

func optionsOf[T ~string](prefix string, all []T) []widgets.Option {
	options := make([]widgets.Option, len(all))
	for i, v := range all {
		label := assets.Text(prefix + cmp.Or(string(v), "none"))
		if string(v) == string(mailcore.AutoAuth) {
			label = assets.Text("form.recommended", "choice", label)
		}
		options[i] = widgets.Option{Value: string(v), Label: label}
	}
	return options
}

// productsInput ticks any number of products. One that is not offered, and
// that the settings name all the same, stays there.
func productsInput(value func() *[]mailcore.Product, edited func()) input {
	var checks []*widgets.Check
	var objects []fyne.CanvasObject
	offered := products.Offered()
	for _, id := range offered {
		c := widgets.NewCheck(assets.Text("product."+string(id)), nil)
		checks, objects = append(checks, c), append(objects, c)
	}
	collect := func(bool) {
		ticked := slices.DeleteFunc(slices.Clone(*value()), func(id mailcore.Product) bool { return slices.Contains(offered, id) })
		for i, c := range checks {
			if c.Checked {
				ticked = append(ticked, offered[i])
			}
		}
		*value() = ticked
		edited()
	}
	show := func() {
		for i, c := range checks {
			c.OnChanged = nil
			c.SetChecked(slices.Contains(*value(), offered[i]))
			c.OnChanged = collect
		}
	}
	show()
	return input{widgets.NewFlow(objects...), checks[0], show, &checks[0].OnFocus, taken, nil}
}

// checkOf, radioOf and selectOf are the widgets of products: their values are
// text.
func checkOf(label string, read func() string, write func(string)) input {
	c := widgets.NewCheck(label, nil)
	c.Wraps = true
	show := func() {
		c.OnChanged = nil
		c.SetChecked(read() == "true")
		c.OnChanged = func(on bool) { write(strconv.FormatBool(on)) }
	}
	show()
	return input{c, c, show, &c.OnFocus, taken, nil}
}

func radioOf(options []widgets.Option, read func() string, write func(string)) input {
	c := widgets.NewChoice(options, 0, write)
	show := func() { c.SetSelected(read()) }
	show()
	return input{c, c, show, &c.OnFocus, taken, nil}
}

func selectOf(options []widgets.Option, read func() string, write func(string)) input {
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.Label
	}
	s := widgets.NewSelect(labels, nil)
	s.PlaceHolder = assets.Text("select.open")
	show := func() {
		value := read()
		s.OnChanged = nil
		if i := slices.IndexFunc(options, func(o widgets.Option) bool { return o.Value == value }); i >= 0 {
			s.SetSelectedIndex(i)
		} else {
			s.ClearSelected()
		}
		s.OnChanged = func(string) { write(options[s.SelectedIndex()].Value) }
	}
	show()
	return input{s, s, show, &s.OnFocus, taken, nil}
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
