package cause

import (
	"cmp"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
)

// printed is how a codeword is printed where nothing else says what happened.
func (w codeword) printed(named, said string) (all []string) {
	plain := regexp.MustCompile(`\\b|\[\^\\n\]\{0,160\}|\\w\*`)
	for _, way := range []struct{ form, words string }{{named, w.name}, {said, w.text}} {
		if way.form == "" || way.words == "" {
			continue
		}
		form := plain.ReplaceAllString(way.form, "")
		form = strings.ReplaceAll(form, "((SSL|TLS)|ERR_SSL_)", "SSL: ")
		all = append(all, strings.ReplaceAll(form, "%s", way.words))
	}
	return all
}

// elsewhere are codewords that another row takes, with what it says of them.
var elsewhere = map[string]mailcore.Fault{
	"SSL: invalid certificate or alg":                       mailcore.Untrusted,
	"SSL: sslv3 alert certificate revoked":                  mailcore.Untrusted,
	"SSL: sslv3 alert certificate expired":                  mailcore.Expired,
	"SSL: tlsv1 alert unknown ca":                           mailcore.Untrusted,
	"認証用証明書は期限切れです":                                         mailcore.Expired,
	"Operation failed due to a lack of a secure connection": mailcore.NoSTARTTLS,
	"SSL_ERROR_CERTIFICATE_UNKNOWN_ALERT":                   mailcore.Untrusted,
}

// Each message of a codebook that names a fault is recognised by it, in the way
// in which it is printed.
func TestCodebooksAreReached(t *testing.T) {
	t.Parallel()
	for _, book := range codebooks {
		reached := 0
		for _, w := range book.words {
			if w.fault == none {
				continue
			}
			for _, text := range w.printed(book.named, book.said) {
				c, ok := firstSign(text, talk{})
				want := w.fault
				if other, ok := elsewhere[text]; ok {
					want = other
				}
				if !ok || c.failure.Fault != want {
					t.Errorf("%s: %q is %q, want %q", book.from, text, c.failure.Fault, want)
				}
				reached++
			}
		}
		if reached == 0 {
			t.Errorf("%s: nothing names a fault", book.from)
		}
	}
}

// What the names and the texts of an error say is recognised too, and what a
// book has of no other use is listed as that.
func TestNamebooksAreReached(t *testing.T) {
	t.Parallel()
	for _, book := range namebooks {
		reached, unreached := 0, 0
		for _, e := range book.rows {
			if *e.means == isNothing {
				unreached++
				continue
			}
			for _, text := range e.printed() {
				want := cmp.Or(elsewhere[text], e.means.fault)
				if got := reads(text); got != want {
					t.Errorf("%s: %q is %q, want %q", book.from, text, got, want)
				}
				reached++
			}
		}
		t.Logf("%s: %d names and texts reached, %d errors that no mail connection fails of", book.from, reached, unreached)
		if reached == 0 {
			t.Errorf("%s: nothing names a fault", book.from)
		}
	}
}

// reads is the fault that a text names; none for one that says no more than
// that there was no connection.
func reads(text string) mailcore.Fault {
	if c, ok := firstSign(text, talk{}); ok {
		return c.failure.Fault
	}
	if _, ok := unconnected(text); ok {
		return isNoConnection.fault
	}
	return "nothing"
}

// The books of names are complete: so many errors their source has.
func TestNamebooksAreComplete(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		book *namebook
		want int
	}{
		{&schannel, 195}, {&winsock, 89}, {&outlook, 143}, {&cdo, 61}, {&javaNames, 97}, {&pythonNames, 48}, {&rubyNames, 44}, {&nodeNames, 79}, {&goTexts, 61}, {&dotnetNames, 83}, {&perlTexts, 16}, {&hordeTexts, 52}, {&erlangNames, 13},
	} {
		if got := len(tt.book.rows); got != tt.want {
			t.Errorf("%s: %d errors, want %d", tt.book.from, got, tt.want)
		}
	}
}

