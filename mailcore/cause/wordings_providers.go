package cause

// What providers say in words of their own, and what is said of access tokens.
var (
	tokenWords = anyOf(
		wording{`invalid_grant`, "RFC 6749"},
		wording{`AADSTS\d`, "Exchange"},
		wording{`access token (has |is )?(expired|invalid)`, unverified},
		wording{`token (has |is )?expired`, "Dovecot 2.3, Stalwart"},
	)

	tokenRefusedWords = anyOf(
		wording{`^535`, "RFC 5321, RFC 3463"},
		wording{`AUTHENTICATIONFAILED`, "RFC 5530, RFC 2449"},
		wording{`\[AUTH\]`, "RFC 5530, RFC 2449"},
		wording{`auth\w* fail`, "Dovecot 2.3, Courier 1.0, sendmail 8.17"},
		wording{`not accepted`, "Gmail"},
	)

	gmailAppPasswordWords = anyOf(
		wording{`534[- :]+5\.7\.9[^\n]*(\n[^\n]*)?(gsmtp|google)`, "Gmail"},
		wording{`InvalidSecondFactor`, "Gmail"},
		wording{`application-specific password required[^\n]*google\.com`, "Gmail"},
	)

	gmailWebLoginWords = anyOf(
		wording{`534[- :]+5\.7\.14[^\n]*(\n[^\n]*)?(gsmtp|google)`, "Gmail"},
		wording{`WebLoginRequired`, "Gmail"},
		wording{`web login required[^\n]*google\.com`, "Gmail"},
		wording{`ContinueSignIn`, "Gmail"},
	)

	googleHosts = anyOf(wording{`(^|\.)(gmail|googlemail|google)\.com\.?$`, "Gmail"})

	// perhapsGoogle is also where nobody knows the server.
	perhapsGoogle = anyOf(wording{`(^|\.)(gmail|googlemail|google)\.com\.?$|^$`, "Gmail"})

	gmailBadWords = anyOf(
		wording{`535[- ]5\.7\.8.*(BadCredentials|Username and Password not accepted)`, "Gmail"},
		wording{`BadCredentials`, "Gmail"},
		wording{`\[AUTHENTICATIONFAILED\] Invalid credentials \(Failure`, "Gmail"},
	)

	msBasicRetiredWords = anyOf(
		wording{`5\.7\.30\b.*basic auth`, "Exchange"},
		wording{`basic authentication is (not supported|disabled)`, "Exchange"},
		wording{`BasicAuthBlock`, "Exchange"},
	)

	msSMTPAuthDisabledWords = anyOf(
		wording{`SmtpClientAuthentication is disabled`, "Exchange"},
		wording{`5\.7\.139\b.*(did not meet the criteria|security defaults|conditional access)`, "Exchange"},
	)

	msSendAsWords = anyOf(
		wording{`5\.7\.60\b`, "Exchange"},
		wording{`SendAsDenied`, "Exchange"},
		wording{`not have permissions? to send as`, "Exchange"},
	)

	msNotAuthenticatedWords = anyOf(
		wording{`5\.7\.57\b`, "Exchange"},
		wording{`client (was|is)? ?not authenticated to send`, "Exchange"},
	)

	msTrafficWords = anyOf(
		wording{`5\.7\.(70[0-9]|750)\b`, "Exchange"},
		wording{`traffic not accepted from this IP`, "Exchange"},
		wording{`tenant has exceeded threshold`, "Exchange"},
	)

	msLogonFailureWords = anyOf(
		wording{`535[- :]+5\.7\.(3|139)\b`, "RFC 5321, RFC 3463"},
		wording{`-ERR (Logon|Authentication) failure: unknown user name or bad password`, "RFC 1939, RFC 9051"},
	)
)
