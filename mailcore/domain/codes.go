package domain

// A Code names what was found. Its words are in assets under
// "domain.<code>.title" and "domain.<code>.text".
type Code string

// What can be found, by subject.
const (
	mxFound    Code = "mx-found"
	mxMissing  Code = "mx-missing"
	mxAddress  Code = "mx-address"  // none, but the domain itself has an address
	mxNull     Code = "mx-null"     // the domain says that it takes no mail (RFC 7505)
	mxDangling Code = "mx-dangling" // the server has no address
	mxUnknown  Code = "mx-unknown"

	spfPass    Code = "spf-pass"     // the address that sent is included
	spfLacks   Code = "spf-lacks"    // it is not
	spfOmits   Code = "spf-omits"    // the provider is not included; who sends is not known
	spfNames   Code = "spf-names"    // the provider is included; who sends is not known
	spfPresent Code = "spf-present"  // who sends is not known
	spfMissing Code = "spf-missing"  //
	spfSeveral Code = "spf-several"  // which is as bad as none (RFC 7208 4.5)
	spfAll     Code = "spf-all"      // everybody may send
	spfNoAll   Code = "spf-no-all"   // nobody may not
	spfLookups Code = "spf-lookups"  // more than ten (RFC 7208 4.6.4)
	spfBroken  Code = "spf-broken"   //
	spfUnknown Code = "spf-unknown"  //
	spfPrivate Code = "spf-internal" // the address that sent is one of an office

	dkimKey      Code = "dkim-key"
	dkimForeign  Code = "dkim-foreign" // signed for another domain
	dkimNoKey    Code = "dkim-no-key"
	dkimSeveral  Code = "dkim-several"
	dkimRevoked  Code = "dkim-revoked"
	dkimBroken   Code = "dkim-broken"
	dkimShort    Code = "dkim-short" // nobody accepts it (RFC 8301)
	dkimWeak     Code = "dkim-weak"
	dkimTesting  Code = "dkim-testing"
	dkimUnknown  Code = "dkim-unknown"  // DNS does not answer
	dkimSelector Code = "dkim-selector" // nobody knows where to look

	dmarcNone     Code = "dmarc-none" // p=none: only reports
	dmarcEnforced Code = "dmarc-enforced"
	dmarcAtRisk   Code = "dmarc-at-risk" // enforced, and neither SPF nor DKIM is sure to pass
	dmarcMissing  Code = "dmarc-missing"
	dmarcSeveral  Code = "dmarc-several"
	dmarcBroken   Code = "dmarc-broken"
	dmarcUnknown  Code = "dmarc-unknown"

	ptrConfirmed   Code = "ptr-confirmed"
	ptrUnconfirmed Code = "ptr-unconfirmed" // the name has another address
	ptrMissing     Code = "ptr-missing"
	ptrPrivate     Code = "ptr-internal"
	ptrNoAddress   Code = "ptr-no-address"
	ptrUnknown     Code = "ptr-unknown"
)
