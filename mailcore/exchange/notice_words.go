package exchange

import (
	"strings"
	"unicode/utf8"

	"todoku/pattern"
)

// A side is a set of the servers that a notice speaks of.
type side uint8

const (
	sending side = 1 << iota
	popping
	imaping
	receiving // by whatever protocol
)

// A kind is what a label of a notice asks for; "" is a label that names a side
// alone.
type kind string

const (
	hostKind       kind = "host"
	portKind       kind = "port"
	encryptionKind kind = "encryption"
	authKind       kind = "auth"
	userKind       kind = "user"
	passwordKind   kind = "password"
	addressKind    kind = "address"
	senderKind     kind = "sender"  // the address that mail is sent from
	ignoredKind    kind = "ignored" // of something else than the mailbox
	nameKind       kind = "from_name"
	protocolKind   kind = "protocol"
	popBeforeKind  kind = "pop"
	sameKind       kind = "same" // sending logs in as receiving does
)

// priority says which kind a label means that has several words: that of
// 「SMTPサーバーのポート番号」 is the port.
var priority = []kind{passwordKind, userKind, senderKind, addressKind, nameKind, popBeforeKind, portKind, protocolKind, encryptionKind, authKind, hostKind}

// lexicon is the words of labels, after NFKC, longer ones before those that
// they begin with.
var lexicon = []struct {
	pattern string
	side    side
	kind    kind
	apart   bool // a label only where a separator follows
}{
	{`POP\s?before\s?SMTP`, sending, popBeforeKind, false},
	{`(?:差出人|送信元|送信者|発信元)の?(?:電子|E)?(?:メール)?アドレス|送信元|From ?アドレス|from address|sender(?:'s)?(?: e-?mail)? address`, 0, senderKind, false},
	{`(?:差出人|送信者|送信元)の?(?:表示)?名(?:前|称)?|表示名|display name|your name`, 0, nameKind, true},
	{`差出人|送信者`, 0, nameKind, true},
	{`送受信(?:共通)?`, sending | receiving, "", false},
	{`送信(?:側|用|時)?`, sending, "", false},
	{`受信(?:側|用|時)?`, receiving, "", false},
	{`outgoing|sending`, sending, "", false},
	{`incoming|receiving`, receiving, "", false},
	{`SMTP[-_]AUTH(?:entication)?`, sending, authKind, false},
	{`SMTPS?`, sending, "", false},
	{`POP(?:3S?)?`, popping, "", false},
	{`IMAP(?:4S?|S)?`, imaping, "", false},
	{`(?:接続|サーバーの|サーバの|アカウントの|メールの?)?(?:プロトコル|種類)|受信方式|(?:account|server) type|protocol`, 0, protocolKind, true},
	{`(?:初期|ログイン|メール)?パスワード|password|passwd|PASS|PW`, 0, passwordKind, false},
	{`(?:メール|ログイン)?アカウント(?:名|ID)?|(?:ログイン|メール|接続)?ユーザー?(?:名|ID|ー名)?|(?:ログイン|メール)(?:ID|名)|user\s?name|user\s?ID|login(?: ID| name)?|account(?: name)?|user`, 0, userKind, false},
	{`ID`, 0, userKind, true},
	{`パス`, 0, passwordKind, true},
	{`(?:電子|E)?メールアドレス|メアド|e-?mail(?: address)?|mail address`, 0, addressKind, false},
	{`アドレス`, 0, addressKind, false},
	{`ポート(?:番号|No\.?)?|port(?: number| no\.?)?`, 0, portKind, false},
	{`(?:通信|接続)の(?:暗号化|保護)|暗号化(?:通信|方式|の種類|された接続|接続|プロトコル)?|接続の保護|保護(?:された接続)?|セキュリティ(?:の種類|ーの種類|ー|保護|設定)?|encryption(?: type| method)?|connection security|security(?: type)?`, 0, encryptionKind, false},
	{`(?:SSL/TLS|TLS/SSL|SSL|TLS|STARTTLS)(?:通信|接続|暗号化)?(?:の使用|の利用|を使用|を利用)?`, 0, encryptionKind, true},
	{`APOP`, popping, authKind, true},
	{`認証(?:方式|方法|の種類)?|ログイン(?:方式|方法)|authentication(?: method| type)?|auth`, 0, authKind, false},
	{`(?:メール)?サーバー?(?:ー)?(?:名|アドレス|ホスト名|のアドレス|の名前|のホスト名)?|ホスト名?|(?:mail )?server(?: name| address| hostname)?|host\s?name|host`, 0, hostKind, false},
	{`メール`, 0, addressKind, false},
}

