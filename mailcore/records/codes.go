package records

// A Code names what was found. Its words are in assets under
// "domain.<code>.title" and "domain.<code>.text".
type Code string

// What can be found, by subject.
const (
	MXFound    Code = "mx-found"
	MXMissing  Code = "mx-missing"
	MXAddress  Code = "mx-address"  // none, but the domain itself has an address
	MXNull     Code = "mx-null"     // the domain says that it takes no mail (RFC 7505)
	MXDangling Code = "mx-dangling" // the server has no address
	MXUnknown  Code = "mx-unknown"

	SPFPass    Code = "spf-pass"     // the address that sent is included
	SPFLacks   Code = "spf-lacks"    // it is not
	SPFOmits   Code = "spf-omits"    // the provider is not included; who sends is not known
	SPFNames   Code = "spf-names"    // the provider is included; who sends is not known
	SPFPresent Code = "spf-present"  // who sends is not known
	SPFMissing Code = "spf-missing"  //
	SPFSeveral Code = "spf-several"  // which is as bad as none (RFC 7208 4.5)
	SPFAll     Code = "spf-all"      // everybody may send
	SPFNoAll   Code = "spf-no-all"   // nobody may not
	SPFLookups Code = "spf-lookups"  // more than ten (RFC 7208 4.6.4)
	SPFBroken  Code = "spf-broken"   //
	SPFUnknown Code = "spf-unknown"  //
	SPFPrivate Code = "spf-internal" // the address that sent is one of an office

	DKIMKey      Code = "dkim-key"
	DKIMForeign  Code = "dkim-foreign" // signed for another domain
	DKIMNoKey    Code = "dkim-no-key"
	DKIMSeveral  Code = "dkim-several"
	DKIMRevoked  Code = "dkim-revoked"
	DKIMBroken   Code = "dkim-broken"
	DKIMShort    Code = "dkim-short" // nobody accepts it (RFC 8301)
	DKIMWeak     Code = "dkim-weak"
	DKIMTesting  Code = "dkim-testing"
	DKIMUnknown  Code = "dkim-unknown"  // DNS does not answer
	DKIMSelector Code = "dkim-selector" // nobody knows where to look

	DMARCNone     Code = "dmarc-none" // p=none: only reports
	DMARCEnforced Code = "dmarc-enforced"
	DMARCAtRisk   Code = "dmarc-at-risk" // enforced, and neither SPF nor DKIM is sure to pass
	DMARCMissing  Code = "dmarc-missing"
	DMARCSeveral  Code = "dmarc-several"
	DMARCBroken   Code = "dmarc-broken"
	DMARCUnknown  Code = "dmarc-unknown"

	PTRConfirmed   Code = "ptr-confirmed"
	PTRUnconfirmed Code = "ptr-unconfirmed" // the name has another address
	PTRMissing     Code = "ptr-missing"
	PTRPrivate     Code = "ptr-internal"
	PTRNoAddress   Code = "ptr-no-address"
	PTRUnknown     Code = "ptr-unknown"
)
