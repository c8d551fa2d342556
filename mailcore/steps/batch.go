package steps

import (
	"cmp"
	"context"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A Batch runs many tests, several at a time and never two at once that talk
// to one server. Two names are one server when they lead to a common address.
//
// The window and the terminal both need it, so it starts goroutines itself:
// one for each test that runs and one for each name that is looked up. All of
// them have ended when [Batch.Run] returns.
type Batch struct {
	AtOnce int                                                          // tests that run at a time at most; 0 means 8
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error) // nil means the system's resolver
}

const (
	usualAtOnce = 8                // more would make the times of each depend on the others
	lookupLimit = 10 * time.Second // of one name: two tries of five (resolv.conf(5)); without an answer its name alone counts
)

// A Job is one test of a batch.
type Job struct {
	Hosts []string // whom it talks to: [Plan.Hosts]
	// Run is called once, when it is the job's turn, on a goroutine of its
	// own: passwords are best fetched here. It returns soon after ctx ends.
	Run func(ctx context.Context, show func(mailcore.Report)) (mailcore.Report, error)
	// Keep is called once with the report of a test without an error, on the
	// same goroutine, before the job has ended: a disk that takes its time holds
	// up no other test. Nil keeps nothing.
	Keep func(mailcore.Report) error
}

// NewJob returns the test of p as far as scope goes, which run carries out; where
// there can be none, a job that says why.
func NewJob(p mailcore.Profile, scope mailcore.Scope, keep func(mailcore.Report) error, run func(ctx context.Context, show func(mailcore.Report)) (mailcore.Report, error)) Job {
	if err := products.Testable(p, scope); err != nil {
		return Job{Run: func(context.Context, func(mailcore.Report)) (mailcore.Report, error) { return mailcore.Report{}, err }}
	}
	return Job{Hosts: NewPlan(p, scope).Hosts(), Keep: keep, Run: run}
}

// Hosts returns the servers that the plan talks to.
func (p Plan) Hosts() []string {
	var hosts []string
	for _, row := range p.rows {
		switch {
		case row.step != mailcore.Resolve:
		case row.side == mailcore.BeforeSide:
			hosts = append(hosts, p.Profile.POPServer().Host)
		case row.side == mailcore.OutgoingSide:
			hosts = append(hosts, p.Profile.Outgoing.Host)
		default:
			hosts = append(hosts, p.Profile.Incoming.Host)
		}
	}
	return hosts
}

// Run runs the jobs and returns when all have ended. It calls show from the
// calling goroutine after every change of a job, and once with Ended set. Jobs
// begin in their order; one that waits for a server lets none pass that needs
// the same server, so that each has its turn. When ctx ends, those that run
// are stopped and the rest end without a test.
func (b Batch) Run(ctx context.Context, jobs []Job, show func(mailcore.Outcome)) {
	q := newQueue(ctx, b, jobs, show)
	defer q.ended.Wait()
	done := ctx.Done()
	for {
		q.start()
		if len(q.waiting)+q.running+q.keeping+q.looking == 0 {
			return
		}
		select {
		case news := <-q.news:
			news()
		case <-done:
			done = nil
		}
	}
}

// A queue is a batch under way. Only the goroutine of Run touches it; the
// others send it news.
type queue struct {
	ctx     context.Context
	batch   Batch
	jobs    []Job
	show    func(mailcore.Outcome)
	waiting []int               // in order
	hosts   [][]string          // of each job, as names of DNS
	known   map[string][]string // what names lead to; nil while it is being looked up
	busy    map[string]bool     // names and addresses
	running int                 // tests
	keeping int                 // reports
	looking int                 // for names
	stale   bool                // something may start
	news    chan func()
	ended   sync.WaitGroup
}

