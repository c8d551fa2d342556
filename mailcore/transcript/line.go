package transcript

// A Line is one line of a conversation as it may be kept and shown: decoded,
// with control characters made visible and secrets withheld.
type Line struct {
	Dir  string `json:"dir"` // "C" for what we said, "S" for what the server said, "*" for a remark of ours
	TLS  bool   `json:"tls"` // it crossed the network encrypted
	Text string `json:"text"`
}
