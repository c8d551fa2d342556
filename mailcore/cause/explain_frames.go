package cause

import (
	"regexp"
	"strings"

	"todoku/mailcore"
)

// A frame is how a program wraps what it says. Rows are told apart by their
// order: the first that the text has is the program.
type frame struct {
	program  string
	says     *saying
	protocol mailcore.Protocol // that it speaks, if only one
	quotes   quoting
	surer    string // the option or log of that program with which it says more
}

// smtp is what programs speak that send; on the sending side it goes without
// saying.
const smtp mailcore.Protocol = "smtp"

// A quoting is what a program leaves of the words of a server.
type quoting string

// What programs do with a reply.
const (
	whole     quoting = ""          // the code and the words
	noCode    quoting = "no code"   // the words alone
	beheaded  quoting = "beheaded"  // the first four characters are missing where a greeting is no SMTP
	nextReply quoting = "next"      // the reply to the command after the one that failed
	codeAlone quoting = "code only" // no words
	nothing   quoting = "nothing"   // neither
)

// frames are the programs that are known by what they print.
var frames = []frame{
	// libraries
	{"Symfony Mailer", anyOf(wording{`Symfony\\Component\\Mai`, "Symfony Mailer 5.4", ""}, wording{`Expected response code "[\d/]+" but got`, "Symfony Mailer 5.4", ""}), smtp, whole, "$e->getDebug()"},
	{"Swift Mailer", anyOf(wording{`Swift_\w+Exception`, "Swift Mailer 6.3", ""}, wording{`Expected response code [\d/]+ but got code "`, "Swift Mailer 6.3", ""}), smtp, nextReply, "Swift_Plugins_LoggerPlugin"},
	{"PHPMailer", anyOf(wording{`SERVER -> CLIENT:`, "PHPMailer 6.6", ""}, wording{`^(Mailer Error: )?SMTP (Error|connect\(\) failed)`, "PHPMailer 6.6", ""}, wording{`PHPMailer\b`, "PHPMailer 6.6", ""}), smtp, noCode, "SMTPDebug = 2"},
	{"PEAR Net_SMTP", anyOf(wording{`\[SMTP: `, "PEAR Net_SMTP 1.10", ""}, wording{`unable to connect to smtp server`, "PEAR Mail 1.4", ""}), smtp, beheaded, "'debug' => true"},
	{"PHP imap_open", anyOf(wording{`imap_open\(\)|imap_errors\(\)`, "c-client 2007f", ""}), "", noCode, "imap_open(…, OP_DEBUG)"},
	{"PHP mail()", anyOf(wording{`Warning: mail\(\)`, "PHP 8.2", ""}), smtp, whole, "mail.log"},
	{"JavaMail", anyOf(wording{`(javax|jakarta|com\.sun)\.mail\.`, "JavaMail 1.6", ""}), "", noCode, "mail.debug=true"},
	{"aiosmtplib", anyOf(wording{`aiosmtplib`, "aiosmtplib 2.0", ""}), smtp, whole, "logging.getLogger(\"asyncio\")"},
	{"imap-tools", anyOf(wording{`imap_tools`, "imap-tools 0.54", ""}), mailcore.IMAP, noCode, "imaplib.Debug = 4"},
	{"ImapFlow", anyOf(wording{`\bImapFlow\b|imapflow`, "ImapFlow 1.0", ""}), mailcore.IMAP, noCode, "logger: console"},
	{"emailjs", anyOf(wording{`\bemailjs\b`, "emailjs 4.0", ""}), smtp, whole, "client.smtp.debug(1)"},
	{"Horde", anyOf(wording{`Horde_\w+`, "Horde_Imap_Client 2.30", ""}), "", nothing, "'debug' => '/tmp/imap.log'"},
	{"Mail::IMAPClient", anyOf(wording{`Mail::IMAPClient`, "Mail::IMAPClient 3.43", ""}, wording{`^cannot connect: Unable to (connect to|start TLS)`, "Mail::IMAPClient 3.43", ""}), mailcore.IMAP, whole, "Debug => 1"},
	{"Python smtplib", anyOf(wording{`smtplib`, "Python 3.11", ""}, wording{`SMTP(ServerDisconnected|ConnectError|RecipientsRefused|SenderRefused|DataError|HeloError|NotSupportedError|AuthenticationError|ResponseException)\b`, "Python 3.11", ""}), smtp, beheaded, "set_debuglevel(1)"},
	{"Python poplib", anyOf(wording{`poplib`, "Python 3.11", ""}), mailcore.POP3, whole, "set_debuglevel(1)"},
	{"Python imaplib", anyOf(wording{`imaplib`, "Python 3.11", ""}), mailcore.IMAP, noCode, "imaplib.Debug = 4"},
	{"Ruby Net::SMTP", anyOf(wording{`net/smtp|Net::SMTP\w+(Error|Busy)\b`, "Ruby 3.1", ""}), smtp, whole, "set_debug_output $stderr"},
	{"Ruby Net::POP3", anyOf(wording{`net/pop|Net::POP\w*Error`, "Ruby 3.1", ""}), mailcore.POP3, whole, "set_debug_output $stderr"},
	{"Ruby Net::IMAP", anyOf(wording{`net/imap|Net::IMAP::\w+Error`, "Ruby 3.1", ""}), mailcore.IMAP, noCode, "Net::IMAP.debug = true"},
	{"Email::Sender", anyOf(wording{`Email::Sender`, "Email::Sender 2.600", ""}, wording{`^(can't STARTTLS|failed AUTH):`, "Email::Sender 2.600", ""}, wording{`unable to establish SMTP connection to \(`, "Email::Sender 2.600", ""}), smtp, noCode, "debug => 1"},
	{"Perl Net::POP3", anyOf(wording{`\[Net::POP3\]|^(POP3 login|STLS) failed:`, "Net::POP3 3.14", ""}), mailcore.POP3, noCode, "Debug => 1"},
	{"Perl Net::SMTP", anyOf(wording{`Net::SMTP`, "Net::SMTP 3.14", ""}), smtp, noCode, "Debug => 1"},
	{"Nodemailer", anyOf(wording{`SMTPConnection|nodemailer`, "Nodemailer 6", ""}, wording{`code: 'E(AUTH|CONNECTION|ENVELOPE|SOCKET|DNS|TLS|MESSAGE)'`, "Nodemailer 6", ""}), smtp, whole, "debug: true, logger: true"},
	{"node-imap", anyOf(wording{`source: '(timeout|socket|authentication|protocol)|node-imap`, "node-imap 0.8", ""}), mailcore.IMAP, noCode, "debug: console.log"},
	{"go-imap", anyOf(wording{`imapwire|go-imap|in response-tagged`, "go-imap 2", ""}), mailcore.IMAP, whole, "DebugWriter: os.Stderr"},
	{"go-pop3", anyOf(wording{`Neither -ERR, nor \+OK`, "go-pop3 0.4", ""}), mailcore.POP3, noCode, ""},
	{"go-mail", anyOf(wording{`(dial|send) failed: [^\n]*(SMTP|EOF)|go-mail`, "go-mail 0.4", ""}), smtp, whole, "WithDebugLog()"},
	{"Go", anyOf(wording{`dial tcp\b`, "Go 1.21", ""}, wording{`^panic: `, "Go 1.21", ""}, wording{`\btls: (failed|first|handshake|no )`, "Go 1.21", ""}), "", whole, ""},
	{"MailKit", anyOf(wording{`MailKit|MimeKit`, "MailKit 4", ""}), "", noCode, "new ProtocolLogger(\"mail.log\")"},
	{".NET", anyOf(wording{`System\.Net\.(Mail|Sockets)`, ".NET", ""}), "", noCode, "System.Net.Mail: TraceSource"},

	{"Twisted", anyOf(wording{`twisted\.(mail|internet)`, "Twisted 22.4", ""}), "", whole, "twisted.python.log.startLogging(sys.stdout)"},
	{"Commons Net", anyOf(wording{`org\.apache\.commons\.net\.`, "Commons Net 3.9", ""}), "", whole, "addProtocolCommandListener(new PrintCommandListener(System.out))"},
	{"Mono", anyOf(wording{`Mono\.(Btls|Net|Security)`, "Mono 6.8", ""}), "", whole, "MONO_TLS_PROVIDER=btls"},
	{"Net::SMTP::TLS", anyOf(wording{`^(Couldn?'t (start TLS|set FROM|send TO)|Invalid response for STARTTLS|Could not connect to SMTP server)`, "Net::SMTP::TLS 0.12", ""}), smtp, whole, ""},
	{"Mail::POP3Client", anyOf(wording{`^could not connect (SSL )?socket \[`, "Mail::POP3Client 2.21", ""}), mailcore.POP3, whole, "DEBUG => 1"},
	{"Mail::IMAPTalk", anyOf(wording{`IMAP Command : '\w+' failed`, "Mail::IMAPTalk 4.04", ""}), mailcore.IMAP, noCode, "$imap->set_tracing(1)"},
	{"tcllib", anyOf(wording{`^POP3 (CONNECT|LOGIN) ERROR:`, "tcllib 1.21", ""}, wording{`^"?(smtp|pop3|imap4)::\w+ `, "tcllib 1.21", ""}), "", beheaded, "smtp::sendmessage … -debug 1"},
	{"LuaSocket", anyOf(wording{`socket/smtp\.lua|^lua[\d.]*: (closed|timeout|invalid server reply|host or service not)`, "LuaSocket 3.1", ""}), smtp, whole, ""},
	{"lettre", anyOf(wording{`\blettre::|(permanent|transient) error \(\d{3}\): `, "lettre 0.11", ""}), smtp, whole, "RUST_LOG=lettre=debug"},
	{"gen_smtp", anyOf(wording{`\b(no_more_hosts|retries_exceeded|permanent_failure|temporary_failure|network_failure)\b`, "gen_smtp 1.3", ""}), smtp, whole, "trace_fun"},
	{"Himalaya", anyOf(wording{`\bhimalaya\b`, "Himalaya 1.1", ""}), "", whole, "himalaya --trace"},
	{"go-simple-mail", anyOf(wording{`Mail Error on `, "go-simple-mail 2.16", ""}), smtp, whole, ""},

	// programs of the terminal
	{"monitoring-plugins", anyOf(wording{`^(SMTP|POP|IMAP|SPOP|SIMAP) (OK|WARNING|CRITICAL|UNKNOWN)\b|\bcheck_(smtp|imap|pop)\b`, "monitoring-plugins 2.3", ""}), "", nothing, "check_smtp -v"},
	{"imtest", anyOf(wording{`^failure: (prot layer|Network initialization|TLS negotiation)|^Security strength factor:`, "Cyrus 3.6", ""}), "", whole, "imtest -v"},
	{"gsasl", anyOf(wording{`^gsasl: |^Trying .\S+.\.\.\.$`, "gsasl 2.2", ""}), "", whole, "gsasl --verbose"},
	{"bsmtp", anyOf(wording{`\bbsmtp: `, "Bacula 9.6", ""}), smtp, whole, "bsmtp -d 50"},
	{"Roundcube", anyOf(wording{`IMAP Error: Login failed for `, "Roundcube 1.6", ""}), mailcore.IMAP, noCode, "$config['imap_debug'] = true"},
	{"Roundcube", anyOf(wording{`\broundcube\b`, "Roundcube 1.6", ""}), "", noCode, "$config['smtp_debug'] = true"},
	{"interimap", anyOf(wording{`^(local|remote): (ERROR|PANIC)|\binterimap\b`, "interimap 0.5", ""}), mailcore.IMAP, whole, "interimap --debug"},
	{"mailsync", anyOf(wording{`^Listing store "|\bmailsync\b`, "mailsync 5.2", ""}), mailcore.IMAP, noCode, "mailsync -di"},
	{"Mailfilter", anyOf(wording{`\bmailfilter: `, "Mailfilter 0.8", ""}), mailcore.POP3, nothing, "mailfilter --verbose=6"},
	{"Monit", anyOf(wording{`\] error +: (Mail: |Cannot open a connection to the mailserver)`, "Monit 5.33", ""}), smtp, whole, "monit -vv"},
	{"Alertmanager", anyOf(wording{`integration=email`, "Alertmanager 0.25", ""}), smtp, whole, "--log.level=debug"},
	{"curl", anyOf(wording{`^curl: \(\d+\)`, "curl 7.88", ""}), "", codeAlone, "curl -v"},
	{"swaks", anyOf(wording{`^=== (Trying|Connected)|^(<-|<\*\*|->) `, "swaks 20201014", ""}, wording{`^\*\*\* (Error connecting|Host did not advertise|Auth not attempted|No authentication type)`, "swaks 20201014", ""}), smtp, whole, ""},
	{"sendEmail", anyOf(wording{`sendemail\[\d+\]`, "sendEmail 1.56", ""}), smtp, nothing, "-v -v"},
	{"telnet", anyOf(wording{`^Escape character is|^telnet: |^Server lookup failure:`, "telnet 0.17", ""}), "", whole, ""},
	{"openssl s_client", anyOf(wording{`^CONNECTED\(\w+\)|^verify error:num=|^Verify return code`, "OpenSSL 3.0", ""}), "", whole, "openssl s_client -showcerts"},
	{"mutt", anyOf(wording{`\bmutt\b|^(Looking up \S+|Connecting to \S+)\.\.\.$|^Could not send the message|^SMTP session failed|^Could not find the host "|^Login failed\.|^Closing connection to POP server`, "mutt 2.2, neomutt 20220429", ""}), "", whole, "mutt -d 2"},
	{"fetchmail", anyOf(wording{`^fetchmail:`, "fetchmail 6.4", ""}), "", noCode, "fetchmail -vv"},
	{"S-nail", anyOf(wording{`^s-nail: `, "S-nail 14.9", ""}), "", whole, "s-nail -vv"},
	{"GNU Mailutils", anyOf(wording{`^(mail|movemail)(\.mailutils)?: .*(mailer|mailbox|authentication mechanism)|\.mailutils: `, "GNU Mailutils 3.15", ""}), "", nothing, "--debug-level=mailer.trace,mailbox.trace"},
	{"fdm", anyOf(wording{`^\w+: fetching error\. aborted`, "fdm 1.9", ""}), "", whole, "fdm -vvv fetch"},
	{"getmail", anyOf(wording{`\bgetmail\b`, "getmail 6.18", ""}), "", whole, "getmail --verbose --trace"},
	{"mbsync", anyOf(wording{`^(IMAP (command|error)|mbsync)\b`, "isync 1.4", ""}), mailcore.IMAP, whole, "mbsync -D"},
	{"imapfilter", anyOf(wording{`^imapfilter:`, "imapfilter 2.8", ""}), mailcore.IMAP, nothing, "imapfilter -v"},
	{"OfflineIMAP", anyOf(wording{`offlineimap|imaplib2`, "OfflineIMAP 7.3", ""}), mailcore.IMAP, whole, "offlineimap -d imap"},
	{"nmh", anyOf(wording{`^(inc|send|post|msgchk): `, "nmh 1.8", ""}), "", whole, "inc -snoop, send -snoop"},
	{"msmtp", anyOf(wording{`^msmtp:`, "msmtp 1.8", ""}), smtp, whole, "msmtp --debug"},
	{"mpop", anyOf(wording{`^mpop:`, "mpop 1.4", ""}), mailcore.POP3, whole, "mpop --debug"},
	{"sSMTP", anyOf(wording{`^ssmtp: |sSMTP\[`, "sSMTP 2.64", ""}), smtp, codeAlone, "ssmtp -v"},
	{"esmtp", anyOf(wording{`^esmtp: `, "esmtp 1.2", ""}), smtp, whole, "esmtp -v"},
	{"nullmailer", anyOf(wording{`^smtp: Failed:|nullmailer`, "nullmailer 2.2", ""}), smtp, whole, "/var/log/mail.log"},
	{"dma", anyOf(wording{`\bdma\[`, "dma 0.13", ""}), smtp, whole, "/var/log/mail.log"},
	{"Emacs", anyOf(wording{`^Sending failed: |smtpmail`, "Emacs 28", ""}), smtp, whole, "smtpmail-debug-info, smtpmail-debug-verb"},
	{"gnutls-cli", anyOf(wording{`gnutls-cli|^\*\*\* (Fatal error|PKI verification|Handshake)|^- Status: `, "GnuTLS 3.7", ""}), "", whole, "gnutls-cli -d 4"},

	// mail programs
	{"Sylpheed", anyOf(wording{`^(E?SMTP|POP3|IMAP4)[<>] |LibSylph-WARNING|Sylpheed`, "Sylpheed 3.8", ""}), "", whole, "sylpheed --debug"},
	{"Claws Mail", anyOf(wording{`claws[- ]mail`, "Claws Mail 4.1", ""}), "", whole, "claws-mail --debug"},
	{"Thunderbird", anyOf(wording{`thunderbird|\bNS_ERROR_|\b(SSL|SEC)_ERROR_\w+`, "Thunderbird 153", ""}), "", whole, "mailnews.smtp.loglevel = All"},
	{"Outlook", anyOf(wording{`0x800(CCC|4)[0-9A-F]{2,4}|\boutlook\b`, "Outlook", ""}), "", whole, "opmlog.log"},
	{"Evolution", anyOf(wording{`evolution`, "Evolution 3.46", ""}), "", whole, "CAMEL_DEBUG=all evolution"},
	{"Geary", anyOf(wording{`\bgeary\b`, "Geary 43", ""}), "", whole, "geary --debug"},
	{"Becky!", anyOf(wording{`Becky!`, "Becky! 2", ""}), "", whole, ""},

	// servers
	{"Postfix", anyOf(wording{`postfix/\w+`, "Postfix 3.7", ""}), smtp, whole, "smtp_tls_loglevel = 1, debug_peer_list"},
	{"Exim", anyOf(wording{`\b(exim|SMTP error from remote mail server|R=\w+ T=\w+)\b`, "Exim 4.96", ""}), smtp, whole, "exim -d"},
	{"sendmail", anyOf(wording{`sendmail\[\d+\]|\bstat=Deferred\b`, "sendmail 8.17", ""}), smtp, whole, "sendmail -v"},
	{"qmail", anyOf(wording{`delivery \d+: (deferral|failure)|qmail`, "qmail 1.03", ""}), smtp, whole, "/var/log/qmail/current"},
	{"OpenSMTPD", anyOf(wording{`smtpd\[\d+\]: \w+ mta `, "OpenSMTPD 6.8", ""}), smtp, whole, "smtpd -dv -T smtp"},
	{"Dovecot", anyOf(wording{`dovecot`, "Dovecot 2.3", ""}), "", whole, "auth_verbose = yes"},

	// copiers
	{"Canon", anyOf(wording{`\bcanon\b|(^|\s)#8\d\d\b`, "Canon", ""}), "", nothing, ""},
	{"FUJIFILM", anyOf(wording{`fuji ?(film|xerox)|\b01[68]-\d{3}\b`, "FUJIFILM", ""}), "", nothing, ""},
	{"Sharp", anyOf(wording{`\bsharp\b|\bCE-0\d\b`, "Sharp", ""}), "", nothing, ""},
}