var lexiconPattern = pattern.Later(func() string {
	groups := make([]string, len(lexicon))
	for i, l := range lexicon {
		groups[i] = "(" + l.pattern + ")"
	}
	return "(?i)" + strings.Join(groups, "|")
})

// A label is a run of words of the lexicon in a line.
type label struct {
	start, end int // in the line; end is behind the separator
	text       string
	side       side
	kinds      []kind
	apart      bool   // a separator follows
	closed     bool   // the sentence ends with it
	generic    bool   // names SSL or TLS itself
	way        string // how the ports that it asks for are encrypted
}

var (
	connector = pattern.New(`^[ ]?[()\[\]/・の用も&,、+]*[ ]?(?:および|及び|または|と|用|mail |or |時の)?$`)
	noteAfter = pattern.New(`^ ?\(([^()]{1,30})\)[ ]*[:=|\t]`)
	separator = pattern.New(`^[ )\]】」』〕>]*(?:[:=|\t→⇒]|\.{3,}|・{2,}|-{2,}>?| - | {2,}|は[、 「])`)
	spacing   = pattern.New(`^(?:[はも][、 ]?)?[\s「)\]】」』〕>:=|→⇒.・-]*`)
)

// labels finds the labels of a line.
func labels(line string) []label {
	var all []label
	for _, m := range lexiconPattern.FindAllStringSubmatchIndex(line, -1) {
		w := 0
		for m[2+2*w] < 0 {
			w++
		}
		if before := lastOf(line[:m[0]]); line[m[0]] >= 0x80 && !(len(all) > 0 && all[len(all)-1].end == m[0]) && brand.MatchString(before) && !wordsTLS.MatchString(before) {
			continue
		}
		rest := firstOf(line[m[1]:])
		if shortAddress.MatchString(line[m[0]:m[1]]) && !addressNext.MatchString(rest) {
			continue
		}
		behind := lexicon[w].kind == userKind && touches(all, line[:m[0]]) // 「POP ID rei01」
		if !standsAlone(line, m[0], m[1]) || lexicon[w].apart && !behind && !separator.MatchString(rest) && !noteAfter.MatchString(rest) && !(short.MatchString(line[:m[0]]) && oneWord.MatchString(rest)) {
			continue
		}
		if lexicon[w].kind == encryptionKind && strings.HasSuffix(line[:m[0]], "(") || sameAs.MatchString(rest) || mechanism(line, m[0], m[1]) { // part of a value
			continue
		}
		if n := len(all) - 1; n < 0 || !joins(line[all[n].end:m[0]]) {
			all = append(all, label{start: m[0]})
		}
		l := &all[len(all)-1]
		l.end, l.side, l.kinds = m[1], l.side|lexicon[w].side, append(l.kinds, lexicon[w].kind)
		l.generic = l.generic || lexicon[w].kind == encryptionKind && lexicon[w].apart
	}
	for i := range all {
		all[i].finish(line)
	}
	return all
}

// touches reports whether a text ends with the last of the labels.
func touches(all []label, text string) bool {
	return len(all) > 0 && strings.TrimRight(text[all[len(all)-1].end:], " -") == "" && len(text)-all[len(all)-1].end < 2
}

func joins(between string) bool {
	if len(between) > 1 && strings.TrimSpace(between) == "" { // a column ends
		return false
	}
	return len(between) < 20 && connector.MatchString(between) && !strings.HasPrefix(between, ")、")
}

