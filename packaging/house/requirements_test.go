package house

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A proof looks for one thing that the products' manuals ask for, and returns
// what is missing, or "".
type proof func(house) string

// A house is what the proofs look into.
type house struct {
	words   map[string]string // the Japanese catalogue
	sources []source
}

const (
	cy = products.Cybozu
	ms = products.MailShare
	zn = products.Zaionnex
	vt = products.Vtiger
	gr = products.Garoon
)

// onScreen says where on a product's screen an item of its manual is, by the
// IDs of the list of requirements. Words are quoted as the product prints
// them.
var onScreen = []struct {
	id     string
	proofs []proof
}{
	{"CY-01", all(row(cy, "uses", products.Note, "監査ログの送信"), says("product.cybozu.uses", "追加したユーザー", "パスワード変更", "サイボウズ Office", "ケータイ URL", "kintone"))},
	{"CY-02", all(row(cy, "garoon", products.Note, "システムメールアカウントの設定"), says("product.cybozu.garoon", "各サービスの管理画面でシステムメールアカウントを設定します", "日本・中国"))},
	{"CY-03", all(row(cy, "address", products.Text, "システムメールアドレス"), reads(cy, "address", "no-reply@cybozu.com", "outgoing.built_in", "true"), fixed(cy, "address", "outgoing.built_in", "true"), reads(cy, "address", "a@example.jp", "from", "a@example.jp"))},
	{"CY-04", all(says("product.cybozu.caution.1", "制限はありません", "実在する"), says("product.cybozu.address.hint", "実在する"), says("product.cybozu.caution.2", "IP アドレス", "許可"))},
	{"CY-05", all(row(cy, "server", products.Radio, "メールサーバー"), choices(cy, "server", "組み込み", "外部サーバー"), first(cy, "server", "built-in"), says("product.cybozu.server.hint", "暗号化されません"))},
	{"CY-06", all(row(cy, "host", products.Text, "SMTPサーバー"), shownWhen(cy, "host", "outgoing.built_in", "false", "true"))},
	{"CY-07", all(row(cy, "port", products.Number, "ポート番号"), says("product.cybozu.port.hint", "一般的なポート番号が自動で"))},
	{"CY-08", all(row(cy, "encryption", products.Radio, "通信の暗号化方法"), choices(cy, "encryption", "Plain（暗号化しない）", "SSL", "STARTTLS"), says("product.cybozu.encryption.hint", "対応している"))},
	{"CY-09", all(row(cy, "auth", products.Check, "SMTP認証"))},
	{"CY-10", all(row(cy, "user", products.Text, "アカウント名"), shownWhen(cy, "user", "outgoing.auth", "auto", "none"))},
	{"CY-11", all(row(cy, "password", products.Password, "パスワード"), shownWhen(cy, "password", "outgoing.auth", "auto", "none"))},
	{"CY-12", all(button(cy, "save", products.SaveTest, "保存"))},
	{"CY-13", all(row(cy, "test-to", products.Text, "テストメールの送信"), says("product.cybozu.test-to.hint", "［保存］"))},
	{"CY-14", all(button(cy, "failures", products.Failures, "システムメールの送信失敗履歴"), says("product.cybozu.caution.3", "直近 10 件", "1 か月以内"))},
	{"CY-15", all(says("product.cybozu.caution.4", "「テストメールの送信」欄に入力したメールアドレスが正しいかどうか", "時間を置いた後"))},
	{"CY-16", all(row(cy, "regions", products.Note, "US・CN"))},
	{"CY-17", all(without(cy, "incoming.", "outgoing.timeout", "outgoing.size_limit"), single(cy, true))},

	{"MS-01", all(says("product.mail-share.caution.7", "Gmail", "Exchange Online", "削除や並べ替えはできません"), fixed(ms, "host", "oauth", "google"), blocked(ms, "mail-share-preset", "oauth", "google"))},
	{"MS-02", all(says("product.mail-share.caution.1", "UIDL", "いつでも接続"))},
	{"MS-03", all(says("product.mail-share.caution.2", "IMAP を有効", "INBOX フォルダーのメールだけ"))},
	{"MS-04", all(says("product.mail-share.caution.3", "メールをサーバーに残す", "推奨されていません"))},
	{"MS-05", all(says("product.mail-share.caution.4", "すべてのメールが", "未読"), checked("imap-deletes-all", mailcore.Danger, "incoming.protocol", "imap", "incoming.delete", "true"))},
	{"MS-06", all(says("product.mail-share.caution.5", "SMTP認証", "許可リスト", "拒否リスト"))},
	{"MS-07", all(says("product.mail-share.caution.6", "プロバイダーの書類"))},
	{"MS-08", all(way(ms, "歯車", "メール共有 システム管理", "メールサーバー", "追加する"))},
	{"MS-09", all(row(ms, "name", products.Text, "メールサーバーの名前"))},
	{"MS-10", all(row(ms, "protocol", products.Radio, "POP3/IMAP4"), choices(ms, "protocol", "POP3", "IMAP4"))},
	{"MS-11", all(row(ms, "in-host", products.Text, "サーバー名"), says("product.mail-share.in-host.hint", "IP アドレス"))},
	{"MS-12", all(row(ms, "in-port", products.Number, "ポート番号"), says("product.mail-share.in-port.hint", "110", "995", "143", "993"))},
	{"MS-13", all(row(ms, "in-encryption", products.Check, "通信を暗号化する"))},
	{"MS-14", all(row(ms, "apop", products.Check, "APOP認証をおこなう"), says("product.mail-share.apop.hint", "不要"))},
	{"MS-15", all(row(ms, "in-size", products.Select, "メールサイズの制限"), says("product.mail-share.in-size.hint", "未確認"), reads(ms, "in-size", "13", "incoming.size_limit", "13"))},
	{"MS-16", all(row(ms, "host", products.Text, "サーバー名"))},
	{"MS-17", all(row(ms, "port", products.Number, "ポート番号"), says("product.mail-share.port.hint", "587", "465"))},
	{"MS-18", all(row(ms, "encryption", products.Check, "通信を暗号化する"))},
	{"MS-19", all(row(ms, "auth", products.Check, "SMTP認証をおこなう"), row(ms, "method", products.Select, "認証方式"), reads(ms, "method", "PLAIN", "outgoing.auth", "PLAIN"), row(ms, "same-account", products.Check, "認証にメールアカウントのユーザー名とパスワードを使用する"))},
	{"MS-20", all(row(ms, "size", products.Select, "メールサイズの制限"), says("product.mail-share.size.hint", "未確認"))},
	{"MS-21", all(button(ms, "add", products.Add, "追加する"), button(ms, "change", products.Save, "変更する"))},
	{"MS-24", all(noTest(ms), without(ms, "outgoing.timeout", "incoming.timeout"), says("product.mail-share.caution.8", "1123", "1124"), blocked(ms, "mail-share-starttls", "outgoing.encryption", "starttls"), checked("host-inside", mailcore.Warning, "products", "mail-share", "outgoing.host", "192.168.0.1"))},

	{"ZN-01", all(says("product.zaionnex.caution.1", "メール通知機能"), button(zn, "back", products.Revert, "戻る"), button(zn, "update", products.Save, "更新"), button(zn, "cancel", products.Revert, "キャンセル"))},
	{"ZN-02", all(row(zn, "host", products.Text, "送信メールサーバー"), first(zn, "host", "mailhost"))},
	{"ZN-03", all(row(zn, "port", products.Number, "SMTP ポート番号"), first(zn, "port", "25"), says("product.zaionnex.port.hint", "規定値は 25 となります"))},
	{"ZN-04", all(row(zn, "auth", products.Radio, "SMTP 認証"), choices(zn, "auth", "基本認証", "統合 Windows 認証 (NTLM)", "CRAM-MD5", "未使用"), first(zn, "auth", "none"), row(zn, "user", products.Text, "ユーザーID"), row(zn, "password", products.Password, "パスワード"), shownWhen(zn, "user", "outgoing.auth", "NTLM", "none"))},
	{"ZN-05", all(row(zn, "pop", products.Radio, "POP Before SMTP を使用"), choices(zn, "pop", "使用", "未使用"), first(zn, "pop", "unused"), blocked(zn, "zaionnex-pop", "outgoing.pop.use", "true", "outgoing.pop.host", "pop.example.jp"))},
	{"ZN-06", all(row(zn, "from", products.Text, "送信元メールアドレス"), first(zn, "from", "zaionnex"), says("product.zaionnex.from.hint", "実在する", "@"), checked("address-no-domain", mailcore.Warning, "from", "zaionnex"))},
	{"ZN-07", all(row(zn, "notify", products.Text, "管理通知用メールアドレス"), says("product.zaionnex.notify.hint", "コンマ区切りで複数設定できます"), reads(zn, "notify", "a@example.jp, b@example.jp", "notify", "a@example.jp,b@example.jp"), says("product.zaionnex.caution.3", "自動アップデートで通知を送る"))},
	{"ZN-08", all(row(zn, "test-to", products.Text, "確認用の送信先メールアドレス"), required(zn, "test-to"), says("product.zaionnex.test", "入力したアドレスにテストメールを送信確認します"), says("product.zaionnex.required", "*は必須項目です"))},
	{"ZN-09", all(button(zn, "run", products.Test, "実行"))},
	{"ZN-10", all(row(zn, "result", products.Outcome, "送信結果"))},
	{"ZN-13", all(says("product.zaionnex.smtp-auth", "ユーザー ID とパスワード"), says("product.zaionnex.pop-before", "先に受信"))},
	{"ZN-14", all(without(zn, "outgoing.encryption", "incoming.", "outgoing.timeout"), single(zn, true), blocked(zn, "zaionnex-encryption", "outgoing.encryption", "tls"))},

	{"VT-01", all(way(vt, "歯車", "CRM設定", "構成", "送信メールサーバー", "編集"))},
	{"VT-02", all(row(vt, "server", products.Text, "サーバ名"), reads(vt, "server", "ssl://smtp.gmail.com:465", "outgoing.host", "smtp.gmail.com", "outgoing.encryption", "tls", "outgoing.port", "465"), reads(vt, "server", "tls://smtp.office365.com:587", "outgoing.host", "smtp.office365.com", "outgoing.encryption", "starttls", "outgoing.port", "587"))},
	{"VT-03", all(row(vt, "user", products.Text, "ユーザ名"), says("product.vtiger.user.hint", "メールアドレス"))},
	{"VT-04", all(row(vt, "password", products.Password, "パスワード"), says("product.vtiger.password.hint", "アプリ パスワード"))},
	{"VT-05", all(row(vt, "from", products.Text, "差出人"), says("product.vtiger.from.hint", "メール送信者", "空欄にでき"))},
	{"VT-06", all(row(vt, "auth", products.Check, "認証を行う"), first(vt, "auth", "true"))},
	{"VT-07", all(button(vt, "save", products.SaveTested, "保存"), says("product.vtiger.caution.1", "テストメールが送られ", "保存されません"))},
	{"VT-08", all(says("product.vtiger.flow", "準備", "入力", "テスト", "完了"))},
	{"VT-09", all(says("product.vtiger.recipes", "ssl://smtp.gmail.com:465", "tls://smtp.office365.com:587", "ssl://sv***.xserver.jp:465"), says("product.vtiger.caution.4", "SMTP AUTH", "多要素認証"))},
	{"VT-10", all(blocked(vt, "vtiger-host", "outgoing.host", "mail_host.example.jp"), blocked(vt, "vtiger-opportunistic", "outgoing.encryption", "none"), says("product.vtiger.caution.2", "返答が表示されません"), says("product.vtiger.caution.6", "30 秒"), row(vt, "type", products.Select, "サーバ種別"), choices(vt, "type", "Gmail", "Hotmail", "Office365", "Yahoo", "その他"), button(vt, "defaults", products.Defaults, "デフォルトに戻す"))},
	{"VT-11", all(without(vt, "incoming.", "outgoing.timeout", "test_to"), single(vt, true))},

	{"GR-01", all(says("product.garoon.in-encryption.hint", "995", "993"), minTLS(gr, "1.2"))},
	{"GR-02", all(says("product.garoon.encryption.hint", "1.2", "1.3"))},
	{"GR-03", all(way(gr, "歯車", "Garoon システム管理", "各アプリケーションの管理", "メール", "メールサーバーの設定"), says("product.garoon.caution.1", "いくつでも"), single(gr, false))},
	{"GR-04", all(row(gr, "code", products.Text, "メールサーバーコード"), required(gr, "code"), says("product.garoon.caution.2", "GRN_MAIL_24025"))},
	{"GR-05", all(row(gr, "name", products.Text, "メールサーバーの名称"), required(gr, "name"), says("product.garoon.name.hint", "同じ名称"))},
	{"GR-06", all(row(gr, "oauth", products.Check, "メールの送受信にOAuthを使用する"), choices(gr, "client", "Google", "Microsoft"), fixed(gr, "host", "oauth", "google"), fixed(gr, "port", "oauth", "google"), fixed(gr, "encryption", "oauth", "google"), fixed(gr, "in-host", "oauth", "microsoft"), free(gr, "timeout", "oauth", "google"), free(gr, "protocol", "oauth", "google"))},
	{"GR-07", all(row(gr, "host", products.Text, "送信メールサーバー名(SMTP)"), required(gr, "host"), says("product.garoon.host.hint", "smtp.example.com"))},
	{"GR-08", all(row(gr, "port", products.Number, "送信メールサーバーポート番号"), required(gr, "port"), says("product.garoon.port.hint", "半角数字"))},
	{"GR-09", all(row(gr, "encryption", products.Radio, "暗号化通信"), choices(gr, "encryption", "TLSを使用する", "STARTTLSを使用する", "使用しない"), reads(gr, "encryption", "tls", "outgoing.encryption", "tls"))},
	{"GR-10", all(row(gr, "auth", products.Select, "SMTP認証方式"), choices(gr, "auth", "(設定なし)", "PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5"))},
	{"GR-11", all(row(gr, "account", products.Radio, "送信用のアカウントとパスワード"), choices(gr, "account", "設定する", "設定しない"), shownWhen(gr, "account", "outgoing.auth", "LOGIN", "none"), reads(gr, "account", "same", "outgoing.same_account", "true"))},
	{"GR-12", all(row(gr, "timeout", products.Select, "タイムアウトまでの時間"), blocked(gr, "garoon-timeout", "outgoing.timeout", "121"), blocked(gr, "garoon-timeout", "outgoing.timeout", "9"), first(gr, "timeout", "10"))},
	{"GR-13", all(row(gr, "protocol", products.Radio, "受信プロトコル"), choices(gr, "protocol", "POP3", "IMAP4"))},
	{"GR-14", all(row(gr, "in-host", products.Text, "受信メールサーバー名"), required(gr, "in-host"), says("product.garoon.in-host.hint", "pop.example.com"))},
	{"GR-15", all(row(gr, "in-port", products.Number, "受信メールサーバーポート番号"), required(gr, "in-port"))},
	{"GR-16", all(row(gr, "in-encryption", products.Check, "メールサーバーとの通信にTLSを使用する"))},
	{"GR-17", all(row(gr, "apop", products.Check, "APOP認証"))},
	{"GR-18", all(row(gr, "in-timeout", products.Select, "タイムアウトまでの時間"), blocked(gr, "garoon-in-timeout", "incoming.timeout", "9", "incoming.protocol", "pop3"))},
	{"GR-19", all(button(gr, "add", products.Add, "追加する"))},
	{"GR-20", all(button(gr, "change", products.Save, "変更する"))},
	{"GR-21", all(says("product.garoon.caution.6", "メールサーバーの設定", "ユーザーアカウントの追加", "ユーザーアカウントの変更"))},
	{"GR-24", all(says("product.garoon.caution.5", "残ります", "設定し直して"))},
	{"GR-26", all(noTest(gr), without(gr, "outgoing.size_limit", "incoming.size_limit"), blocked(gr, "garoon-in-starttls", "incoming.encryption", "starttls", "incoming.protocol", "pop3"))},
}

