package cause

// What providers say in words of their own, and what is said of access tokens.
var (
	tokenWords = anyOf(
		wording{`invalid_grant`, "RFC 6749", "400 invalid_grant: Bad Request"},
		wording{`AADSTS\d`, "Exchange", "535 5.7.3 AADSTS700082: The refresh token has been inactive"},
		wording{`access token (has |is )?(expired|invalid)`, "Evolution 3.46", "535 5.7.3 The access token is invalid"},
		wording{`token (has |is )?expired`, "Dovecot 2.3, Stalwart", "-ERR The token has expired"},
	)

	tokenRefusedWords = anyOf(
		wording{`^535`, "RFC 5321, RFC 3463", "535 5.7.3 Authentication unsuccessful" + also + "535 5.7.3 AADSTS700082: The refresh token has been inactive" + also + "535 5.7.3 The access token is invalid"},
		wording{`AUTHENTICATIONFAILED`, "RFC 5530, RFC 2449", "a1 NO AUTHENTICATIONFAILED"},
		wording{`\[AUTH\]`, "RFC 5530, RFC 2449", "-ERR [AUTH] Invalid token"},
		wording{`auth\w* fail`, "Dovecot 2.3, Courier 1.0, sendmail 8.17", "454 4.7.0 Authentication failed"},
		wording{`not accepted`, "Gmail", "-ERR Token not accepted"},
	)

	gmailAppPasswordWords = anyOf(
		wording{`534[- :]+5\.7\.9[^\n]*(\n[^\n]*)?(gsmtp|google)`, "Gmail", "534 5.7.9 Please use another way to sign in x - gsmtp"},
		wording{`InvalidSecondFactor`, "Gmail", "534 https://support.google.com/mail/?p=InvalidSecondFactor"},
		wording{`application-specific password required[^\n]*google\.com`, "Gmail", "a1 NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833"},
	)

	gmailWebLoginWords = anyOf(
		wording{`534[- :]+5\.7\.14[^\n]*(\n[^\n]*)?(gsmtp|google)`, "Gmail", "534 5.7.14 Sign in again x - gsmtp"},
		wording{`WebLoginRequired`, "Gmail", "534 https://support.google.com/mail/?p=WebLoginRequired"},
		wording{`web login required[^\n]*google\.com`, "Gmail", "a1 NO [ALERT] Web login required: https://support.google.com/mail/answer/78754"},
		wording{`ContinueSignIn`, "Gmail", "534 <https://accounts.google.com/signin/continue?sarp=1>ContinueSignIn"},
	)

	googleHosts = anyOf(wording{`(^|\.)(gmail|googlemail|google)\.com\.?$`, "Gmail", ""})

	// perhapsGoogle is also where nobody knows the server.
	perhapsGoogle = anyOf(wording{`(^|\.)(gmail|googlemail|google)\.com\.?$|^$`, "Gmail", ""})

	gmailBadWords = anyOf(
		wording{`535[- ]5\.7\.8.*(BadCredentials|Username and Password not accepted)`, "Gmail", ""},
		wording{`BadCredentials`, "Gmail", "535 https://support.google.com/mail/?p=BadCredentials"},
		wording{`\[AUTHENTICATIONFAILED\] Invalid credentials \(Failure`, "Gmail", ""},
	)

	msBasicRetiredWords = anyOf(
		wording{`5\.7\.30\b.*basic auth`, "Exchange", "550 5.7.30 Basic auth for Client Submission is turned off"},
		wording{`basic authentication is (not supported|disabled)`, "Exchange", ""},
		wording{`BasicAuthBlock`, "Exchange", "535 see https://aka.ms/BasicAuthBlock"},
	)

	msSMTPAuthDisabledWords = anyOf(
		wording{`SmtpClientAuthentication is disabled`, "Exchange", ""},
		wording{`5\.7\.139\b.*(did not meet the criteria|security defaults|conditional access)`, "Exchange", ""},
	)

	msSendAsWords = anyOf(
		wording{`5\.7\.60\b`, "Exchange", "550 5.7.60 SMTP; the client may not use this sender"},
		wording{`SendAsDenied`, "Exchange", ""},
		wording{`not have permissions? to send as`, "Exchange", ""},
	)

	msNotAuthenticatedWords = anyOf(
		wording{`5\.7\.57\b`, "Exchange", "530 5.7.57 SMTP; the client is anonymous"},
		wording{`client (was|is)? ?not authenticated to send`, "Exchange", "530 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"},
	)

	msTrafficWords = anyOf(
		wording{`5\.7\.(70[0-9]|750)\b`, "Exchange", "550 5.7.708 Service unavailable. Access denied"},
		wording{`traffic not accepted from this IP`, "Exchange", "550 Service unavailable. Access denied, traffic not accepted from this IP"},
		wording{`tenant has exceeded threshold`, "Exchange", "550 Access denied, tenant has exceeded threshold"},
	)

	msLogonFailureWords = anyOf(
		wording{`535[- :]+5\.7\.(3|139)\b`, "RFC 5321, RFC 3463", ""},
		wording{`-ERR (Logon|Authentication) failure: unknown user name or bad password`, "RFC 1939, RFC 9051", ""},
	)
)
