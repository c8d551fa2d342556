//go:build lab

package mailers

import "strings"

// Good settings, of which every case changes something.
const (
	user     = "taro@example.jp"
	password = "himitsu-1"
	long     = "information-center-department-of-sales.0001@example.co.jp" // more than 50 characters
)

// A Group is cases of one kind, and what of them is worth reading.
type Group struct {
	Name  string
	Note  string
	Cell  func(Seen) string
	Cases []Case
}

// Matrix are all the cases.
var Matrix = []Group{
	{"暗号化", "「平文」「暗号」は、サーバーに見えた通信です。そのあとは試したログイン方式です。", encrypted, encryption},
	{"証明書", "証明書のほかは正しいサーバーです。", encrypted, certificates},
	{"ログイン方式", "試した方式を、試した順に書きます。暗号化はありません。", tried, mechanisms},
	{"AUTH の書き方", "EHLO の応答のうち、ログイン方式を知らせる行の書き方です。", tried, keywords},
	{"EHLO で名乗る名前", "製品を開く名前（HELO の設定がある製品ではその値）を変えたときに、名乗った名前です。", greeted, greetings},
	{"差出人", "MAIL FROM に書かれたままの差出人です。サーバーはどれも受け付けます。", sent, senders},
	{"ユーザー名とパスワード", "ログインできたかどうかです。MAILER_DSN の行は、そのまま書いたときです。", tried, logins},
}

var (
	all       = []string{"AUTH PLAIN LOGIN CRAM-MD5"}
	plainOnly = []string{"AUTH PLAIN"}
	none      = Settings{}
	startTLS  = Settings{Encryption: "starttls"}
	implicit  = Settings{Encryption: "tls"}
	noAuto    = Settings{NoAutoTLS: true}
	anonymous = Settings{User: "-"}
)

var encryption = []Case{
	{"なし → TLS のないサーバー", Server{Auth: plainOnly}, none},
	{"なし → STARTTLS のあるサーバー", Server{TLS: "starttls", Auth: plainOnly}, none},
	{"なし → STARTTLS のあるサーバー（localhost）", Server{TLS: "starttls", Auth: plainOnly}, Settings{Host: "localhost"}},
	{"なし → STARTTLS に 454 と答えるサーバー", Server{TLS: "refused", Auth: plainOnly}, none},
	{"なし → STARTTLS が必須のサーバー", Server{TLS: "starttls", TLSFirst: true, Auth: plainOnly}, none},
	{"なし → 最初から TLS のサーバー", Server{TLS: "implicit", Auth: plainOnly}, none},
	{"なし・自動 TLS 切 → STARTTLS のあるサーバー", Server{TLS: "starttls", Auth: plainOnly}, noAuto},
	{"なし・自動 TLS 切 → STARTTLS に 454 と答えるサーバー", Server{TLS: "refused", Auth: plainOnly}, noAuto},
	{"なし・自動 TLS 切 → STARTTLS が必須のサーバー", Server{TLS: "starttls", TLSFirst: true, Auth: plainOnly}, noAuto},
	{"STARTTLS → STARTTLS のあるサーバー", Server{TLS: "starttls", Auth: plainOnly}, startTLS},
	{"STARTTLS → TLS のないサーバー", Server{Auth: plainOnly}, startTLS},
	{"STARTTLS → STARTTLS に 454 と答えるサーバー", Server{TLS: "refused", Auth: plainOnly}, startTLS},
	{"STARTTLS → STARTTLS が必須のサーバー", Server{TLS: "starttls", TLSFirst: true, Auth: plainOnly}, startTLS},
	{"STARTTLS → 最初から TLS のサーバー", Server{TLS: "implicit", Auth: plainOnly}, startTLS},
	{"SSL/TLS → 最初から TLS のサーバー", Server{TLS: "implicit", Auth: plainOnly}, implicit},
	{"SSL/TLS → STARTTLS のあるサーバー", Server{TLS: "starttls", Auth: plainOnly}, implicit},
	{"ログインなし・なし → TLS のない中継サーバー", Server{Relay: true}, anonymous},
	{"ログインなし・なし → STARTTLS のある中継サーバー", Server{Relay: true, TLS: "starttls"}, anonymous},
	{"ログインなし・なし → STARTTLS に 454 と答える中継サーバー", Server{Relay: true, TLS: "refused"}, anonymous},
	{"ログインなし・なし → STARTTLS が自己署名の中継サーバー", Server{Relay: true, TLS: "starttls", Certificate: "self-signed"}, anonymous},
	{"ログインなし・なし → STARTTLS が別の名前の中継サーバー", Server{Relay: true, TLS: "starttls", Certificate: "wrong-name"}, anonymous},
	{"ログインなし・自動 TLS 切 → STARTTLS が自己署名の中継サーバー", Server{Relay: true, TLS: "starttls", Certificate: "self-signed"}, Settings{User: "-", NoAutoTLS: true}},
}

