package words

import (
	"strconv"
	"time"

	"todoku/assets"
	"todoku/mailcore"
)

// A Warning is a notice in words.
type Warning struct {
	Title string
	Text  string
	When  string // since when, or how long it still works
}

// Notice says what will end, or has ended, and what to do.
func Notice(n mailcore.Notice) Warning {
	key := "notice.since"
	if n.DaysLeft > 0 {
		key = "notice.left"
	}
	return Warning{
		Title: assets.Text("notice." + n.ID + ".title"),
		Text:  assets.Text("notice." + n.ID + ".text"),
		When:  assets.Text(key, "days", strconv.Itoa(n.DaysLeft), "date", n.From.Format(time.DateOnly)),
	}
}
