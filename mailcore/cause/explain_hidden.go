package cause

import "todoku/pattern"

// assigned is a password as settings and command lines have it. A colon behind
// the word is not enough: most of what follows one then is why it was refused.
var assigned = pattern.New(`(?i)\b((?:password|passwd|passphrase|pwd|access_token|refresh_token|client_secret)=)("[^"\n]+"|'[^'\n]+'|[^\s"'&,;]+)`)

// hidden hides passwords in a text that somebody has pasted: what led to a
// finding is printed, saved and sent on.
func hidden(text string) string { return assigned.ReplaceAllString(text, "${1}••••••") }