// elsewhere says where the rest is: lists, histories, tests and files.
var elsewhere = []struct {
	id     string
	proofs []proof
}{
	{"CY-14", all(says("history.column.to", "宛先"), says("history.column.sent", "送信日時"), says("history.column.server", "送信メールサーバー"), says("history.column.error", "エラー"))},
	{"MS-01", all(fixedServers("Gmail", "Exchange Online"))},
	{"MS-02", all(says("finding.uidl-missing.title", "UIDL"), says("finding.product-uidl.title", "メール共有オプション"))},
	{"MS-07", all(declared("mailcore/discover", "Provider"))},
	{"MS-24", all(says("product.mail-share.result.unknown-host", "1123", "1124"))},
	{"MS-22", all(declared("forms", "OnMove"), declared("forms", "Movable"))},
	{"MS-23", all(says("delete.yes", "はい"))},
	{"VT-07", all(says("product.vtiger.result.passed", "Test Mail Sent テストメールが送信されました。受信トレイを確認してください。"))},
	{"VT-10", all(says("product.vtiger.result.failed", "管理者ユーザーにメールを送信できません"))},
	{"ZN-10", all(holds("mailcore", "正常に送信されました"), declared("mailcore/cause", "ZaionnexLine"))},
	{"ZN-11", all(holds("mailcore", "[Error] 送信エラー %s %s %s:%d %s %s"), holds("mailcore", "Cant connect Server"))},
	{"ZN-12", all(holds("mailcore", "[Zaionnex] Test Mail"), holds("mailcore", "Zaionnex からのメール送信テストです。"))},
	{"GR-04", all(says("problem.code-duplicate", "使われています"))},
	{"GR-06", all(declared("mailcore", "Filled"))},
	{"GR-21", all(declared("forms", "OnMove"))},
	{"GR-22", all(says("delete.title", "削除"), says("delete.yes", "はい"))},
	{"GR-23", all(says("overview.delete-all", "すべて削除"), says("delete.yes", "はい"))},
	{"GR-24", all(says("delete.effect", "製品に入力した設定はそのまま"))},
	{"GR-25", all(says("product.garoon.result.outgoing", "24151"), says("product.garoon.result.incoming", "24201"), holds("mailcore/exchange", "server_code"), holds("mailcore/exchange", "apop_auth_for_pop3"))},
}

