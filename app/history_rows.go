package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/roster"
	"todoku/store"
)

// mostServers are offered to choose from: a menu of more cannot be read. The
// search finds the others.
const mostServers = 100

// serversOf lists the servers of runs, those tested last if there are too
// many, by name.
func serversOf(runs []store.Run) []widgets.Option {
	var servers []widgets.Option
	seen, labels := map[string]bool{}, map[string]int{}
	for _, r := range runs {
		if seen[r.Server()] || len(servers) == mostServers {
			continue
		}
		seen[r.Server()] = true
		label := cmp.Or(r.Name, r.Host, assets.Text("history.no-server"))
		if labels[label]++; labels[label] > 1 {
			label = fmt.Sprintf("%s（%s）", label, cmp.Or(r.Code, r.Host))
		}
		servers = append(servers, widgets.Option{Value: r.Server(), Label: label})
	}
	slices.SortFunc(servers, func(a, b widgets.Option) int { return cmp.Compare(a.Label, b.Label) })
	return servers
}

// matching returns the places of the runs that a query lets through.
func matching(ctx context.Context, runs []store.Run, texts func() []string, q forms.RunQuery, cause func(store.Run) mailcore.Code) []int {
	query := store.Query{Server: q.Server, Failed: q.Failed, Code: q.Code, Since: since(q.Days, time.Now())}
	wanted, all := strings.Fields(roster.Folded(q.Text)), []string(nil)
	if len(wanted) > 0 {
		all = texts()
	}
	shown := []int{}
	for i, r := range runs {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil
		}
		if query.Match(r, cause) && (all == nil || says(all[i], wanted)) {
			shown = append(shown, i)
		}
	}
	return shown
}

// searchable returns what the lines of runs say.
func searchable(runs []store.Run, cause func(store.Run) mailcore.Code) []string {
	texts := make([]string, len(runs))
	for i, r := range runs {
		texts[i] = roster.Folded(strings.Join(cells(pastRun(r, cause)), "\n"))
	}
	return texts
}

// says reports whether a line says each of the words somewhere.
func says(text string, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) })
}

// since is the first moment of the last days, of which 1 is today; 0 is ever.
func since(days int, now time.Time) time.Time {
	if days == 0 {
		return time.Time{}
	}
	year, month, day := now.Date()
	return time.Date(year, month, day-days+1, 0, 0, 0, 0, now.Location())
}

// pastRun says a run in the words of the table.
func pastRun(r store.Run, cause func(store.Run) mailcore.Code) forms.PastRun {
	p := forms.PastRun{
		State: mailcore.Passed, Sent: r.Started.Local().Format("2006-01-02 15:04:05"), Scope: assets.Text("scope." + string(r.Scope)),
		To: cmp.Or(r.To, "—"), Server: cmp.Or(r.Name, r.Host), Reply: r.Reply,
		Address: fmt.Sprintf("%s:%d  %s", r.Host, r.Port, assets.Text("encryption."+string(r.Encryption))),
	}
	if r.From != "" {
		p.From = assets.Text("history.from", "from", r.From)
	}
	p.Error = words.State(mailcore.Passed)
	if !r.OK {
		p.State, p.Error = mailcore.Failed, failure(r, cause(r))
		p.Reply = cmp.Or(r.Reply, words.Step(mailcore.Result{Side: r.Side, Step: r.Step}))
	}
	if r.Fault == mailcore.Stopped {
		p.State = mailcore.Warned
	}
	return p
}

// failure says the server's number and the cause.
func failure(r store.Run, cause mailcore.Code) string {
	reply, enhanced := r.Numbers()
	parts := []string{reply, enhanced, words.State(mailcore.Failed)}
	if cause != "" {
		parts[2] = words.Cause(cause)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "  ")
}

func cells(p forms.PastRun) []string {
	return []string{p.Sent, p.Scope, p.To, p.From, p.Server, p.Address, p.Error, p.Reply}
}

// spreadsheet writes the shown runs as a spreadsheet takes them from the
// clipboard: cells with tabs between, a line each.
func spreadsheet(runs []store.Run, shown []int, cause func(store.Run) mailcore.Code) string {
	var b strings.Builder
	for _, at := range shown {
		row := cells(pastRun(runs[at], cause))
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	return b.String()
}

// harmless keeps a server's words from being taken for a formula.
func harmless(cell string) string {
	cell = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(cell)
	if strings.IndexAny(cell, "=+-@") == 0 {
		return "'" + cell
	}
	return cell
}
