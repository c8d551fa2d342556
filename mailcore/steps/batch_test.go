package steps

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"todoku/mailcore"
)

// nowhere is a resolver that knows only the names it is given.
func nowhere(addrs map[string]string) func(context.Context, string) ([]netip.Addr, error) {
	return func(_ context.Context, host string) ([]netip.Addr, error) {
		if a, ok := addrs[host]; ok {
			return []netip.Addr{netip.MustParseAddr(a)}, nil
		}
		return nil, &net.DNSError{Name: host, IsNotFound: true}
	}
}

// A bout is a job that shows when it began and ends when it is told to.
type bout struct {
	began, end chan struct{}
}

func newBout() *bout { return &bout{make(chan struct{}), make(chan struct{})} }

func (b *bout) job(hosts ...string) Job {
	return Job{Hosts: hosts, Run: func(ctx context.Context, _ func(mailcore.Report)) (mailcore.Report, error) {
		close(b.began)
		select {
		case <-b.end:
		case <-ctx.Done():
		}
		return mailcore.Report{ID: "x"}, ctx.Err()
	}}
}

// within bounds every wait of a test.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// Two jobs for one server take turns, whatever it is called; others do not
// wait for them.
func TestBatchKeepsAServerToOneTest(t *testing.T) {
	addrs := map[string]string{"a.example.jp": "192.0.2.1", "alias.example.jp": "192.0.2.1", "b.example.jp": "192.0.2.2"}
	for name, second := range map[string]string{"same": "a.example.jp", "capitals": "A.example.JP.", "address": "192.0.2.1", "other name": "alias.example.jp"} {
		t.Run(name, func(t *testing.T) {
			var inside atomic.Int32
			began, other := make(chan struct{}, 2), newBout()
			guest := func(ctx context.Context, _ func(mailcore.Report)) (mailcore.Report, error) {
				defer inside.Add(-1)
				if inside.Add(1) > 1 {
					t.Error("two tests of one server at once")
				}
				began <- struct{}{}
				select {
				case <-other.end:
				case <-ctx.Done():
				}
				return mailcore.Report{}, ctx.Err()
			}
			go func() { <-began; <-other.began; close(other.end) }() // they overlap
			ended := 0
			jobs := []Job{{Hosts: []string{"a.example.jp"}, Run: guest}, {Hosts: []string{second}, Run: guest}, other.job("b.example.jp")}
			Batch{Lookup: nowhere(addrs)}.Run(within(t), jobs, func(o mailcore.Outcome) {
				ended++
				if o.Err != nil {
					t.Errorf("job %d: %v", o.Job, o.Err)
				}
			})
			if ended != len(jobs) {
				t.Errorf("%d of %d ended", ended, len(jobs))
			}
		})
	}
}

// A job that needs two servers is not passed by those that need one of them.
func TestBatchLetsNobodyStarve(t *testing.T) {
	first, both, free := newBout(), newBout(), newBout()
	var bothEnded atomic.Bool
	late := Job{Hosts: []string{"192.0.2.2"}, Run: func(context.Context, func(mailcore.Report)) (mailcore.Report, error) {
		if !bothEnded.Load() {
			t.Error("a later job passed")
		}
		return mailcore.Report{}, nil
	}}
	waits := both.job("192.0.2.1", "192.0.2.2")
	run := waits.Run
	waits.Run = func(ctx context.Context, show func(mailcore.Report)) (mailcore.Report, error) {
		defer bothEnded.Store(true) // its servers are free from here on, though it may not have been shown yet
		return run(ctx, show)
	}
	jobs := []Job{first.job("192.0.2.1"), waits, late, late, free.job("192.0.2.3")}
	close(free.end)
	close(both.end)
	Batch{}.Run(within(t), jobs, func(o mailcore.Outcome) {
		if o.Job == 4 {
			close(first.end)
		}
	})
	if !bothEnded.Load() {
		t.Error("the job with two servers never ran")
	}
}

// A stop ends what runs and drops what waits; what has ended stays.
func TestBatchStops(t *testing.T) {
	done, running := newBout(), newBout()
	close(done.end)
	jobs := []Job{done.job("192.0.2.1"), running.job("192.0.2.2")}
	for range 998 {
		jobs = append(jobs, newBout().job("192.0.2.2"))
	}
	ctx, stop := context.WithCancel(within(t))
	ends := map[int]error{}
	Batch{}.Run(ctx, jobs, func(o mailcore.Outcome) {
		ends[o.Job] = o.Err
		if o.Job == 0 {
			go func() { <-running.began; stop() }()
		}
	})
	if len(ends) != len(jobs) || ends[0] != nil || !errors.Is(ends[1], context.Canceled) {
		t.Errorf("%d jobs ended, %v, %v", len(ends), ends[0], ends[1])
	}
	none, ok := errors.AsType[*mailcore.NoTest](ends[999])
	if !ok || none.Reason != mailcore.NotReached {
		t.Errorf("the last ended with %v", ends[999])
	}
}