var certificates = eachEncryption([]certified{
	{"正しい（名前で接続）", "good", "localhost"},
	{"正しい（IPv6 アドレスで接続）", "good", "::1"},
	{"自己署名", "self-signed", ""},
	{"知らない認証局", "unknown-ca", ""},
	{"期限切れ", "expired", ""},
	{"有効期間の前", "not-yet", ""},
	{"別の名前", "wrong-name", ""},
	{"名前が CN だけ", "cn-localhost", "localhost"},
	{"TLS 1.1 まで", "tls1.1", ""},
})

// A certified is a kind of certificate and the host name by which its server
// is reached.
type certified struct{ name, kind, host string }

// eachEncryption makes a case with STARTTLS and one with implicit TLS of each
// certificate, and of the commonest faults one with the switch against them.
func eachEncryption(kinds []certified) []Case {
	var cases []Case
	for _, k := range kinds {
		server, settings := Server{TLS: "starttls", Certificate: k.kind, Auth: plainOnly}, Settings{Encryption: "starttls", Host: k.host}
		cases = append(cases, Case{"STARTTLS → " + k.name, server, settings})
		if k.kind == "self-signed" || k.kind == "wrong-name" {
			settings.NoVerify = true
			cases = append(cases, Case{"STARTTLS・証明書を確かめない → " + k.name, server, settings})
		}
		server.TLS, settings = "implicit", Settings{Encryption: "tls", Host: k.host}
		cases = append(cases, Case{"SSL/TLS → " + k.name, server, settings})
	}
	return cases
}

var mechanisms = []Case{
	{"PLAIN だけ", Server{Auth: plainOnly}, none},
	{"LOGIN だけ", Server{Auth: []string{"AUTH LOGIN"}}, none},
	{"CRAM-MD5 だけ", Server{Auth: []string{"AUTH CRAM-MD5"}}, none},
	{"SCRAM-SHA-256 だけ", Server{Auth: []string{"AUTH SCRAM-SHA-256"}, Works: []string{}}, none},
	{"DIGEST-MD5 だけ", Server{Auth: []string{"AUTH DIGEST-MD5"}, Works: []string{}}, none},
	{"NTLM だけ", Server{Auth: []string{"AUTH NTLM"}, Works: []string{}}, none},
	{"SCRAM-SHA-256 と PLAIN", Server{Auth: []string{"AUTH SCRAM-SHA-256 PLAIN"}}, none},
	{"PLAIN と LOGIN", Server{Auth: []string{"AUTH PLAIN LOGIN"}}, none},
	{"LOGIN と PLAIN", Server{Auth: []string{"AUTH LOGIN PLAIN"}}, none},
	{"PLAIN、LOGIN、CRAM-MD5", Server{Auth: all}, none},
	{"壊れた CRAM-MD5 と PLAIN", Server{Auth: []string{"AUTH CRAM-MD5 PLAIN"}, Works: []string{"PLAIN"}}, none},
	{"壊れた CRAM-MD5 と LOGIN", Server{Auth: []string{"AUTH CRAM-MD5 LOGIN"}, Works: []string{"LOGIN"}}, none},
	{"壊れた LOGIN と PLAIN", Server{Auth: []string{"AUTH LOGIN PLAIN"}, Works: []string{"PLAIN"}}, none},
	{"壊れた PLAIN と LOGIN", Server{Auth: []string{"AUTH PLAIN LOGIN"}, Works: []string{"LOGIN"}}, none},
	{"壊れた CRAM-MD5 と LOGIN、動く PLAIN", Server{Auth: all, Works: []string{"PLAIN"}}, none},
	{"壊れた PLAIN と LOGIN、動く CRAM-MD5", Server{Auth: all, Works: []string{"CRAM-MD5"}}, none},
	{"パスワード違い（PLAIN、LOGIN、CRAM-MD5）", Server{Auth: all, Works: []string{}}, none},
	{"方式を login と指定、LOGIN だけ", Server{Auth: []string{"AUTH LOGIN"}}, Settings{Mechanism: "login"}},
	{"方式を cram_md5 と指定、CRAM-MD5 だけ", Server{Auth: []string{"AUTH CRAM-MD5"}}, Settings{Mechanism: "cram_md5"}},
	{"方式を login と指定、PLAIN だけ", Server{Auth: plainOnly}, Settings{Mechanism: "login"}},
	{"ログインを受け付けないサーバー", Server{}, none},
	{"ログインを受け付けない中継サーバー", Server{Relay: true}, none},
	{"ログインが必須、ユーザー名は空", Server{Auth: all}, anonymous},
	{"ログインできる中継サーバー、ユーザー名は空", Server{Auth: all, Relay: true}, anonymous},
	{"ログインできる中継サーバー、パスワードは空", Server{Auth: all, Relay: true}, Settings{Password: "-"}},
	{"STARTTLS のあとだけ PLAIN", Server{TLS: "starttls", TLSFirst: true, Auth: plainOnly}, startTLS},
}

