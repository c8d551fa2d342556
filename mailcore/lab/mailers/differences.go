//go:build lab

package mailers

// A Difference is a case in which the version that a product brings along
// does something else than the one that Debian has.
type Difference struct {
	Library string
	Version string // as its driver would say it
	Brings  string // who brings it along
	Case    string
	Does    string // what the cell of the page would be
	Source  string // file and place where it says so
}

// Differences were found by running those versions once, on 2026-11-29, with
// every case: what is not named here was the same. Where such a version is
// installed, TestMatrix runs them again.
var Differences = []Difference{
	{"wordpress", "PHPMailer 6.9.3", "6.9.0 以降を持つ WordPress", "なし → STARTTLS のあるサーバー（localhost）", "○ 平文 PLAIN", "PHPMailer c87abc86 src/PHPMailer.php smtpConnect（6.9.0 から）"},
	{"vtiger", "PHPMailer 5.2.27", "F-RevoCRM 8.0.3、Vtiger 8.0.0", "2001:db8::5（IPv6 アドレス）", "○ 2001:db8::5", "F-RevoCRM b61270e modules/Emails/class.phpmailer.php serverHostname"},
	{"vtiger", "PHPMailer 5.2.27", "F-RevoCRM 8.0.3、Vtiger 8.0.0", "営業部.example.jp（日本語の名前）", "○ 営業部.example.jp", "F-RevoCRM b61270e modules/Emails/class.phpmailer.php serverHostname"},
	{"eccube", "Symfony Mailer 6.4", "Symfony 6.4 の EC-CUBE", "ログインできる中継サーバー、パスワードは空", "× CRAM-MD5", "symfony/mailer v6.4.4 Transport/Smtp/Auth/CramMd5Authenticator.php getResponse"},
	{"nextcloud", "Symfony Mailer 6.4", "Symfony 6.4 の Nextcloud", "ログインできる中継サーバー、パスワードは空", "× CRAM-MD5", "symfony/mailer v6.4.4 Transport/Smtp/Auth/CramMd5Authenticator.php getResponse"},
	{"redmine", "mail 2.8.1", "mail 2.8.0 以降を使う Redmine", "なし・自動 TLS 切 → STARTTLS のあるサーバー", "○ 平文 PLAIN", "mikel/mail 2.8.1 lib/mail/network/delivery_methods/smtp.rb build_smtp_session"},
	{"redmine", "mail 2.8.1", "mail 2.8.0 以降を使う Redmine", "なし・自動 TLS 切 → STARTTLS に 454 と答えるサーバー", "○ 平文 PLAIN", "同上"},
	{"redmine", "mail 2.8.1", "mail 2.8.0 以降を使う Redmine", "なし・自動 TLS 切 → STARTTLS が必須のサーバー", "× 平文", "同上"},
	{"redmine", "mail 2.8.1", "mail 2.8.0 以降を使う Redmine", "ログインなし・自動 TLS 切 → STARTTLS が自己署名の中継サーバー", "○ 平文", "同上"},
	{"gitlab", "mail 2.8.1", "mail 2.8.0 以降を使う GitLab", "なし・自動 TLS 切 → STARTTLS のあるサーバー", "○ 平文 LOGIN", "mikel/mail 2.8.1 lib/mail/network/delivery_methods/smtp.rb build_smtp_session"},
	{"gitlab", "mail 2.8.1", "mail 2.8.0 以降を使う GitLab", "なし・自動 TLS 切 → STARTTLS に 454 と答えるサーバー", "○ 平文 LOGIN", "同上"},
	{"gitlab", "mail 2.8.1", "mail 2.8.0 以降を使う GitLab", "なし・自動 TLS 切 → STARTTLS が必須のサーバー", "× 平文", "同上"},
	{"gitlab", "mail 2.8.1", "mail 2.8.0 以降を使う GitLab", "ログインなし・自動 TLS 切 → STARTTLS が自己署名の中継サーバー", "○ 平文", "同上"},
	{"nodemailer", "nodemailer 9.0.5", "npm の 9.0.5", "ta..ro@example.jp（点が続く）", `○ "ta..ro"@example.jp`, "nodemailer 2f667f4 lib/mime-node/index.js _normalizeAddress"},
	{"nodemailer", "nodemailer 9.0.5", "npm の 9.0.5", "taro.@example.jp（@ の前に点）", `○ "taro."@example.jp`, "nodemailer 2f667f4 lib/mime-node/index.js _normalizeAddress"},
	{"django", "Django 4.2.28", "Debian 13", "STARTTLS → 自己署名", "× 平文", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "STARTTLS・証明書を確かめない → 自己署名", "× 平文", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "SSL/TLS → 自己署名", "×", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "STARTTLS → 知らない認証局", "× 平文", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "SSL/TLS → 知らない認証局", "×", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "STARTTLS → 期限切れ", "× 平文", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "SSL/TLS → 期限切れ", "×", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "STARTTLS → 有効期間の前", "× 平文", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "SSL/TLS → 有効期間の前", "×", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "STARTTLS → 別の名前", "× 平文", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "STARTTLS・証明書を確かめない → 別の名前", "× 平文", "django/core/mail/backends/smtp.py ssl_context"},
	{"django", "Django 4.2.28", "Debian 13", "SSL/TLS → 別の名前", "×", "django/core/mail/backends/smtp.py ssl_context"},
	{"nodemailer", "nodemailer 6.10.0, Node 20.19.2", "Debian 13", "STARTTLS → 正しい（IPv6 アドレスで接続）", "× 平文", "nodejs 20.19.2+dfsg-1+deb13u3 の tls.checkServerIdentity（domainToASCII が IPv6 アドレスを空にする）"},
	{"nodemailer", "nodemailer 6.10.0, Node 20.19.2", "Debian 13", "SSL/TLS → 正しい（IPv6 アドレスで接続）", "×", "nodejs 20.19.2+dfsg-1+deb13u3 の tls.checkServerIdentity（domainToASCII が IPv6 アドレスを空にする）"},
}