// counts are how many items each manual has.
var counts = []struct {
	prefix string
	n      int
}{{"CY", 17}, {"MS", 24}, {"ZN", 14}, {"VT", 11}, {"GR", 26}}

func TestEveryRequirementIsNamed(t *testing.T) {
	named := map[string]bool{}
	for _, r := range slices.Concat(onScreen, elsewhere) {
		named[r.id] = true
	}
	total := 0
	for _, c := range counts {
		for i := range c.n {
			if id := fmt.Sprintf("%s-%02d", c.prefix, i+1); !named[id] {
				t.Errorf("%s is nowhere", id)
			}
		}
		total += c.n
	}
	if len(named) != total {
		t.Errorf("%d requirements are named, want %d", len(named), total)
	}
}

func TestRequirements(t *testing.T) {
	h := house{sources: sources(t)}
	if err := json.Unmarshal([]byte(read(t, "assets/ja.json")), &h.words); err != nil {
		t.Fatal(err)
	}
	for _, r := range slices.Concat(onScreen, elsewhere) {
		for _, look := range r.proofs {
			if missing := look(h); missing != "" {
				t.Errorf("%s: %s", r.id, missing)
			}
		}
	}
}

func all(proofs ...proof) []proof { return proofs }

func rowOf(id mailcore.Product, key string) (products.Row, bool) {
	s, _ := products.For(id)
	i := slices.IndexFunc(s.Rows, func(r products.Row) bool { return r.Key == key })
	if i < 0 {
		return products.Row{}, false
	}
	return s.Rows[i], true
}