// A Speaker is the program that a text comes from.
type Speaker struct {
	Program string
	Version string // as the text names it
	Family  string // the version in which words such as these were seen
	Quotes  string // what it leaves of a server's words: "" for all
	Surer   string // the option or log with which it says more
}

// frameOf finds the program whose frame a text has.
func frameOf(text string) (frame, bool) {
	for _, f := range frames {
		if f.says.in(text) {
			return f, true
		}
	}
	return frame{}, false
}

// speaker is the program with that frame, as a text tells of it.
func (f frame) speaker(text string) Speaker {
	if f.program == "" {
		return Speaker{}
	}
	s := Speaker{Program: f.program, Family: f.family(text), Quotes: string(f.quotes), Surer: f.surer}
	if m := versionBehind(f.program).FindStringSubmatch(text); m != nil {
		s.Version = m[1]
	}
	return s
}

// versionBehind is a version right behind the name of a program.
func versionBehind(program string) *regexp.Regexp {
	words := strings.Fields(program)
	return regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(words[len(words)-1]) + `[ /-]v?(\d+\.[\d.]+)`)
}

// family are the versions in which the words that were recognised were seen.
func (f frame) family(text string) string {
	for i, w := range f.says.sought() {
		if w.in(text) {
			first, _, _ := strings.Cut(f.program, " ")
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(f.says.wordings[i].from, f.program), first+" "))
		}
	}
	return ""
}