var (
	shortAddress   = pattern.New(`^(?:メール|アドレス)$`) // labels only of an address
	addressNext    = pattern.New(`^\s*[:=|\t ]\s*[A-Za-z0-9._%+/=-]+@[A-Za-z0-9-]`)
	short          = pattern.New(`^\s*(?:[-・*]\s*)?$`)
	oneWord        = pattern.New(`^ [!-~]+\s*$`)
	sameAs         = pattern.New(`^(?:メール)?(?:サーバー?)?と(?:同じ|同一|共通|同様)`)
	brand          = pattern.New(`[A-Za-z]$`)
	foreign        = pattern.New(`(?i)(?:\b(?:admin(?:istrator)?|contact|support|reply-?to|recovery|alternate|destination|recipient)(?:'s)?|問い?合わ?せ|サポート|窓口|連絡|転送|管理者?|担当者?|返信|通知|緊急|予備|確認用|宛|FTP|web|ウェブ|データベース|DB|MySQL|DNS|ネーム|プロキシ|proxy|Wi-?Fi|管理画面|コントロールパネル|マイページ|PPPoE|インターネット接続|ブログ|ホームページ|SSH|VPN)(?:先|元|用|の|ログイン|サイト|ページ|へ|に)*[ :]?$`)
	foreignLogin   = pattern.New(`(?:お客(?:さま|様)|会員|契約者?|顧客|接続)の?$`)
	ofServer       = pattern.New(`^サーバー?の?ID$`) // of a contract
	loginWord      = pattern.New(`^(?:ID|パスワード)$`)
	secured        = pattern.New(`(?i)\b(?:SMTPS|POP3?S|IMAP4?S)\b`)
	listBefore     = pattern.New(`(?i)(?:PLAIN|MD5|NTLM|認証(?:方式|方法)?|AUTH(?:entication)?|method)[ ,/、・:=|\t]*(?:and |or |と|または)?$`)
	listBehind     = pattern.New(`(?i)^[ ,/、・]*(?:and |or |と|または)?(?:PLAIN|CRAM|DIGEST|NTLM)`)
	foreignSection = pattern.New(`(?i)FTP|データベース|MySQL|DNS|ネームサーバ|PPPoE|Wi-?Fi|SSH|VPN|管理画面|コントロールパネル|ホームページ|ウェブ|\bweb\b|プロキシ|proxy|マイページ|お?問い?合わ?せ|サポート`)
)

// firstOf returns the first words of a text, and lastOf the last: no more is
// looked at around a label, or a long line would be read once for each.
func firstOf(text string) string {
	end := min(len(text), 160)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return text[:end]
}

func lastOf(text string) string {
	start := max(0, len(text)-120)
	for start < len(text) && !utf8.RuneStart(text[start]) {
		start++
	}
	return text[start:]
}

// mechanism reports whether a word is LOGIN, the name of a mechanism.
func mechanism(line string, start, end int) bool {
	return strings.EqualFold(line[start:end], "login") && (listBefore.MatchString(lastOf(line[:start])) || listBehind.MatchString(firstOf(line[end:])))
}

// standsAlone reports whether a word is no part of a host name, an address or
// a longer word.
func standsAlone(line string, start, end int) bool {
	if line[start] >= 0x80 {
		return true
	}
	const word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@"
	before, after := line[:start], line[end:]
	if before != "" && strings.ContainsAny(before[len(before)-1:], word+".-") {
		return false
	}
	if after != "" && strings.ContainsAny(after[:1], word) {
		return false
	}
	return len(after) < 2 || !strings.ContainsAny(after[:1], ".-") || !strings.ContainsAny(after[1:2], word)
}