var keywords = []Case{
	{"auth plain login", Server{Auth: []string{"auth plain login"}}, none},
	{"auth PLAIN LOGIN", Server{Auth: []string{"auth PLAIN LOGIN"}}, none},
	{"AUTH plain login", Server{Auth: []string{"AUTH plain login"}}, none},
	{"AUTH=LOGIN", Server{Auth: []string{"AUTH=LOGIN"}}, none},
	{"AUTH=PLAIN LOGIN", Server{Auth: []string{"AUTH=PLAIN LOGIN"}}, none},
	{"AUTH LOGIN と AUTH=LOGIN の 2 行", Server{Auth: []string{"AUTH LOGIN", "AUTH=LOGIN"}}, none},
	{"AUTH PLAIN と AUTH LOGIN の 2 行", Server{Auth: []string{"AUTH PLAIN", "AUTH LOGIN"}}, none},
	{"AUTH CRAM-MD5 と AUTH PLAIN の 2 行、動くのは CRAM-MD5", Server{Auth: []string{"AUTH CRAM-MD5", "AUTH PLAIN"}, Works: []string{"CRAM-MD5"}}, none},
	{"AUTH  PLAIN（空白が 2 つ）", Server{Auth: []string{"AUTH  PLAIN"}}, none},
	{"AUTH だけの行", Server{Auth: []string{"AUTH"}}, none},
}

var greetings = []Case{
	{"何も決めない", Server{Auth: all}, none},
	{"crm.example.co.jp", Server{Auth: all}, Settings{HELO: "crm.example.co.jp"}},
	{"crm（点のない名前）", Server{Auth: all}, Settings{HELO: "crm"}},
	{"localhost", Server{Auth: all}, Settings{HELO: "localhost"}},
	{"192.0.2.5（IP アドレス）", Server{Auth: all}, Settings{HELO: "192.0.2.5"}},
	{"2001:db8::5（IPv6 アドレス）", Server{Auth: all}, Settings{HELO: "2001:db8::5"}},
	{"営業部.example.jp（日本語の名前）", Server{Auth: all}, Settings{HELO: "営業部.example.jp"}},
	{"EHLO を知らないサーバー（ログインは必須）", Server{HELOOnly: true}, Settings{HELO: "crm.example.co.jp"}},
	{"EHLO を知らない中継サーバー、ユーザー名は空", Server{HELOOnly: true, Relay: true}, Settings{HELO: "crm.example.co.jp", User: "-"}},
	{"EHLO を知らない中継サーバー、STARTTLS", Server{HELOOnly: true, Relay: true}, Settings{HELO: "crm.example.co.jp", User: "-", Encryption: "starttls"}},
}

