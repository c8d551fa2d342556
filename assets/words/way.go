package words

import (
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/products"
)

// Way says whose way of sending a test took.
func Way(ids []mailcore.Product) string {
	return assets.Text("way", "products", namesOf(ids))
}

func namesOf(ids []mailcore.Product) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = chosen("product.", string(id))
	}
	return strings.Join(names, assets.Text("list.separator"))
}

// WayNote says what the product in whose way a test went does at a step, where
// another program might do otherwise; "" where nothing is special.
func WayNote(r mailcore.Report, res mailcore.Result) string {
	if len(r.For) == 0 || res.Side != mailcore.OutgoingSide {
		return ""
	}
	key := ""
	switch {
	case res.Step == mailcore.StartTLS && res.State == mailcore.Unneeded:
		key = "way.unencrypted"
	case res.Step == mailcore.Authorize && res.State == mailcore.Unneeded:
		key = "way.without-login"
	case res.Facts["upgrade"] != "":
		key = "way.upgrades"
	case res.Facts["chosen"] != "":
		key = "way.chooses"
	case res.Facts["helo"] != "" && products.UnknownName(r.Profile, r.For):
		key = "way.helo"
	default:
		return ""
	}
	return assets.Text(key, "products", namesOf(r.For), "method", res.Facts["chosen"], "helo", res.Facts["helo"])
}

// A Verdict says of one product whether it will send.
type Verdict struct {
	Product mailcore.Product
	State   mailcore.State // [mailcore.Passed], [mailcore.Failed], or [mailcore.Running]
	Text    string
}

// Verdicts says of each product in whose way a test went whether it will send;
// nothing where it went in nobody's.
func Verdicts(r mailcore.Report) (all []Verdict) {
	for _, way := range r.Each() {
		v := Verdict{State: mailcore.Passed}
		failure, failed := way.Failure()
		stopped := failure.Fault == mailcore.Stopped
		title := ""
		switch {
		case !way.Ended(), stopped:
			v.State = mailcore.Running
		case failed:
			v.State, title = mailcore.Failed, Finding(cause.Diagnose(way)[0]).Title
		}
		for _, id := range way.For {
			v.Product, v.Text = id, assets.Text("way."+string(v.State), "product", id, "title", title, "scope", assets.Text("scope."+string(r.Scope)))
			all = append(all, v)
		}
	}
	return all
}