// profile returns settings with fields set: key, value, key, value …
func profile(set []string) mailcore.Profile {
	p := mailcore.NewProfile()
	for pair := range slices.Chunk(set, 2) {
		if err := p.Set(pair[0], pair[1]); err != nil {
			panic(err)
		}
	}
	return p
}

// on makes a proof about a row that has to be there.
func on(id mailcore.Product, key string, look func(house, products.Row) string) proof {
	return func(h house) string {
		r, ok := rowOf(id, key)
		if !ok {
			return fmt.Sprintf("no row %s.%s", id, key)
		}
		if wrong := look(h, r); wrong != "" {
			return fmt.Sprintf("row %s.%s: %s", id, key, wrong)
		}
		return ""
	}
}

// row: there is one of that kind whose label is, or for a note contains, that.
func row(id mailcore.Product, key string, kind products.Kind, label string) proof {
	return on(id, key, func(h house, r products.Row) string {
		words := h.words["product."+string(id)+"."+key]
		if r.Kind != kind || words != label && (kind != products.Note && key != "apop" || !strings.Contains(words, label)) {
			return fmt.Sprintf("%s %q, want %s %q", r.Kind, words, kind, label)
		}
		return ""
	})
}

func choices(id mailcore.Product, key string, want ...string) proof {
	return on(id, key, func(h house, r products.Row) string {
		var got []string
		for _, c := range r.Choices {
			got = append(got, h.words["product."+string(id)+"."+key+"."+c])
		}
		if !slices.Equal(got, want) {
			return fmt.Sprintf("choices %q, want %q", got, want)
		}
		return ""
	})
}

