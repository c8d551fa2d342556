package words

import (
	"cmp"
	"strings"
	"time"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// Difference says what is different, how it was before, and how it is now.
func Difference(d cause.Difference) (name, before, after string) {
	say := differenceValue(d)
	return differenceName(d), say(d.Before), say(d.After)
}

func differenceName(d cause.Difference) string {
	switch d.Group {
	case cause.OutcomeGroup:
		return assets.Text("compare.outcome." + d.Name)
	case cause.SettingsGroup:
		return onSide(fieldSide(d.Name), assets.Text("field."+d.Name))
	case cause.TimingGroup:
		return Step(mailcore.Result{Side: d.Side, Step: mailcore.Step(d.Name)})
	}
	name := assets.Text("fact." + d.Name)
	if d.Side == mailcore.OutgoingSide {
		return name
	}
	return onSide(d.Side, name)
}

// fieldSide tells fields apart that have one label.
func fieldSide(key string) mailcore.Side {
	switch {
	case strings.HasPrefix(key, "outgoing.pop."):
		return mailcore.BeforeSide
	case strings.HasPrefix(key, "incoming."):
		return mailcore.IncomingSide
	case strings.HasPrefix(key, "outgoing."):
		return mailcore.OutgoingSide
	}
	return ""
}

func onSide(side mailcore.Side, name string) string {
	if side == "" {
		return name
	}
	return assets.Text("compare.on-side", "side", assets.Text("side."+string(side)), "name", name)
}

func differenceValue(d cause.Difference) func(string) string {
	switch {
	case d.Group == cause.SettingsGroup:
		return func(v string) string { return Value(mailcore.Change{Field: d.Name, Value: v}) }
	case d.Group == cause.TimingGroup:
		return func(v string) string {
			took, _ := time.ParseDuration(v)
			return Took(took)
		}
	case d.Group == cause.OutcomeGroup:
		return func(v string) string { return outcomeValue(d.Name, v) }
	}
	return func(v string) string {
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			return Moment(at)
		}
		return cmp.Or(v, assets.Text("value.none"))
	}
}

// outcomeValue says a value of [mailcore.OutcomeNames].
func outcomeValue(name, value string) string {
	switch {
	case value == "":
		return assets.Text("value.none")
	case name == "state":
		return State(mailcore.State(value))
	case name == "scope":
		return assets.Text("scope." + value)
	case name == "cause":
		return Cause(mailcore.Code(value))
	case name == "step":
		side, step, _ := strings.Cut(value, "/")
		return Step(mailcore.Result{Side: mailcore.Side(side), Step: mailcore.Step(step)})
	}
	return value
}

// Cause is the title of a cause alone, for lists.
func Cause(code mailcore.Code) string { return assets.Text("finding." + string(code) + ".title") }
