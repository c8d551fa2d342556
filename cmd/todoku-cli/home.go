package main

import "todoku/store"

// home opens the settings folder under what an administrator decided. A file
// of the administrator's that cannot be used is left out, and named once.
func (s *session) home() (*store.Store, error) {
	home, err := store.Open(s.env("TODOKU_HOME"))
	if err != nil {
		return nil, err
	}
	policy, wrong := store.ReadPolicy(s.policies...)
	home.Obey(policy)
	for _, err := range wrong {
		if !s.told {
			_ = s.say(say("cli.policy", "error", err))
		}
	}
	s.told = true
	return home, nil
}
