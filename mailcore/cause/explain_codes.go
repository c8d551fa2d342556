package cause

import "strings"

// enhancedWords lists the enhanced status codes whose meaning the program
// says in words, without their class: the registry of IANA (RFC 5248) and the
// RFCs that it names. The words are in assets under "enhanced.<code>".
var enhancedWords = []string{
	"0.0",
	"1.0", "1.1", "1.2", "1.3", "1.4", "1.6", "1.7", "1.8", "1.9", "1.10",
	"2.0", "2.1", "2.2", "2.3", "2.4",
	"3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6",
	"4.0", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8",
	"5.0", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6",
	"6.0", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7", "6.8", "6.9", "6.10",
	"7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "7.9", "7.10", "7.11", "7.12", "7.13", "7.14", "7.15",
	"7.16", "7.17", "7.18", "7.19", "7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.27", "7.28", "7.29", "7.30",
}

// meaning returns under which key the words for an enhanced code are: the
// code itself, else its subject with detail 0, "" where neither is known.
func meaning(enhanced string) string {
	_, detail, _ := strings.Cut(enhanced, ".")
	subject, _, _ := strings.Cut(detail, ".")
	for _, key := range []string{detail, subject + ".0"} {
		for _, known := range enhancedWords {
			if known == key {
				return key
			}
		}
	}
	return ""
}
