package words

import (
	"fmt"
	"strconv"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/ends"
	"todoku/mailcore/roster"
)

// Cell is what a list of servers says of one in a column of
// [roster.Columns], in one line; "—" where there is nothing to say.
func Cell(e *roster.Entry, column string) string {
	text := cell(e, column)
	if text = strings.Join(strings.Fields(text), " "); text == "" {
		return "—"
	}
	return text
}

func cell(e *roster.Entry, column string) string {
	switch column {
	case "name":
		return e.Name
	case "code":
		return e.Code
	case "host":
		return endpoint(e.Outgoing.Host, e.Outgoing.Port)
	case "incoming":
		if e.Incoming.Protocol == "" {
			return ""
		}
		return endpoint(e.Incoming.Host, e.Incoming.Port)
	case "user":
		return e.Outgoing.User
	case "from":
		return e.From
	case "products":
		return namesOf(e.Products)
	case "provider":
		return e.Provider
	case "standing":
		return assets.Text("standing." + string(e.Stands))
	case "tested":
		return tested(e.Profile)
	case "end":
		return ending(e)
	}
	return e.Text("office." + column)
}

func endpoint(host string, port int) string {
	if host == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d", host, max(0, port))
}

func tested(p mailcore.Profile) string {
	if p.Verified.At.IsZero() {
		return ""
	}
	return Moment(p.Verified.At)
}

func ending(e *roster.Entry) string {
	end, some := e.Next()
	if !some {
		return ""
	}
	return assets.Text("ends.cell", "when", Left(end), "what", assets.Text("ends."+string(end.Kind)))
}

// Left says how long it is until an end.
func Left(e ends.End) string {
	switch {
	case e.Level() == ends.Over && e.Kind == ends.Notice:
		return assets.Text("ends.over.notice")
	case e.Level() == ends.Over:
		return assets.Text("ends.over")
	case e.Days == 0:
		return assets.Text("ends.today")
	case e.Days == 1:
		return assets.Text("ends.tomorrow")
	}
	return assets.Text("ends.left", "n", strconv.Itoa(e.Days))
}

// EndTitle says what ends.
func EndTitle(e ends.End) string {
	if e.Kind == ends.Notice {
		return assets.Text("notice." + e.Notice + ".title")
	}
	return assets.Text("ends." + string(e.Kind) + ".title")
}

// EndRemedy says what to do about it.
func EndRemedy(e ends.End) string {
	if e.Kind == ends.Notice {
		return assets.Text("notice." + e.Notice + ".text")
	}
	return assets.Text("ends." + string(e.Kind) + ".remedy")
}