// finish takes a remark in brackets and the separator to the label.
func (l *label) finish(line string) {
	l.text = line[l.start:l.end]
	l.generic = l.generic || secured.MatchString(l.text)
	if ofServer.MatchString(l.text) {
		l.kinds = []kind{ignoredKind}
	}
	if before := lastOf(line[:l.start]); foreign.MatchString(before) || foreignLogin.MatchString(before) && loginWord.MatchString(l.text) {
		l.kinds = []kind{ignoredKind}
	}
	if m := noteAfter.FindStringSubmatchIndex(firstOf(line[l.end:])); m != nil {
		note := line[l.end+m[2] : l.end+m[3]]
		for _, inner := range labels(note) {
			l.side |= inner.side
		}
		l.generic = l.generic || wordsTLS.MatchString(note)
		l.end += m[3] + 1
	}
	if l.side&(popping|imaping) != 0 {
		l.side &^= receiving
	}
	l.apart = separator.MatchString(firstOf(line[l.end:]))
	l.closed = !l.apart && (strings.HasPrefix(line[l.end:], ". ") || strings.HasPrefix(line[l.end:], "。") || line[l.end:] == ".")
	l.end += len(spacing.FindString(firstOf(line[l.end:])))
}

// asks lists what the label asks for; an address that is an account name too
// counts for both.
func (l label) asks() []kind {
	has := map[kind]bool{}
	for _, k := range l.kinds {
		has[k] = true
	}
	if has[ignoredKind] {
		return []kind{ignoredKind}
	}
	if has[userKind] && has[addressKind] && !has[passwordKind] {
		return []kind{addressKind, userKind}
	}
	for _, k := range priority {
		if has[k] {
			return []kind{k}
		}
	}
	return []kind{""}
}

// Words of values.
var (
	wordsTLS      = pattern.New(`(?i)SSL|TLS|SMTPS|POP3?S\b|IMAPS`)
	wordsSTARTTLS = pattern.New(`(?i)STARTTLS|START TLS|STLS`)
	wordsNo       = pattern.New(`(?i)なし|無し|無$|無\)|不要|しない|せず|非対応|未使用|不使用|無効|オフ|^\s*[×✕✗]\s*$|平文|いいえ|必要ありません|ありません|\b(?:none|off|no|not|false|disabled)\b`)
	wordsYes      = pattern.New(`(?i)^\s*[○◯◎✓✔]\s*$|あり|有|使用|利用|必要|必須|する|オン|はい|対応|チェック|\b(?:yes|on|true|required|enabled|use)\b`)
	tlsNo         = pattern.New(`(?i)(?:SSL|TLS|暗号化|保護)[^0-9]{0,6}?(?:なし|無し|無(?:$|[)、 ])|使用しない|利用しない|使わない|不使用|未使用|非対応|無効|しない|off)|非暗号|非SSL`)
	wordsSame     = pattern.New(`(?i)(?:受信|POP|IMAP|incoming).{0,20}(?:同じ|同一|共通|same)|same as.{0,20}(?:incoming|receiving|POP|IMAP)`)
	wordsSameHost = pattern.New(`と(?:同じ|同一|共通|同様)|(?i)same as`)
	wordsAddress  = pattern.New(`(?i)メールアドレス|メアド|e-?mail address|full email`)
	wordsLocal    = pattern.New(`(?i)(?:@|アットマーク).{0,8}(?:以前|より前|の前|前の|前部|前まで|まで|より左|の?左|手前)|before (?:the )?@|アカウント部分|ローカル部`)
	wordsSignIn   = pattern.New(`(?i)(?:sign|log)[ -]?(?:in|on) (?:with|using) (?:your )?(?:full |complete |entire )?e-?mail address|ログイン(?:に)?は、?メールアドレス(?:全体)?[をで]`)
	wordsMade     = pattern.New(`[」』"']\s*\+|\+\s*[「『"']|(?:変え|替え|換え|置換|置き換|除いた|付け(?:た|る)|加えた|追加した)`)
	alsoTLS       = pattern.New(`(?i)[、,・].*(?:SSL|TLS|暗号)`)
	mechanisms    = pattern.New(`(?i)CRAM-?MD5|DIGEST-?MD5|SCRAM-SHA-(?:1|256)|NTLM|APOP|X?OAUTH ?2?(?:\.0)?|\b(?:LOGIN|PLAIN)\b`)
)
