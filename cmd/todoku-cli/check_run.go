package main

import (
	"cmp"
	"context"
	"slices"

	"todoku/mailcore"
	"todoku/mailcore/steps"
	"todoku/store"
)

// A check is a test that is carried out: what the flags say, and what is saved.
type check struct {
	*session
	checkOptions
	home   *store.Store // nil where there is none and none is needed
	saved  store.Settings
	plugin int // what a plugin of nagios ends with
}

// viewOf returns what prints the test.
func (c *check) viewOf() view {
	if c.isMonitored() {
		return c.monitor()
	}
	return c.view(c.session)
}

func (c *check) monitor() monitorView { return monitorView{c.session, &c.output, &c.plugin} }

// ended ends with a status of which all has been said.
func ended(status int) error {
	if status == passed {
		return nil
	}
	return &exit{status: status}
}

// runCheck carries out the test that o describes.
func runCheck(ctx context.Context, s *session, o checkOptions) error {
	c := &check{session: s, checkOptions: o}
	if o.all {
		return c.everything(ctx)
	}
	return c.one(ctx)
}

// one tests one server.
func (c *check) one(ctx context.Context) error {
	if err := c.open(c.code != "" || !c.noSave); err != nil {
		return err
	}
	t, err := c.target(c.saved, c.code)
	if err != nil {
		return err
	}
	c.sayMended(c.session)
	scope := c.reach(&t)
	if c.format != "json" && scope.Sends() && t.profile.Outgoing.BuiltIn { // no failure: there is nobody to ask
		return refuse("test.built-in.text")
	}
	tester, end, err := c.tester(ctx, &t.profile)
	if err != nil {
		return err
	}
	defer end()
	if err := c.mayLogIn(ctx, &t, scope); err != nil {
		c.untested(t.profile, scope, err)
		return err
	}
	return c.test(ctx, c.sparing(tester, t.profile, scope), steps.NewPlan(t.profile, scope))
}

// mayLogIn gets the passwords, where the account may be tried.
func (c *check) mayLogIn(ctx context.Context, t *target, scope mailcore.Scope) error {
	if err := c.restrained(t.profile, scope); err != nil {
		return err
	}
	return c.passwords(ctx, t, scope)
}

// tester returns who tests p. For a profile that is there to practise with it
// starts the practice server, as the window does; the caller must call end.
func (c *check) tester(ctx context.Context, p *mailcore.Profile) (t *steps.Tester, end func() error, err error) {
	if c.practises(*p) {
		return rehearsing(ctx, p)
	}
	pool, err := roots(c.saved.Preferences.Roots, c.ca)
	return c.counted(&steps.Tester{Roots: pool}), func() error { return nil }, err
}

// open reads what the window saved. A test that needs nothing of it does not
// fail where there is no folder.
func (c *check) open(needed bool) error {
	home, saved, err := c.load()
	if err != nil && home == nil && !needed {
		err = nil
	}
	c.home, c.saved = home, saved
	if home != nil {
		c.policy = home.Policy()
	}
	c.speak(saved.Preferences.Language)
	return err
}

// load opens the store and reads its settings.
func (s *session) load() (*store.Store, store.Settings, error) { return s.read((*store.Store).Load) }

// glance does the same with what is to be printed and not saved.
func (s *session) glance() (home *store.Store, v store.View, err error) {
	home, _, err = s.read(func(home *store.Store) (_ store.Settings, err error) {
		v, err = home.View()
		return v.Settings, err
	})
	return home, v, err
}

func (s *session) read(load func(*store.Store) (store.Settings, error)) (*store.Store, store.Settings, error) {
	home, err := s.home()
	if err != nil {
		return nil, store.Settings{}, here(err)
	}
	saved, err := load(home)
	s.sayLost(home)
	return home, saved, here(err)
}

func (c *check) test(ctx context.Context, tester *steps.Tester, plan steps.Plan) error {
	problems := plan.Problems()
	view := c.viewOf()
	report := tester.Run(ctx, plan, view.show)
	err := c.keep(ctx, &report, len(problems) == 0)
	view.end(report, slices.Concat(problems, plan.Warnings()))
	if c.format == "nagios" {
		return ended(c.plugin)
	}
	switch {
	case len(problems) > 0: // nothing was tested
		return &exit{status: wrong}
	case err != nil:
		c.say(err)
		return cmp.Or(verdict(report), error(&exit{status: broken})) // what the test found matters more
	}
	return verdict(report)
}

// keep adds a test to the history. One that is not there has no ID.
func (c *check) keep(ctx context.Context, report *mailcore.Report, tested bool) error {
	if c.noSave || !tested {
		report.ID = ""
		return nil
	}
	add := c.home.Append
	if len(c.files) > 0 && c.differs(ctx, report.Profile) {
		add = c.home.AppendTrial
	}
	err := add(*report)
	if err != nil {
		report.ID = ""
	}
	return err
}

// differs reports whether p has another password than the one that is saved.
// Nobody is asked: where none can be read, that of the file is the one.
func (c *check) differs(ctx context.Context, p mailcore.Profile) bool {
	secrets := c.openSecrets(c.home, c.saved.Preferences, store.Prompts{
		Passphrase: func(context.Context, bool) (mailcore.Secret, error) { return "", store.ErrMustAsk },
		Password:   func(context.Context, string) (mailcore.Secret, error) { return "", store.ErrNoSecret },
	})
	return slices.ContainsFunc(p.Secrets(), func(s mailcore.SecretField) bool {
		saved, err := secrets.Get(ctx, store.ProfileKey(p.ID, string(s.Side)))
		return err == nil && *s.At != "" && saved != *s.At
	})
}

func verdict(r mailcore.Report) error {
	if r.OK() {
		return nil
	}
	return &exit{status: failed}
}
