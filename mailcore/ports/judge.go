package ports

import (
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// checks lists what is judged, in the order in which it is shown.
var checks = []func(Matrix, Reach) Check{families, op25b, interception, clock, portal}

// Judge says what lies between this computer and a server, by what its ports
// and its addresses answered.
func Judge(m Matrix, r Reach) []Check {
	var all []Check
	for _, check := range checks {
		all = append(all, check(m, r))
	}
	return all
}

// families compares IPv4 and IPv6.
func families(_ Matrix, r Reach) Check {
	open := map[string]bool{}
	all := map[string]bool{}
	for _, p := range r.Paths {
		open[p.Family] = open[p.Family] || p.State == Open
		all[p.Family] = true
	}
	code, verdict := familyNone, mailcore.Fail
	switch {
	case len(all) == 0:
		code, verdict = familyUnknown, mailcore.Unknown
	case open["IPv4"] && open["IPv6"]:
		code, verdict = familyBoth, mailcore.Pass
	case open["IPv4"] && all["IPv6"]:
		code, verdict = familyNoIPv6, mailcore.Warn
	case open["IPv6"] && all["IPv4"]:
		code, verdict = familyNoIPv4, mailcore.Warn
	case open["IPv4"] || open["IPv6"]:
		code, verdict = familyOne, mailcore.Pass
	}
	return Check{code, verdict, map[string]string{"host": r.Host, "families": strings.Join(sorted(all), ", "), "port": portOf(r)}}
}

func sorted(set map[string]bool) (list []string) {
	for name := range set {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func portOf(r Reach) string {
	if len(r.Paths) == 0 {
		return ""
	}
	return strconv.Itoa(r.Paths[0].Port)
}

// submissionPorts are those that a line open to submission lets through.
var submissionPorts = []int{587, 465}

// op25b judges whether this line closes port 25 (Outbound Port 25 Blocking).
// Only the user's own server is asked, whose own firewall looks the same.
func op25b(m Matrix, _ Reach) Check {
	relay, submits := Row{}, ""
	for _, r := range m.Rows {
		switch {
		case r.Port == RelayPort:
			relay = r
		case slices.Contains(submissionPorts, r.Port) && r.State == Open && submits == "":
			submits = strconv.Itoa(r.Port)
		}
	}
	args := map[string]string{"host": m.Host, "port": submits}
	switch {
	case relay.State == Open:
		return Check{op25bOpen, mailcore.Pass, args}
	case relay.State == Closed:
		return Check{op25bRefused, mailcore.Pass, args}
	case relay.State == Filtered && submits != "":
		return Check{op25bLikely, mailcore.Warn, args}
	}
	return Check{op25bUnknown, mailcore.Unknown, args}
}

// interception looks for issuers that are no authority but a program.
func interception(m Matrix, _ Reach) Check {
	seen := false
	for _, r := range m.Rows {
		if r.Security == nil {
			continue
		}
		seen = true
		issuer := r.Security.Certificate["issuer"]
		if program := cause.Interceptor(issuer); program != "" {
			return Check{tlsIntercepted, mailcore.Warn, map[string]string{"program": program, "issuer": issuer, "port": strconv.Itoa(r.Port)}}
		}
	}
	if !seen {
		return Check{tlsUnseen, mailcore.Unknown, nil}
	}
	return Check{tlsDirect, mailcore.Pass, nil}
}

// portal recognises a proxy or a login page in place of the server.
func portal(m Matrix, _ Reach) Check {
	silent, mail := 0, 0
	for _, r := range m.Rows {
		switch {
		case r.Speaks == HTTP:
			return Check{portalHTTP, mailcore.Fail, map[string]string{"port": strconv.Itoa(r.Port), "host": m.Host}}
		case r.Speaks == SMTP || r.Speaks == POP3 || r.Speaks == IMAP || r.Security != nil:
			mail++
		case r.State == Open:
			silent++
		}
	}
	switch {
	case mail > 0:
		return Check{portalNone, mailcore.Pass, nil}
	case silent == len(m.Rows) && silent > 1:
		return Check{portalSilent, mailcore.Warn, map[string]string{"host": m.Host}}
	}
	return Check{portalUnknown, mailcore.Unknown, nil}
}
