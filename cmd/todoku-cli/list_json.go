package main

import (
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/store"
)

// A jsonProfile is a saved mail server as list and show print it with --format
// json: its settings as in the settings file, and how its last test stands.
// Passwords are never in it.
type jsonProfile struct {
	mailcore.Profile
	Host     string            `json:"host"` // as in every result
	Port     int               `json:"port"`
	Run      string            `json:"run"`      // ID of its newest test in the history, or ""
	Standing mailcore.Standing `json:"standing"` // of its last test
	Notices  []jsonNotice      `json:"notices"`
}

// A jsonNotice is what a provider has announced to end that the server uses.
type jsonNotice struct {
	When  string `json:"when"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func newProfile(p mailcore.Profile, run string, all []mailcore.Notice, now time.Time) jsonProfile {
	about := subject(p, "", run)
	j := jsonProfile{Profile: p, Host: about.Host, Port: about.Port, Run: about.Run, Standing: p.Standing(), Notices: []jsonNotice{}}
	j.Notify, j.Products = list(p.Notify), list(p.Products)
	for _, n := range mailcore.NoticesFor(p, all, now) {
		w := words.Notice(n)
		j.Notices = append(j.Notices, jsonNotice{w.When, w.Title, w.Text})
	}
	return j
}

// jsonProfiles returns the servers as they are printed.
func jsonProfiles(home *store.Store, profiles []mailcore.Profile, now time.Time) ([]jsonProfile, error) {
	all, err := mailcore.ReadNotices(assets.Notices)
	if err != nil {
		return nil, here(err)
	}
	newest, err := newestRuns(home, profiles)
	if err != nil {
		return nil, err
	}
	printed := []jsonProfile{}
	for _, p := range profiles {
		printed = append(printed, newProfile(p, newest[p.ID], all, now))
	}
	return printed, nil
}

// newestRuns returns the IDs of the newest tests by those of the servers.
func newestRuns(home *store.Store, profiles []mailcore.Profile) (map[string]string, error) {
	wanted, newest := map[string]bool{}, map[string]string{}
	for _, p := range profiles {
		wanted[p.ID] = true
	}
	tail := home.Tail()
	for run := range tail.Runs() {
		if wanted[run.ProfileID] {
			delete(wanted, run.ProfileID)
			newest[run.ProfileID] = run.ID
		}
		if len(wanted) == 0 {
			break
		}
	}
	return newest, here(tail.Err)
}
