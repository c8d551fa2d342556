package words

import (
	"cmp"
	"errors"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/products"
)

// Value says what a change sets its field to, as the form shows it.
func Value(c mailcore.Change) string {
	if strings.HasSuffix(c.Field, mailcore.Tidied) {
		return assets.Text("value.tidied")
	}
	switch (&mailcore.Profile{}).Field(c.Field).(type) {
	case *mailcore.Encryption:
		return chosen("encryption.", c.Value)
	case *mailcore.AuthMethod:
		return chosen("auth.", c.Value)
	case *mailcore.Protocol:
		return chosen("protocol.", c.Value)
	case *mailcore.Provider:
		return chosen("oauth.provider.", c.Value)
	case *mailcore.Charset:
		return chosen("charset.", c.Value)
	case *bool:
		return chosenOr("value."+c.Field+".", "value.", c.Value)
	case *[]mailcore.Product:
		return productNames(c.Value)
	}
	return cmp.Or(c.Value, assets.Text("value.none"))
}

// chosen is the word for a choice; what nobody offers stands for itself.
func chosen(prefix, value string) string {
	if key := prefix + cmp.Or(value, "none"); assets.Has(key) {
		return assets.Text(key)
	}
	return value
}

// chosenOr is the word of a field's own for a choice, or else the usual one.
func chosenOr(own, usual, value string) string {
	if assets.Has(own + value) {
		return assets.Text(own + value)
	}
	return chosen(usual, value)
}

func productNames(list string) string {
	var ids []mailcore.Product
	for id := range strings.SplitSeq(list, ", ") {
		ids = append(ids, mailcore.Product(id))
	}
	return namesOf(ids)
}

// Changes says on a button what it would change. Where that is on both sides,
// the fields of the receiving one are named with their side.
func Changes(changes []mailcore.Change) string {
	n := 0
	for _, c := range changes {
		if strings.HasPrefix(c.Field, "incoming.") {
			n++
		}
	}
	both := n > 0 && n < len(changes)
	parts := make([]string, len(changes))
	for i, c := range changes {
		field := assets.Text("field." + strings.TrimSuffix(c.Field, mailcore.Tidied))
		if both {
			field = Field(c.Field)
		}
		parts[i] = assets.Text("change.part", "field", field, "value", Value(c))
	}
	return assets.Text("change.all", "changes", strings.Join(parts, assets.Text("list.separator")))
}

// Field names a field where it stands alone: one of the receiving side, or of
// POP before SMTP, with its side.
func Field(key string) string {
	key = strings.TrimSuffix(key, mailcore.Tidied)
	name := assets.Text("field." + key)
	if side := sideOf(key); side != mailcore.OutgoingSide {
		return assets.Text("side."+string(side)) + ": " + name
	}
	return name
}

// sideOf returns the side with which a field is named where it stands alone.
func sideOf(key string) mailcore.Side {
	switch {
	case strings.HasPrefix(key, "incoming."):
		return mailcore.IncomingSide
	case strings.HasPrefix(key, "outgoing.pop."):
		return mailcore.BeforeSide
	}
	return mailcore.OutgoingSide
}

// Fields names fields whose keys have blanks between.
func Fields(keys string) string {
	names := strings.Fields(keys)
	for i, key := range names {
		if !assets.Has("field." + strings.TrimSuffix(key, mailcore.Tidied)) {
			return keys // words already
		}
		names[i] = Field(key)
	}
	return strings.Join(names, assets.Text("list.separator"))
}

// Choice is a product's word for a choice of the row whose label is under key;
// a number has the word of its unit.
func Choice(key, unit, value string) string {
	numbered := "product.unit." + unit
	switch {
	case assets.Has(key + "." + value):
		return assets.Text(key + "." + value)
	case unit != "" && assets.Has(numbered+"."+value):
		return assets.Text(numbered + "." + value)
	case unit != "":
		return assets.Text(numbered, "n", value)
	}
	return value
}

// Refusal says why a row of a product's screen did not take a value.
func Refusal(err error) string {
	if r, ok := errors.AsType[products.Refused](err); ok {
		return assets.Text("problem." + r.Code)
	}
	return assets.Text("problem.locked")
}

// Outcome says how a test of r ended in the words of a product; "" where the
// product has none for it.
func Outcome(id mailcore.Product, r mailcore.Report) string {
	if line, _ := cause.ZaionnexLine(r); id == products.Zaionnex {
		return line
	}
	failure, failed := r.Failure()
	key := "product." + string(id) + ".result."
	switch queued, sent := r.Result(mailcore.OutgoingSide, mailcore.Queued); {
	case failed && failure.Fault == mailcore.Stopped:
		return ""
	case failed && assets.Has(key+string(failure.Fault)):
		return assets.Text(key + string(failure.Fault))
	case r.Unreached() && failure.Step != mailcore.Authorize && assets.Has(key+string(failure.Side)):
		return assets.Text(key + string(failure.Side))
	case failed && assets.Has(key+"failed"):
		return assets.Text(key + "failed")
	case sent && queued.State == mailcore.Passed && assets.Has(key+"passed"):
		return assets.Text(key + "passed")
	}
	return ""
}
