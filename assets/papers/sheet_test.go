package papers

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// office is a server that was tested yesterday, and that each product has a
// word to say about.
func office() mailcore.Profile {
	p := mailcore.NewProfile()
	p.Code, p.Name = "office", "事務所 | 本社"
	p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password, p.Outgoing.Auth = "smtp.example.jp", "taro", "himitsu-no-kotoba", mailcore.DIGESTMD5
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.User, p.Incoming.Password = mailcore.POP3, "pop.example.jp", "taro", "himitsu-no-kotoba"
	p.From, p.FromName, p.TestTo, p.Notify = "taro@example.jp", "=山田", "hanako@example.jp", []string{"admin@example.jp"}
	p.Outgoing.PopBefore.Use = true
	p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.SendScope, At: now.AddDate(0, 0, -1), OK: true, For: products.IDs}
	return p
}

func TestSheetGolden(t *testing.T) {
	for _, language := range []string{"ja", "en"} {
		speak(t, language)
		for _, product := range products.IDs {
			s, ok := NewSheet(office(), product, now)
			if !ok {
				t.Fatalf("no sheet for %s", product)
			}
			name := "sheet-" + string(product) + "." + language
			golden(t, name+".txt", s.As(Text))
			golden(t, name+".md", s.As(Markdown))
			golden(t, name+".csv", s.As(CSV))
		}
	}
	speak(t, "ja")
	s, _ := NewSheet(office(), products.Garoon, now)
	golden(t, "sheet-garoon.ja.html", s.As(HTML))
	golden(t, "sheet-garoon.ja.json", s.As(JSON))
}

// Every value of the screen that can be typed can be copied, and no password.
func TestSheetRows(t *testing.T) {
	speak(t, "ja")
	for _, product := range products.IDs {
		s, _ := NewSheet(office(), product, now)
		for _, f := range SheetFormats {
			if paper := s.As(f); bytes.Contains(paper, []byte("himitsu")) || len(paper) == 0 {
				t.Errorf("%s as %s: %s", product, f, paper)
			}
		}
		for _, r := range s.Rows {
			if r.Key == "host" && r.Copy != "smtp.example.jp" && product != products.Vtiger {
				t.Errorf("%s copies %q", product, r.Copy)
			}
			if strings.HasPrefix(r.Label, "product.") || strings.HasPrefix(r.Value, "product.") {
				t.Errorf("%s has no words for %+v", product, r)
			}
		}
	}
}

// What a product cannot express is red, on paper too.
func TestSheetObstacles(t *testing.T) {
	speak(t, "ja")
	p := office()
	p.Incoming.Encryption = mailcore.STARTTLS
	s, _ := NewSheet(p, products.Garoon, now)
	for _, r := range s.Rows {
		if want := r.Key == "in-encryption"; r.Red() != want {
			t.Errorf("%s: %+v", r.Key, r.Obstacles)
		}
	}
	if page := string(s.As(HTML)); !strings.Contains(page, `<tr class="red">`) || !strings.Contains(page, "✕ メールサーバーとの通信にTLSを使用する") {
		t.Errorf("%s", page)
	}
	if len(s.Obstacles) == 0 || !s.Obstacles[0].red() || s.Obstacles[0].WayOut == "" {
		t.Errorf("%+v", s.Obstacles)
	}
}

func TestSheetStamp(t *testing.T) {
	speak(t, "ja")
	good := passed(simple(), products.Cybozu)
	good.Verified.At = now.AddDate(0, 0, -1)
	changed, failed, elsewhere := good, good, good
	changed.Outgoing.Port = 587
	elsewhere.Verified.For = nil
	failed.Verified.OK, failed.Verified.For = false, nil
	for _, tt := range []struct {
		profile mailcore.Profile
		want    string
	}{
		{good, "テスト結果: 2026-11-20 合格（テストメール）"},
		{office(), "テスト結果: 2026-11-20 このままでは、この製品では使えません"},
		{changed, "テスト結果: 2026-11-20 変更あり"},
		{failed, "テスト結果: 2026-11-20 不合格（テストメール）"},
		{elsewhere, "テスト結果: 2026-11-20 この製品の送り方ではまだテストしていません"},
		{mailcore.NewProfile(), "テスト結果: 未テスト"},
	} {
		if s, _ := NewSheet(tt.profile, products.Cybozu, now); s.Stamp != tt.want {
			t.Errorf("%q, want %q", s.Stamp, tt.want)
		}
	}
}

// A spreadsheet calculates nothing, and reads the file as it is.
func TestSheetCSV(t *testing.T) {
	speak(t, "ja")
	p := office()
	p.Name, p.Outgoing.Host, p.From = "=HYPERLINK(\"http://x\")", "+1", "＝cmd@example.jp"
	s, _ := NewSheet(p, products.Garoon, now)
	file := s.As(CSV)
	rest, ok := bytes.CutPrefix(file, []byte("\ufeff"))
	if !ok || bytes.Contains(bytes.ReplaceAll(rest, []byte("\r\n"), nil), []byte("\n")) {
		t.Errorf("%q", file)
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@＝", []rune(cell)[0]) {
				t.Errorf("%q", row)
			}
		}
	}
}

// A product's file has its password where somebody asks for it, as it is.
func TestSheetOfAFile(t *testing.T) {
	speak(t, "ja")
	for _, product := range products.IDs {
		screen, _ := products.For(product)
		s, _ := NewSheet(office(), product, now)
		shown := s.Revealed(office())
		if s.Holds() || (screen.File != nil) != shown.Holds() {
			t.Errorf("%s: holds %t, asked %t", product, s.Holds(), shown.Holds())
		}
		if screen.File == nil {
			continue
		}
		for _, f := range SheetFormats {
			if paper := shown.As(f); !bytes.Contains(paper, []byte("himitsu-no-kotoba")) || bytes.Contains(paper, []byte(products.Blank)) {
				t.Errorf("%s as %s: %s", product, f, paper)
			}
		}
		if paper := string(s.As(Text)); !strings.Contains(paper, "\n"+s.File.Text) {
			t.Errorf("%s is not ready to be copied:\n%s", product, paper)
		}
	}
}

func TestSheetJSON(t *testing.T) {
	s, _ := NewSheet(office(), products.Zaionnex, now)
	var got map[string]any
	if err := json.Unmarshal(s.As(JSON), &got); err != nil || got["product"] != "zaionnex" || got["standing"] != "no-place" {
		t.Errorf("%v: %v", err, got)
	}
	if _, ok := NewSheet(office(), "notes", now); ok {
		t.Error("a sheet for no product")
	}
}

func TestEveryStandingHasATone(t *testing.T) {
	for _, s := range mailcore.Standings {
		if stampTones[s] == "" {
			t.Errorf("%s has none", s)
		}
	}
}
