package main

import (
	"math"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
)

// A jsonMailbox is what the receiving server holds. What nobody told is null.
type jsonMailbox struct {
	Count       int        `json:"count"`
	Bytes       *int64     `json:"bytes"`
	UIDL        bool       `json:"uidl"`
	WouldDelete []jsonMail `json:"would_delete"` // the oldest; with --delete-days
	TooLarge    int        `json:"too_large"`    // with --in-size-limit
	Deletable   *int       `json:"deletable"`    // null where not all were looked at
}

type jsonMail struct {
	UID  string  `json:"uid"`
	Date *string `json:"date"` // RFC 3339
}

// A jsonDelivery is what became of the test mail.
type jsonDelivery struct {
	TookMS      int64             `json:"took_ms"` // from sending until it was found
	Hops        []jsonHop         `json:"hops"`    // from the sender on
	Rewritten   []mailcore.Change `json:"rewritten"`
	AuthResults string            `json:"auth_results"`
	Folder      string            `json:"folder"`
	Junk        bool              `json:"junk"`
	SPF         string            `json:"spf"`
	DKIM        string            `json:"dkim"`
	DMARC       string            `json:"dmarc"`
	Signed      string            `json:"signed"`
}

type jsonHop struct {
	From    string  `json:"from"`
	By      string  `json:"by"`
	With    string  `json:"with"`
	At      *string `json:"at"` // RFC 3339
	DelayMS int64   `json:"delay_ms"`
}

func newMailbox(box *mailcore.Mailbox) *jsonMailbox {
	if box == nil {
		return nil
	}
	j := &jsonMailbox{
		Count: box.Count, Bytes: known(box.Bytes), UIDL: box.UIDL,
		TooLarge: box.TooLarge, Deletable: known(box.Deletable), WouldDelete: []jsonMail{},
	}
	for _, m := range box.WouldDelete {
		j.WouldDelete = append(j.WouldDelete, jsonMail{legible(m.UID), instant(m.Date)})
	}
	return j
}

func newDelivery(d *mailcore.Delivery) *jsonDelivery {
	if d == nil {
		return nil
	}
	j := &jsonDelivery{
		TookMS: int64(math.Round(d.Seconds * 1000)), Hops: []jsonHop{}, Rewritten: list(d.Rewritten),
		AuthResults: legible(d.AuthResults), Folder: legible(d.Folder), Junk: d.Junk,
		SPF: legible(d.SPF), DKIM: legible(d.DKIM), DMARC: legible(d.DMARC), Signed: d.Signed,
	}
	for _, h := range d.Hops {
		j.Hops = append(j.Hops, jsonHop{legible(h.From), legible(h.By), legible(h.With), instant(h.At), h.Delay.Milliseconds()})
	}
	return j
}

// known returns nil for -1, with which a report says that nobody told.
func known[N int | int64](n N) *N {
	if n < 0 {
		return nil
	}
	return &n
}

// instant writes a time, nil where it is unknown.
func instant(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	text := at.Format(time.RFC3339)
	return &text
}

// legible makes text out of a mail fit to be printed.
func legible(text string) string { return transcript.Visible([]byte(text)) }