var senders = []Case{
	{"taro@example.jp", Server{Auth: all}, none},
	{"taro（@ がない）", Server{Auth: all}, Settings{From: "taro"}},
	{"taro@localhost（点のないドメイン）", Server{Auth: all}, Settings{From: "taro@localhost"}},
	{"太郎@example.jp", Server{Auth: all}, Settings{From: "太郎@example.jp"}},
	{"太郎@example.jp、サーバーは SMTPUTF8 あり", Server{Auth: all, UTF8: true}, Settings{From: "太郎@example.jp"}},
	{"taro@例え.jp", Server{Auth: all}, Settings{From: "taro@例え.jp"}},
	{"taro@例え.jp、サーバーは SMTPUTF8 あり", Server{Auth: all, UTF8: true}, Settings{From: "taro@例え.jp"}},
	{"空", Server{Auth: all}, Settings{From: "-"}},
	{"50 文字より長い", Server{Auth: all}, Settings{From: long}},
	{"ta..ro@example.jp（点が続く）", Server{Auth: all}, Settings{From: "ta..ro@example.jp"}},
	{"taro.@example.jp（@ の前に点）", Server{Auth: all}, Settings{From: "taro.@example.jp"}},
	{"taro+crm@example.jp", Server{Auth: all}, Settings{From: "taro+crm@example.jp"}},
	{"taro@example.jp の後ろに空白", Server{Auth: all}, Settings{From: "taro@example.jp "}},
	{"全角 ｔａｒｏ＠example.jp", Server{Auth: all}, Settings{From: "ｔａｒｏ＠example.jp"}},
}

var logins = []Case{
	{"日本語のパスワード、PLAIN", Server{Auth: plainOnly}, Settings{Password: "ひみつの合言葉"}},
	{"日本語のパスワード、LOGIN", Server{Auth: []string{"AUTH LOGIN"}}, Settings{Password: "ひみつの合言葉", Mechanism: "login"}},
	{"日本語のパスワード、CRAM-MD5", Server{Auth: []string{"AUTH CRAM-MD5"}}, Settings{Password: "ひみつの合言葉", Mechanism: "cram_md5"}},
	{"記号と空白と日本語のパスワード、PLAIN", Server{Auth: plainOnly}, Settings{Password: `pa"ss wo\rd %41<&> 合言葉`}},
	{"日本語のユーザー名、PLAIN", Server{Auth: plainOnly}, Settings{User: "太郎"}},
	{"64 文字より長いユーザー名、PLAIN", Server{Auth: plainOnly}, Settings{User: strings.Repeat("taro", 20) + "@example.jp"}},
	{"64 バイトより長いパスワード、CRAM-MD5", Server{Auth: []string{"AUTH CRAM-MD5"}}, Settings{Password: strings.Repeat(password, 10), Mechanism: "cram_md5"}},
	{"MAILER_DSN に @ をそのまま", Server{Auth: plainOnly}, dsn("taro@example.jp", "taro@example.jp")},
	{"MAILER_DSN に + をそのまま", Server{Auth: plainOnly}, dsn("taro+crm", "taro+crm")},
	{"MAILER_DSN に %41 をそのまま", Server{Auth: plainOnly}, dsn("taro%41", "taro%41")},
	{"MAILER_DSN に / をそのまま", Server{Auth: plainOnly}, dsn("taro/crm", "taro/crm")},
	{"MAILER_DSN に # をそのまま", Server{Auth: plainOnly}, dsn("taro#crm", "taro#crm")},
	{"MAILER_DSN に : をそのまま", Server{Auth: plainOnly}, dsn("taro:crm", "taro:crm")},
	{"MAILER_DSN に / を %2F として", Server{Auth: plainOnly}, dsn("taro/crm", "taro%2Fcrm")},
}

// dsn writes a user into MAILER_DSN as it stands.
func dsn(user, written string) Settings {
	return Settings{User: user, DSN: "smtp://" + written + ":" + password + "@%HOST%"}
}

// filled returns s with good values where it says nothing; "-" stands for
// nothing at all.
func (s Settings) filled() Settings {
	for _, f := range []struct {
		value *string
		good  string
	}{{&s.Host, "127.0.0.1"}, {&s.Encryption, "none"}, {&s.User, user}, {&s.Password, password}, {&s.From, user}, {&s.To, "hanako@example.jp"}} {
		switch *f.value {
		case "":
			*f.value = f.good
		case "-":
			*f.value = ""
		}
	}
	return s
}
