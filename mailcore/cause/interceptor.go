package cause

import (
	"regexp"
)

// interceptors are the programs and appliances that look into TLS and issue
// certificates of their own for it, by what is in the issuer's name.
var interceptors = []struct{ name, issuer string }{
	{"Avast", `Avast|Mail Shield`},
	{"AVG", `\bAVG\b`},
	{"ESET", `ESET|SSL Filter CA`},
	{"Kaspersky", `Kaspersky`},
	{"Bitdefender", `Bitdefender`},
	{"Norton", `Norton`},
	{"McAfee", `McAfee`},
	{"ウイルスバスター (Trend Micro)", `Trend ?Micro|ウイルスバスター`},
	{"FortiGate", `Fortinet|FortiGate|No SNI provided`},
	{"Sophos", `Sophos`},
	{"Zscaler", `Zscaler`},
	{"Palo Alto Networks", `Palo Alto`},
	{"Netskope", `Netskope`},
	{"i-FILTER", `i-FILTER`},
}

// interceptorWords are all of them, for the table of rules.
var interceptorWords = func() *saying {
	wordings := make([]wording, len(interceptors))
	for i, program := range interceptors {
		wordings[i] = wording{`(?:^|\W)(?:` + program.issuer + `)`, program.name}
	}
	return anyOf(wordings...)
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
