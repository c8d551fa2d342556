package papers

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/ends"
)

func ending(now time.Time) Ends {
	var profiles []mailcore.Profile
	for i, days := range []int{9, 2, 1, 40, -3} {
		p := mailcore.NewProfile()
		p.ID, p.Code, p.Name = "id-"+string(rune('a'+i)), "mail"+string(rune('1'+i)), "本社の とても長い名前のメールサーバー; 二つ目, \\ その他"
		p.Outgoing.Host, p.Outgoing.User = "smtp.example.jp", "taro@example.jp"
		p.Verified.Until = now.AddDate(0, 0, days)
		profiles = append(profiles, p)
	}
	return NewEnds(profiles, ends.All(profiles, ends.Known{Now: now}), now)
}

func TestEndsAreOneEventADay(t *testing.T) {
	assets.SetLanguage("ja")
	now := time.Date(2026, 4, 1, 21, 0, 0, 0, time.FixedZone("JST", 9*3600))
	text := ending(now).Calendar()
	for line := range bytes.SplitSeq(bytes.TrimSuffix(text, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > 75 || !utf8.Valid(line) || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("a line that RFC 5545 does not allow: %q", line)
		}
	}
	c, err := ics.ParseCalendar(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	uids := map[string]bool{}
	var days []string
	for _, e := range c.Events() {
		uids[e.Id()] = true
		start, err := e.GetAllDayStartAt()
		end, err2 := e.GetAllDayEndAt()
		if err != nil || err2 != nil || !end.Equal(start.AddDate(0, 0, 1)) {
			t.Errorf("%s is from %v to %v: %v %v", e.Id(), start, end, err, err2)
		}
		days = append(days, start.Format(time.DateOnly))
		if s := e.GetProperty(ics.ComponentPropertySummary).Value; !strings.Contains(s, "二つ目, \\ その他: サーバーの証明書の期限") {
			t.Errorf("it is called %q", s)
		}
		if e.GetProperty(ics.ComponentPropertyDtstamp).Value != "20260401T120000Z" {
			t.Error("it does not say when it was written")
		}
	}
	if got := strings.Join(days, " "); got != "2026-03-29 2026-04-02 2026-04-03 2026-04-10 2026-05-11" || len(uids) != 5 {
		t.Errorf("%s, %d UIDs", got, len(uids))
	}
}

// Who imports it again, once a certificate was renewed, has no second event.
func TestAnEventThatMovesIsTheSame(t *testing.T) {
	now := time.Date(2026, 4, 1, 21, 0, 0, 0, time.UTC)
	before, after := ending(now), ending(now.AddDate(0, 1, 0))
	of := func(e Ends) map[string]string {
		c, err := ics.ParseCalendar(bytes.NewReader(e.Calendar()))
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		for _, e := range c.Events() {
			all[e.Id()] = e.GetProperty(ics.ComponentPropertySequence).Value
		}
		return all
	}
	older, newer := of(before), of(after)
	for uid, sequence := range older {
		if newer[uid] == "" || len(newer[uid]) < len(sequence) || newer[uid] <= sequence && len(newer[uid]) == len(sequence) {
			t.Errorf("%s: revision %s, then %q", uid, sequence, newer[uid])
		}
	}
	if !bytes.Equal(before.Calendar(), ending(now).Calendar()) {
		t.Error("the same ends give other bytes")
	}
}

func TestEndsAsPapers(t *testing.T) {
	now := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	for _, language := range assets.Languages {
		assets.SetLanguage(language)
		for _, f := range EndsFormats {
			golden(t, "ends."+language+f.Extension(), ending(now).As(f))
		}
	}
	assets.SetLanguage("ja")
}

func TestOutcomeAsPapers(t *testing.T) {
	o := Outcome{Lead: "2 件のテストが終わりました", State: mailcore.Failed, Written: time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC), Rows: []OutcomeRow{
		{State: mailcore.Failed, Server: "本社", Host: "smtp.example.jp:587", How: "パスワードが違います", Took: "1.2 秒"},
		{State: mailcore.Warned, Server: "=1+1", Host: "mail.example.jp:25", How: "証明書の期限が近づいています", Took: "9 ミリ秒"},
	}}
	assets.SetLanguage("ja")
	for _, f := range OutcomeFormats {
		golden(t, "outcome"+f.Extension(), o.As(f))
	}
}