func first(id mailcore.Product, key, want string) proof {
	return on(id, key, func(_ house, r products.Row) string { return differs(r.Default, want) })
}

func required(id mailcore.Product, key string) proof {
	return on(id, key, func(_ house, r products.Row) string { return differs(strconv.FormatBool(r.Required), "true") })
}

func reads(id mailcore.Product, key, want string, set ...string) proof {
	return on(id, key, func(_ house, r products.Row) string {
		got, _ := r.Read(profile(set))
		return differs(got, want)
	})
}

// shownWhen: a row is shown where a field has the one value, and not where it
// has the other.
func shownWhen(id mailcore.Product, key, field, yes, no string) proof {
	return on(id, key, func(_ house, r products.Row) string {
		if r.Shown == nil || !r.Shown(profile([]string{field, yes})) || r.Shown(profile([]string{field, no})) {
			return "not shown as " + field + " says"
		}
		return ""
	})
}

func fixed(id mailcore.Product, key string, set ...string) proof {
	return on(id, key, func(_ house, r products.Row) string {
		if r.Locked == nil || !r.Locked(profile(set)) || r.Locked(profile(nil)) {
			return "is not fixed, or always"
		}
		return ""
	})
}

func free(id mailcore.Product, key string, set ...string) proof {
	return on(id, key, func(_ house, r products.Row) string {
		if r.Locked != nil && r.Locked(profile(set)) {
			return "is fixed"
		}
		return ""
	})
}

