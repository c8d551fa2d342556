package ports

// A Code names what was found of the line. Its words are in assets under
// "line.<code>.title" and "line.<code>.text".
type Code string

// What can be found, by the check that finds it.
const (
	familyBoth    Code = "family-both"
	familyOne     Code = "family-one"
	familyNoIPv6  Code = "family-no-ipv6"
	familyNoIPv4  Code = "family-no-ipv4"
	familyNone    Code = "family-none"
	familyUnknown Code = "family-unknown"

	op25bOpen    Code = "op25b-open"
	op25bRefused Code = "op25b-refused" // which no provider does
	op25bLikely  Code = "op25b-likely"
	op25bUnknown Code = "op25b-unknown"

	tlsIntercepted Code = "tls-intercepted"
	tlsDirect      Code = "tls-direct"
	tlsUnseen      Code = "tls-unseen"

	clockRight     Code = "clock-right"     // as a server says
	clockFast      Code = "clock-fast"      //
	clockSlow      Code = "clock-slow"      //
	clockPlausible Code = "clock-plausible" // as far as certificates tell
	clockBefore    Code = "clock-before"    // before a certificate
	clockAfter     Code = "clock-after"     // after every certificate
	clockUnknown   Code = "clock-unknown"

	portalNone    Code = "portal-none"
	portalHTTP    Code = "portal-http"
	portalSilent  Code = "portal-silent" // takes every connection and says nothing
	portalUnknown Code = "portal-unknown"
)