func newQueue(ctx context.Context, b Batch, jobs []Job, show func(mailcore.Outcome)) *queue {
	b.AtOnce = cmp.Or(b.AtOnce, usualAtOnce)
	if b.Lookup == nil {
		b.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	q := &queue{
		ctx: ctx, batch: b, jobs: jobs, show: show, hosts: make([][]string, len(jobs)),
		known: map[string][]string{}, busy: map[string]bool{}, stale: true, news: make(chan func()),
	}
	for i, job := range jobs {
		q.waiting = append(q.waiting, i)
		q.hosts[i] = hostNames(job.Hosts)
	}
	return q
}

// hostNames returns hosts as DNS compares them, each once. What is no name is
// left to the test to complain about.
func hostNames(hosts []string) []string {
	var all []string
	for _, host := range hosts {
		if name, err := mailcore.ASCIIHost(host); err == nil {
			host = name
		}
		if host = strings.ToLower(host); host != "" && !slices.Contains(all, host) {
			all = append(all, host)
		}
	}
	return all
}

// tell hands news to the goroutine of Run.
func (q *queue) tell(news func()) { q.news <- news }

// start lets everybody begin whose servers are free. Once the batch is stopped
// it ends those that wait.
func (q *queue) start() {
	if q.ctx.Err() != nil {
		q.drop()
	}
	if !q.stale || q.full() {
		return
	}
	q.stale = false
	taken := maps.Clone(q.busy)
	q.waiting = slices.DeleteFunc(q.waiting, func(i int) bool {
		keys, ready := q.keys(i)
		if slices.ContainsFunc(keys, func(k string) bool { return taken[k] }) {
			ready = false
		}
		for _, k := range keys {
			taken[k] = true // those behind wait too
		}
		if ready = ready && !q.full(); ready {
			q.run(i, keys)
		}
		return ready
	})
}

// full reports whether nobody may begin: too many tests run, or wait for the
// disk.
func (q *queue) full() bool { return max(q.running, q.keeping) >= q.batch.AtOnce }

// drop ends what has not begun.
func (q *queue) drop() {
	for _, i := range q.waiting {
		q.show(mailcore.Outcome{Job: i, Err: &mailcore.NoTest{Reason: mailcore.NotReached, Err: context.Cause(q.ctx)}, Ended: true})
	}
	q.waiting = nil
}

// keys returns the names and addresses that a job needs for itself, and
// whether all of them are known.
func (q *queue) keys(i int) (keys []string, complete bool) {
	complete = true
	for _, host := range q.hosts[i] {
		addrs, known := q.known[host]
		if !known && q.looking < q.batch.AtOnce {
			q.resolve(host)
		}
		complete = complete && addrs != nil
		keys = append(append(keys, host), addrs...)
	}
	return keys, complete
}

// resolve finds out where a name leads.
func (q *queue) resolve(host string) {
	q.known[host] = nil
	q.looking++
	q.ended.Go(func() {
		addrs := q.batch.addresses(q.ctx, host)
		q.tell(func() {
			q.known[host], q.stale = addrs, true
			q.looking--
		})
	})
}

// addresses is never nil.
func (b Batch) addresses(ctx context.Context, host string) []string {
	texts := []string{}
	if a, err := netip.ParseAddr(host); err == nil {
		return append(texts, a.Unmap().String())
	}
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	addrs, _ := b.Lookup(ctx, host) // whether there are any is for the test to say
	for _, a := range addrs {
		texts = append(texts, a.Unmap().String())
	}
	return texts
}

// run begins a job and frees its servers at the end.
func (q *queue) run(i int, keys []string) {
	q.running++
	for _, k := range keys {
		q.busy[k] = true
	}
	q.ended.Go(func() {
		report, err := q.jobs[i].Run(q.ctx, func(r mailcore.Report) {
			q.tell(func() { q.show(mailcore.Outcome{Job: i, Report: r}) })
		})
		q.tell(func() {
			q.running--
			q.keeping++
			for _, k := range keys {
				delete(q.busy, k)
			}
			q.stale = true
		})
		if keep := q.jobs[i].Keep; keep != nil && err == nil {
			err = keep(report)
		}
		q.tell(func() {
			q.keeping--
			q.stale = true
			q.show(mailcore.Outcome{Job: i, Report: report, Err: err, Ended: true})
		})
	})
}