// blocked: the product has no place for those settings.
func blocked(id mailcore.Product, code string, set ...string) proof {
	return func(h house) string {
		s, _ := products.For(id)
		found := slices.ContainsFunc(s.Obstacles(profile(set)), func(o products.Obstacle) bool { return o.Code == code })
		if !found || h.words["problem."+code] == "" {
			return "no obstacle " + code
		}
		return ""
	}
}

// checked: the settings have a problem, whatever the screen.
func checked(code string, severity mailcore.Severity, set ...string) proof {
	return func(house) string {
		if !slices.ContainsFunc(products.Problems(profile(set), ""), func(p mailcore.Problem) bool { return p.Code == code && p.Severity == severity }) {
			return "no problem " + code
		}
		return ""
	}
}

func button(id mailcore.Product, key string, action products.Action, label string) proof {
	return func(h house) string {
		s, _ := products.For(id)
		if !slices.Contains(s.Buttons, products.Button{Key: key, Action: action}) {
			return fmt.Sprintf("no button %s that does %s", key, action)
		}
		return differs(h.words["product."+string(id)+".button."+key], label)
	}
}

// noTest: the product has no test of its own.
func noTest(id mailcore.Product) proof {
	return func(house) string {
		s, _ := products.For(id)
		for _, b := range s.Buttons {
			if slices.Contains([]products.Action{products.Test, products.SaveTest, products.SaveTested}, b.Action) {
				return "it has a test: " + b.Key
			}
		}
		return ""
	}
}

