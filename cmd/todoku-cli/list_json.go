package main

import (
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
)

// A jsonProfile is a saved mail server as list and show print it with --format
// json: its settings as in the settings file, and how its last test stands.
// Passwords are never in it.
type jsonProfile struct {
	mailcore.Profile
	Standing mailcore.Standing `json:"standing"` // of its last test
	Notices  []jsonNotice      `json:"notices"`
}

// A jsonNotice is what a provider has announced to end that the server uses.
type jsonNotice struct {
	When  string `json:"when"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func newProfile(p mailcore.Profile, all []mailcore.Notice, now time.Time) jsonProfile {
	j := jsonProfile{Profile: p, Standing: p.Standing(), Notices: []jsonNotice{}}
	j.Notify, j.Products = list(p.Notify), list(p.Products)
	for _, n := range mailcore.NoticesFor(p, all, now) {
		w := words.Notice(n)
		j.Notices = append(j.Notices, jsonNotice{w.When, w.Title, w.Text})
	}
	return j
}

// jsonProfiles returns the servers as they are printed.
func jsonProfiles(profiles []mailcore.Profile, now time.Time) ([]jsonProfile, error) {
	all, err := mailcore.ReadNotices(assets.Notices)
	if err != nil {
		return nil, here(err)
	}
	printed := []jsonProfile{}
	for _, p := range profiles {
		printed = append(printed, newProfile(p, all, now))
	}
	return printed, nil
}