// The books are complete: so many messages their source has.
func TestCodebooksAreComplete(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		book *codebook
		want int
	}{
		{&glibc, 152}, {&x509Results, 94}, {&opensslReasons, 321}, {&gnutlsErrors, 190}, {&gnutlsStatus, 17}, {&nssErrors, 452}, {&curlCodes, 87},
	} {
		if got := len(tt.book.words); got != tt.want {
			t.Errorf("%s: %d messages, want %d", tt.book.from, got, tt.want)
		}
	}
}

// A message in Japanese means what it means in English.
func TestPhrasebookMeansTheSame(t *testing.T) {
	t.Parallel()
	fill := func(s string) string {
		return formatMark.ReplaceAllStringFunc(s, func(mark string) string {
			if mark == "%%" {
				return "%"
			}
			return "X"
		})
	}
	all, other := 0, 0
	for _, book := range phrasebook {
		for _, p := range book.all {
			all++
			english, japanese := explainText(fill(p.english)), explainText(plainMarks.Replace(fill(p.japanese)))
			if english.Finding.Code == japanese.Finding.Code {
				continue
			}
			other++
			t.Logf("%s: %q is %s, %q is %s", book.from, p.english, english.Finding.Code, p.japanese, japanese.Finding.Code)
		}
	}
	if other*100 > all*5 {
		t.Errorf("%d of %d phrases mean something else in Japanese", other, all)
	}
}

func TestTranslationKeepsTheLines(t *testing.T) {
	t.Parallel()
	const text = "mail.example.jp に接続中...\nmail.example.jp に接続できなかった (ネットワークに届きません)。\nメッセージを送信できなかった。"
	e, err := Explain([]byte(text))
	if err != nil || e.Finding.Code != "tcp-unreach" || e.Seen != "mail.example.jp に接続できなかった (ネットワークに届きません)。" {
		t.Errorf("got %s, %q, %v", e.Finding.Code, e.Seen, err)
	}
}

// What was read in the wrong encoding is read again in the right one.
func TestMend(t *testing.T) {
	t.Parallel()
	for wrong, want := range map[string]string{
		"535 èª\u008dè¨¼ã\u0081«å¤±æ\u0095\u0097": "535 認証に失敗",
		"535 隱崎ｨｼ縺ｫ螟ｱ謨励＠縺ｾ縺励◆":                    "535 認証に失敗しました",
		`b'\xe8\xaa\x8d\xe8\xa8\xbc\xe3\x81\xab'`: `b'認証に'`,
		"Bücher können gelesen werden":            "Bücher können gelesen werden",
		"サーバーが見つかりません":                            "サーバーが見つかりません",
	} {
		if got := mend(wrong); got != want {
			t.Errorf("%q: got %q, want %q", wrong, got, want)
		}
	}
	mixed := append([]byte("メッセージの送信中にエラー\n-ERR [IN-USE] "), []byte("\xa5\xe1\xa1\xbc\xa5\xeb\xa5\xdc\xa5\xc3\xa5\xaf\xa5\xb9\n")...)
	if got, err := readText(mixed); err != nil || !strings.HasSuffix(got, "-ERR [IN-USE] メールボックス\n") {
		t.Errorf("got %q, %v", got, err)
	}
}

// The replies that servers give by default, each of which must lead to its
// cause on its own.
func TestRepliesOfServers(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/replies.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		parts := strings.SplitN(strings.TrimSpace(line), " | ", 3)
		if strings.HasPrefix(line, "#") || len(parts) < 3 {
			continue
		}
		e := explainText(parts[2])
		if !slices.Contains(strings.Fields(parts[0]), string(e.Finding.Code)) {
			t.Errorf("%s: %q is %s, want %s", parts[1], parts[2], e.Finding.Code, parts[0])
		}
	}
}
