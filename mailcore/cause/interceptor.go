package cause

import (
	"regexp"
)

// interceptors are the programs and appliances that look into TLS and issue
// certificates of their own for it, by what is in the issuer's name.
var interceptors = []struct{ name, issuer, witness string }{
	{"Avast", `Avast|Mail Shield`, "Avast Web/Mail Shield Root"},
	{"AVG", `\bAVG\b`, "AVG Web Scanner CA"},
	{"ESET", `ESET|SSL Filter CA`, "ESET SSL Filter CA"},
	{"Kaspersky", `Kaspersky`, "Kaspersky Anti-Virus Personal Root Certificate"},
	{"Bitdefender", `Bitdefender`, "Bitdefender Personal CA.Net-Defender"},
	{"Norton", `Norton`, "Norton"},
	{"McAfee", `McAfee`, "McAfee Web Gateway"},
	{"ウイルスバスター (Trend Micro)", `Trend ?Micro|ウイルスバスター`, "ウイルスバスター Root CA"},
	{"FortiGate", `Fortinet|FortiGate|No SNI provided`, "FortiGate CA"},
	{"Sophos", `Sophos`, "Sophos SSL CA"},
	{"Zscaler", `Zscaler`, "Zscaler Root CA"},
	{"Palo Alto Networks", `Palo Alto`, "Palo Alto Networks Decryption CA"},
	{"Netskope", `Netskope`, "Netskope Certificate Authority"},
	{"i-FILTER", `i-FILTER`, "i-FILTER CA"},
}

// interceptorWords are all of them, for the table of rules.
var interceptorWords = func() *saying {
	phrases := make([]wording, len(interceptors))
	for i, program := range interceptors {
		phrases[i] = wording{`(?:^|\W)(?:` + program.issuer + `)`, program.name, program.witness}
	}
	return anyOf(phrases...)
}()

// Interceptor returns which antivirus program or proxy issued a certificate,
// from the name of its issuer; "" where it is none that we know.
func Interceptor(issuer string) string {
	for _, program := range interceptors {
		if regexp.MustCompile(`(?i)` + program.issuer).MatchString(issuer) {
			return program.name
		}
	}
	return ""
}
