package watch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/mailcore/steps"
	"todoku/store"
)

// address says whose change it is and who gets a mail.
func (w *Watch) address(i int, r *Round) {
	c := &r.Changes[i]
	c.Round, c.ID = r.ID, fmt.Sprintf("%s-%d", r.ID, i)
	all := addresses(w.Settings, w.Saved.Profiles)
	if j := slices.IndexFunc(w.Saved.Profiles, func(p mailcore.Profile) bool { return p.ID == c.Server }); j >= 0 {
		p := w.Saved.Profiles[j]
		c.Code, c.Name = p.Code, p.Name
		c.Host = cmp.Or(p.Outgoing.Host, p.Incoming.Host)
		if len(p.Notify) > 0 {
			all = p.Notify
		}
	}
	if w.Settings.Mail {
		c.To = slices.Clone(all)
	}
}

// addresses are those of all servers that are watched.
func addresses(w store.Watch, profiles []mailcore.Profile) (all []string) {
	for _, p := range Chosen(w, profiles) {
		for _, to := range p.Notify {
			if !slices.Contains(all, to) {
				all = append(all, to)
			}
		}
	}
	return all
}

// Addresses are to whom the watch writes.
func (w *Watch) Addresses() []string { return addresses(w.Settings, w.Saved.Profiles) }

// show shows on the desktop what was not shown yet: how much changed, in words
// of our own alone.
func (w *Watch) show(r *Round) {
	var fresh []Change
	for _, c := range r.State.Outbox {
		if !c.Shown {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) == 0 || w.Desk == nil {
		return
	}
	if r.Unshown = w.Desk(notice(fresh)); r.Unshown != nil {
		return
	}
	w.phase("notified")
	for i := range r.State.Outbox {
		r.State.Outbox[i].Shown = true
	}
	_ = w.keep(r) // a notice that comes twice is better than none
}

// keep writes the state without what everybody has heard, or nobody will.
func (w *Watch) keep(r *Round) error {
	now := w.now()
	r.State.Outbox = slices.DeleteFunc(r.State.Outbox, func(c Change) bool {
		age := now.Sub(c.At)
		return len(c.To) == 0 && (c.Shown || age > keepUnseen) || age > keepUnsent
	})
	r.Unsent = r.State.Unmailed()
	return w.save(r.State)
}

// A parcel is what one address hears of one round.
type parcel struct {
	to, round string
	changes   []Change
}

// mail sends what was not sent yet, through servers that passed in this round.
func (w *Watch) mail(ctx context.Context, r *Round) {
	for _, p := range parcels(r.State.Outbox) {
		if !w.send(ctx, r, p.letter(), p.to, p.changes) {
			break // another would not arrive either
		}
		w.phase("sent")
		for i := range r.State.Outbox {
			if c := &r.State.Outbox[i]; c.Round == p.round {
				c.To = slices.DeleteFunc(slices.Clone(c.To), func(to string) bool { return to == p.to })
			}
		}
		if w.keep(r) != nil {
			return // what cannot be noted would be sent again
		}
		w.phase("noted")
	}
	w.beat(ctx, r)
	_ = w.keep(r)
}

func parcels(outbox []Change) (all []parcel) {
	for _, c := range outbox {
		for _, to := range c.To {
			i := slices.IndexFunc(all, func(p parcel) bool { return p.to == to && p.round == c.Round })
			if i < 0 {
				i, all = len(all), append(all, parcel{to: to, round: c.Round})
			}
			all[i].changes = append(all[i].changes, c)
		}
	}
	return all
}

// letter is a mail about what changed. One that is sent again, since nobody
// knows whether it arrived, has the same ID.
func (p parcel) letter() steps.Letter {
	var parts []string
	for _, c := range p.changes {
		parts = append(parts, c.Text())
	}
	return steps.Letter{ID: letterID(p.round, p.to), Subject: subject(p.changes), Body: strings.Join(parts, "\n") + "\n" + assets.Text("watch.mail.foot")}
}

func letterID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return "watch-" + hex.EncodeToString(sum[:12])
}

// mostSenders is through how many servers one mail is tried.
const mostSenders = 3

// send sends a letter through a server that works, rather not one that it is
// about.
func (w *Watch) send(ctx context.Context, r *Round, letter steps.Letter, to string, about []Change) bool {
	if w.uncounted() {
		return false
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	tried := 0
	for _, p := range w.senders(r, about) {
		p.TestTo, p.Products, p.Charset, p.Incoming = to, nil, mailcore.UTF8, incomingOf(p)
		if tried++; tried > mostSenders || ctx.Err() != nil {
			break
		}
		report, err := w.one(ctx, p, mailcore.SendScope, &letter, stop)
		receipt, _ := report.Result(mailcore.OutgoingSide, mailcore.Queued)
		if err == nil && receipt.State == mailcore.Passed {
			r.State.Unsent = ""
			return true
		}
		r.State.Unsent = "no-sender"
		if failure, failed := report.Failure(); failed && failure.Fault == mailcore.Unanswered {
			return true // it was handed over: it may well arrive, and must not twice
		}
	}
	if tried == 0 {
		r.State.Unsent = "no-sender"
	}
	return false
}

// uncounted reports whether refusals could not be counted now.
func (w *Watch) uncounted() bool { return w.Home.Attempts().Probe() != nil }

// incomingOf is the receiving side of p, which lends the account where both
// have one.
func incomingOf(p mailcore.Profile) mailcore.Incoming {
	if p.Outgoing.SameAccount {
		return p.Incoming
	}
	return mailcore.Incoming{}
}

// senders are the servers that passed in this round and can send: those first
// that no change is about.
func (w *Watch) senders(r *Round, about []Change) (all []mailcore.Profile) {
	var last []mailcore.Profile
	for i, p := range r.Profiles {
		passed := i < len(r.Outcomes) && r.Outcomes[i].Err == nil && r.Outcomes[i].Report.OK()
		if !passed || products.Testable(p, mailcore.SendScope) != nil || p.From == "" || mailcore.BareWord(p.From) {
			continue
		}
		if slices.ContainsFunc(about, func(c Change) bool { return c.Server == p.ID }) {
			last = append(last, p)
			continue
		}
		all = append(all, p)
	}
	return append(all, last...)
}

// beat sends the heart-beat of the week: on its day, or when that was missed.
// The first comes at once, which shows that mails arrive.
func (w *Watch) beat(ctx context.Context, r *Round) {
	now := w.now()
	back := int(now.Weekday()) - slices.Index(store.Weekdays, w.Settings.HeartBeat)
	y, m, d := now.Date()
	last := time.Date(y, m, d-(back+7)%7, 0, 0, 0, 0, now.Location())
	if w.Settings.HeartBeat == "" || !r.State.Beat.Before(last) {
		return
	}
	day := last.Format(time.DateOnly)
	due := false
	for _, to := range w.Addresses() {
		letter := steps.Letter{ID: letterID("beat", day, to), Subject: assets.Text("watch.beat.subject"), Body: beat(r)}
		due = w.send(ctx, r, letter, to, nil) || due
	}
	if due {
		r.State.Beat = now
	}
}
