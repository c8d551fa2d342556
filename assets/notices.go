package assets

import _ "embed"

// Notices is what providers have announced to end and when, as
// mailcore.ReadNotices reads it. Its words are under "notice.<id>".
//
//go:embed notices.json
var Notices []byte