// without: no row edits fields that begin so.
func without(id mailcore.Product, prefixes ...string) proof {
	return func(house) string {
		s, _ := products.For(id)
		for _, r := range s.Rows {
			for _, prefix := range prefixes {
				if strings.HasPrefix(r.Field, prefix) {
					return fmt.Sprintf("%s edits %s", r.Key, r.Field)
				}
			}
		}
		return ""
	}
}

func single(id mailcore.Product, want bool) proof {
	return func(house) string {
		s, _ := products.For(id)
		return differs(strconv.FormatBool(s.Single), strconv.FormatBool(want))
	}
}

func minTLS(id mailcore.Product, want string) proof {
	return func(house) string {
		s, _ := products.For(id)
		return differs(s.Mailer.MinTLS, want)
	}
}

// way: the places that lead to the screen contain those words, in order.
func way(id mailcore.Product, want ...string) proof {
	return func(h house) string {
		s, _ := products.For(id)
		var places []string
		for i := range s.Path {
			places = append(places, h.words[fmt.Sprintf("product.%s.path.%d", id, i+1)])
		}
		pattern := make([]string, len(want))
		for i, w := range want {
			pattern[i] = regexp.QuoteMeta(w)
		}
		got := strings.Join(places, " > ")
		if !regexp.MustCompile(strings.Join(pattern, ".* > .*")).MatchString(got) {
			return "the way is " + got
		}
		return ""
	}
}

func says(key string, parts ...string) proof {
	return func(h house) string {
		for _, part := range parts {
			if !strings.Contains(h.words[key], part) {
				return fmt.Sprintf("%s says %q, not %q", key, h.words[key], part)
			}
		}
		return ""
	}
}

// fixedServers: they are in every list, and cannot be changed as others can.
func fixedServers(names ...string) proof {
	return func(house) string {
		var got []string
		for _, p := range mailcore.WithFixed(nil) {
			if p.Fixed() {
				got = append(got, p.Name)
			}
		}
		return differs(strings.Join(got, ", "), strings.Join(names, ", "))
	}
}

// holds: a string literal of a room is, or contains, that.
func holds(room, text string) proof {
	return func(h house) string {
		found := false
		each(h.sources, func(file string, n ast.Node) {
			found = found || below(file, room) && n != nil && strings.Contains(literal(n), text)
		})
		if !found {
			return fmt.Sprintf("%s says %q nowhere", room, text)
		}
		return ""
	}
}

// declared: a room has a function, type or field whose name begins so.
func declared(room, name string) proof {
	return func(h house) string {
		found := false
		each(h.sources, func(file string, n ast.Node) {
			var ident *ast.Ident
			switch n := n.(type) {
			case *ast.FuncDecl:
				ident = n.Name
			case *ast.TypeSpec:
				ident = n.Name
			case *ast.Field:
				if len(n.Names) > 0 {
					ident = n.Names[0]
				}
			}
			found = found || ident != nil && directlyIn(room, file) && strings.HasPrefix(ident.Name, name)
		})
		if !found {
			return room + " has no " + name
		}
		return ""
	}
}

func differs(got, want string) string {
	if got != want {
		return fmt.Sprintf("%q, want %q", got, want)
	}
	return ""
}