// A name that nobody can resolve holds up only its own test.
func TestBatchStopsWhileLookingUp(t *testing.T) {
	ctx, stop := context.WithCancel(within(t))
	free := newBout()
	close(free.end)
	batch := Batch{AtOnce: 2, Lookup: func(ctx context.Context, _ string) ([]netip.Addr, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	var reasons []error
	batch.Run(ctx, []Job{newBout().job("slow.example.jp"), free.job("192.0.2.1")}, func(o mailcore.Outcome) {
		reasons = append(reasons, o.Err)
		stop()
	})
	if len(reasons) != 2 || reasons[0] != nil || reasons[1] == nil {
		t.Errorf("%v", reasons)
	}
}

// A street is a row of mail servers, each of which counts who is in.
type street struct {
	t        *testing.T
	listener net.Listener
	mu       sync.Mutex
	inside   map[string]int // connections by address
	most     int            // in all of them together
	visits   int
}

func newStreet(t *testing.T) *street {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &street{t: t, listener: l, inside: map[string]int{}}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go greet(conn)
		}
	}()
	return s
}

// greet is a mail server that takes nothing.
func greet(conn net.Conn) {
	defer conn.Close()
	fmt.Fprint(conn, "220 mail.example.jp ESMTP\r\n")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "QUIT") {
			fmt.Fprint(conn, "221 bye\r\n")
			return
		}
		fmt.Fprint(conn, "250 mail.example.jp\r\n")
	}
}

func (s *street) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, s.listener.Addr().String())
	if err != nil {
		return nil, err
	}
	s.enter(addr, 1)
	return &visit{Conn: conn, leave: sync.OnceFunc(func() { s.enter(addr, -1) })}, nil
}

func (s *street) enter(addr string, by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inside[addr] += by
	s.visits += max(by, 0)
	all := 0
	for _, n := range s.inside {
		all += n
	}
	s.most = max(s.most, all)
	if s.inside[addr] > 1 {
		s.t.Errorf("two connections to %s", addr)
	}
}

type visit struct {
	net.Conn
	leave func()
}

func (v *visit) Close() error {
	v.leave()
	return v.Conn.Close()
}

// A thousand real tests of fifty servers: no server is ever visited twice at
// once, and no more than eight are at a time.
func TestBatchOfAThousand(t *testing.T) {
	s := newStreet(t)
	addrs := map[string]string{}
	var jobs []Job
	for i := range 1000 {
		host := fmt.Sprintf("mail%d.example.jp", i%50)
		addrs[host] = fmt.Sprintf("192.0.2.%d", i%50+1)
		p := mailcore.NewProfile()
		p.Outgoing.Host, p.Outgoing.Encryption, p.Outgoing.Auth, p.Outgoing.HELO = host, mailcore.NoEncryption, mailcore.NoAuth, "pc.example.jp"
		plan := NewPlan(p, mailcore.ConnectScope)
		tester := &Tester{Dial: s.dial, Lookup: nowhere(addrs)}
		jobs = append(jobs, Job{Hosts: plan.Hosts(), Run: func(ctx context.Context, show func(mailcore.Report)) (mailcore.Report, error) {
			return tester.Run(ctx, plan, show), nil
		}})
	}
	passed := 0
	Batch{Lookup: nowhere(addrs)}.Run(within(t), jobs, func(o mailcore.Outcome) {
		if o.Ended && o.Report.OK() {
			passed++
		}
	})
	if passed != len(jobs) || s.visits != len(jobs) || s.most > usualAtOnce {
		t.Errorf("%d of %d passed, %d visits, %d at once", passed, len(jobs), s.visits, s.most)
	}
}

func TestHosts(t *testing.T) {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Incoming.Host, p.Incoming.Protocol = "smtp.example.jp", "imap.example.jp", mailcore.IMAP
	p.Outgoing.PopBefore.Use, p.Outgoing.PopBefore.Host = true, "pop.example.jp"
	for scope, want := range map[mailcore.Scope]string{
		mailcore.ConnectScope: "smtp.example.jp", mailcore.LoginScope: "pop.example.jp smtp.example.jp", mailcore.ReceiveScope: "imap.example.jp",
		mailcore.RoundTripScope: "pop.example.jp smtp.example.jp imap.example.jp",
	} {
		if got := strings.Join(NewPlan(p, scope).Hosts(), " "); got != want {
			t.Errorf("%s: %q, want %q", scope, got, want)
		}
	}
}

// While a report is kept another test of the same server may begin, though not
// ever more of them where the disk is slow; the batch ends when all are kept.
func TestBatchKeepsBesideTheTests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const atOnce = 2
		disk := make(chan struct{})
		var began, kept atomic.Int32
		job := Job{
			Hosts: []string{"192.0.2.1"},
			Run: func(context.Context, func(mailcore.Report)) (mailcore.Report, error) {
				began.Add(1)
				return mailcore.Report{ID: "x"}, nil
			},
			Keep: func(mailcore.Report) error {
				<-disk
				kept.Add(1)
				return errors.New("disk full")
			},
		}
		failed := make(chan int)
		go func() {
			n := 0
			Batch{AtOnce: atOnce}.Run(t.Context(), slices.Repeat([]Job{job}, 10), func(o mailcore.Outcome) {
				if o.Ended && o.Err != nil && o.Report.ID != "" {
					n++
				}
			})
			failed <- n
		}()
		synctest.Wait()
		if began.Load() != atOnce {
			t.Errorf("%d began while the disk takes nothing, want %d", began.Load(), atOnce)
		}
		close(disk)
		if n := <-failed; n != 10 || kept.Load() != 10 {
			t.Errorf("%d ended with an error, %d were kept, want 10", n, kept.Load())
		}
	})
}
