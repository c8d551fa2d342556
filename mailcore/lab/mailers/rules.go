//go:build lab

package mailers

// A Rule is what was read in the source of a library, in the words of
// docs/mailers.md; what the matrix shows of it was also seen.
type Rule struct {
	Library, Source                                                    string
	Encryption, Certificate, Mechanisms, Keyword, EHLO, Sender, Limits string
}

// Rules are those of all libraries.
var Rules = []Rule{
	{
		Library: "PHPMailer（WordPress + WP Mail SMTP、Vtiger CRM、F-RevoCRM）",
		Source:  "5.2.27（F-RevoCRM b61270e modules/Emails/class.phpmailer.php、class.smtp.php）、6.6.3（Debian 12 src/PHPMailer.php、src/SMTP.php）、6.9.3、7.1.1（PHPMailer 4a489474）。WP Mail SMTP 4.8.0（2a4d69b src/Processor.php）",

		Encryption:  "ssl は最初から TLS。tls は STARTTLS を必ず送ります（知らせていないサーバーにも）。なしでも、サーバーが STARTTLS を知らせれば使い、失敗すれば送りません（SMTPAutoTLS）。WP Mail SMTP の「自動 TLS」だけがこれを切れます。6.9.0 からは、サーバー名が localhost のときは自動では使いません",
		Certificate: "PHP が必ず確かめます。CN だけの証明書も、名前が合えば通ります。IPv6 アドレスで接続すると、角かっこのまま比べるので必ず失敗します。TLS 1.2 から（OpenSSL 3）",
		Mechanisms:  "CRAM-MD5、LOGIN、PLAIN（5.2.27 は続けて NTLM。必要なファイルがなく必ず失敗）、XOAUTH2 の順で、サーバーが知らせた最初の 1 つを 1 回だけ。EHLO が使えず HELO になったときは LOGIN。AUTH を知らせないサーバーにはログインできず、送りません",
		Keyword:     "大文字だけ。AUTH=LOGIN は読めません。2 行あれば後の行だけ",
		EHLO:        "製品を開いた URL の名前（SERVER_NAME）。コマンドや cron ではコンピューター名。6 からは名前として正しくなければ localhost.localdomain、5.2.27 はそのまま",
		Sender:      "@ の前は半角英数字。日本語ドメインは Punycode（intl と mbstring が必要）。WordPress では is_email()、Vtiger（5.2.27）では点のないドメインも通ります。空なら MAIL FROM:<>（WordPress では送りません）",
		Limits:      "接続 300 秒（WP Mail SMTP は 30 秒、Vtiger のキューは 30 秒）。応答は 5.2.27 では接続と同じ、6 からは 300 秒（Timelimit）で、WP Mail SMTP の 30 秒は応答には効きません",
	},
	{
		Library: "Symfony Mailer（EC-CUBE 4、Nextcloud）",
		Source:  "5.4.53（Debian 12 Transport/Smtp/EsmtpTransport.php、EsmtpTransportFactory.php、Stream/SocketStream.php、Dsn.php）、6.4.4、7.0.4（symfony/mailer eb0c318）。Nextcloud（lib/private/Mail/Mailer.php）",

		Encryption:  "smtps:// かポート 465 なら最初から TLS。ほかは、サーバーが STARTTLS を知らせれば使い、知らせなければ平文で送ります。読んだ版には、STARTTLS を必須にする設定も、切る設定もありません。失敗すれば送りません。Nextcloud の mail_smtpsecure は ssl だけが効きます",
		Certificate: "PHP が確かめます（CN、IPv6 は PHPMailer と同じ）。verify_peer=0（EC-CUBE）、mail_smtpstreamoptions（Nextcloud）で確かめなくなります",
		Mechanisms:  "CRAM-MD5、LOGIN、PLAIN、XOAUTH2（パスワードをトークンとして）の順で、知らせたものを成功するまで全部。間に RSET。AUTH を知らせないサーバーと、HELO になったときは、ログインせずに MAIL FROM に進みます",
		Keyword:     "大文字小文字を区別しません。AUTH=LOGIN も読めます。2 行あれば後の行だけ",
		EHLO:        "local_domain（EC-CUBE）、overwrite.cli.url の名前（Nextcloud）。なければ [127.0.0.1]。IP アドレスには角かっこを付けます",
		Sender:      "RFC の書き方でなければ送りません（taro だけ、@ の前の点、点の連続）。@ の前に日本語は使えません。日本語ドメインは Punycode",
		Limits:      "接続も応答も 60 秒（php.ini の default_socket_timeout）。Nextcloud は 10 秒（mail_smtptimeout）",
	},
	{
		Library: "mail と net-smtp（Redmine、GitLab）",
		Source:  "mail 2.7.1、net-smtp 0.3.1（Debian 12）、mail 2.8.1、2.9.1（mikel/mail d645d7b lib/mail/network/delivery_methods/smtp.rb）、net-smtp 0.5.1（ruby/net-smtp a0075eb lib/net/smtp.rb）。GitLab（omnibus-gitlab smtp_settings.rb.erb）",

		Encryption:  "tls: true か ssl: true なら最初から TLS。enable_starttls: true なら STARTTLS が必須。ほかは、サーバーが知らせれば使い、失敗すれば送りません。enable_starttls_auto: false は mail 2.8.0 から効きます（2.7.1 と net-smtp 0.3 では効きません）。2.9.0 からは tls と enable_starttls(_auto): true を一緒に書くとエラー",
		Certificate: "名前も含めて確かめます。CN だけの証明書、IPv6 アドレスも通ります。openssl_verify_mode: none で確かめなくなります",
		Mechanisms:  "サーバーが知らせたものを見ません。authentication の 1 つ（なければ plain）を 1 回だけ。plain、login、cram_md5（net-smtp 0.5 から xoauth2 も）。AUTH を知らせないサーバーにも送ります",
		Keyword:     "読みません（STARTTLS は大文字だけ）",
		EHLO:        "domain。なければ localhost.localdomain。そのまま名乗ります（角かっこも Punycode もなし）",
		Sender:      "書き方を確かめません。日本語も日本語ドメインもそのまま MAIL FROM に書きます（net-smtp 0.4 から、サーバーが知らせれば SMTPUTF8 を付けます）。空なら送りません",
		Limits:      "mail 2.8.0 から接続も応答も 5 秒（open_timeout、read_timeout）。2.7.1 は 30 秒と 60 秒",
	},
	{
		Library: "Django（smtplib）",
		Source:  "Django 3.2.25（Debian 12 django/core/mail/backends/smtp.py、message.py）、Python 3.11（smtplib.py）。Django 4.2.28、Python 3.13（Debian 13）",

		Encryption:  "EMAIL_USE_TLS は STARTTLS が必須、EMAIL_USE_SSL は最初から TLS。どちらもなければ、知らせていても STARTTLS を使いません",
		Certificate: "3.2 は何も確かめません（自己署名も期限切れも別の名前も通ります）。4.2（Debian 13）は確かめ、切る設定はありません。CN だけの証明書、IPv6 アドレスは通ります",
		Mechanisms:  "CRAM-MD5、PLAIN、LOGIN の順で、知らせたものを成功するまで全部。ユーザー名かパスワードが空ならログインしません。AUTH を知らせないサーバーには送りません",
		Keyword:     "AUTH は大文字小文字を区別せず、方式の名前は大文字だけ。AUTH=LOGIN も読め、全部の行を合わせます",
		EHLO:        "コンピューターの FQDN。設定はありません",
		Sender:      "書き方を確かめません。@ の前の日本語は =?utf-8?b?…?= に変わります。日本語ドメインは Punycode",
		Limits:      "EMAIL_TIMEOUT がなければ、いつまでも待ちます",
	},
	{
		Library: "nodemailer",
		Source:  "6.8.0（Debian 12 lib/smtp-connection/index.js、lib/smtp-transport/index.js、lib/mime-node/index.js）、9.0.5（nodemailer 2f667f4）",

		Encryption:  "secure: true なら最初から TLS（secure がなくポートが 465 のときも）。ほかは、知らせれば STARTTLS を使い、失敗すれば送りません。ignoreTLS で使わず、requireTLS で必須、opportunisticTLS なら 454 のときだけ平文で続けます",
		Certificate: "名前も含めて確かめます。CN だけの証明書も通ります。IPv6 アドレスは Node の版によります。tls.rejectUnauthorized: false で確かめなくなります。TLS 1.2 から",
		Mechanisms:  "PLAIN、LOGIN、CRAM-MD5、XOAUTH2 の順で、知らせた最初の 1 つを 1 回だけ。どれも知らせなければ PLAIN。AUTH の行がなければログインせずに MAIL FROM に進みます。authMethod で決められます",
		Keyword:     "大文字小文字を区別しません。AUTH=LOGIN も読め、全部の行を合わせます",
		EHLO:        "name。なければコンピューター名、それに点がなければ [127.0.0.1]。そのまま名乗ります",
		Sender:      "書き方を確かめません。@ のない差出人は捨てられ、MAIL FROM:<> になります。@ の前の日本語はそのまま（サーバーが知らせれば SMTPUTF8）。日本語ドメインは Punycode",
		Limits:      "接続 120 秒、最初の応答 30 秒、その後は 600 秒",
	},
}
