//go:build lab

package mailers

import (
	"fmt"
	"os"
	"strings"
)

// A row is one case and what came of it, in the order of [Libraries]; nil
// means that the case is not for that library.
type row struct {
	Case
	seen []*Seen
}

// concerns reports whether c is a case for l.
func (c Case) concerns(l *Library) bool { return c.Settings.DSN == "" || l.Name == "eccube" }

// encrypted, tried, greeted and sent are what a cell shows of a mail.
func encrypted(s Seen) string {
	line := "平文"
	if s.Encrypted {
		line = "暗号"
	}
	if s.EHLO == "" {
		line = ""
	}
	return mark(s) + " " + strings.TrimSpace(line+" "+strings.Join(s.Tried, "→"))
}

func tried(s Seen) string { return mark(s) + " " + strings.Join(s.Tried, "→") }

func greeted(s Seen) string { return mark(s) + " " + s.EHLO }

func sent(s Seen) string {
	switch s.Sender {
	case "-":
		return mark(s)
	case "":
		return mark(s) + " <>"
	}
	return mark(s) + " " + s.Sender
}

func mark(s Seen) string {
	if s.OK {
		return "○"
	}
	return "×"
}

// absent is the cell of a case that is not for a library, or cannot be had.
const absent = "－"

// versionHead is the head of the column of versions.
const versionHead = "実際に動かした版"

const preface = `# 製品のメールライブラリーがすること

同じサーバーに、各製品のライブラリーで 1 通ずつ送った結果です。○ は届いたもの、× は届かなかったものです。
設定は、製品の画面や設定ファイルと同じように書きました。ポートのほかは、名前が同じなら値も同じです。

このページは試験が書きます（\x60make lab\x60）。ライブラリーの版が同じコンピューターでは、結果が 1 つでも違うと試験は失敗します。Debian 12 と 13 で確かめています。

`

// written is the whole page.
func written(rows map[string][]row, versions map[string]string) string {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(preface, `\x60`, "\x60"))
	fmt.Fprintf(&b, "| 製品 | %s |\n|---|---|\n", versionHead)
	for _, l := range Libraries {
		fmt.Fprintf(&b, "| %s | %s |\n", l.Product, versions[l.Product])
	}
	b.WriteString("\n")
	for _, g := range Matrix {
		b.WriteString(table(g, rows[g.Name]))
	}
	b.WriteString(differing())
	for _, r := range Rules {
		b.WriteString(r.text())
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// cell is what the page shows of c as l sent it.
func cell(g Group, l *Library, c Case, s *Seen) string {
	if s == nil {
		return absent
	}
	shown := *s
	if ownName(l, c, shown.EHLO) {
		shown.EHLO = "（コンピューター名）"
	}
	return strings.ReplaceAll(strings.TrimSpace(g.Cell(shown)), "|", `\|`)
}

// ownName reports whether a library gave the name of this computer, or what
// stands for it, so that the page is the same on every computer.
func ownName(l *Library, c Case, name string) bool {
	host, _ := os.Hostname() // "" where there is none, which is no name either
	switch {
	case name == "":
		return false
	case l.Name == "django":
		return true // it has no setting
	case c.Settings.HELO != "":
		return false
	}
	return name == host || l.Name == "nodemailer" && name == "[127.0.0.1]"
}

// table is a group as Markdown.
func table(g Group, rows []row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s\n\n| |", g.Name, g.Note)
	for _, l := range Libraries {
		fmt.Fprintf(&b, " %s |", l.Product)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(Libraries)) + "\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s |", r.Name)
		for i, l := range Libraries {
			fmt.Fprintf(&b, " %s |", cell(g, l, r.Case, r.seen[i]))
		}
		b.WriteString("\n")
	}
	return b.String() + "\n"
}

// differing is the table of [Differences].
func differing() string {
	var b strings.Builder
	b.WriteString("## 製品が持つ版では違うところ\n\n製品が持つ版を別に動かし、全部の場合を比べました。ここにない場合は、上の表と同じでした。\n\n")
	b.WriteString("| 場合 | 製品 | 版 | その版では | 出どころ |\n|---|---|---|---|---|\n")
	for _, d := range Differences {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", d.Case, d.Brings, d.Version, d.Does, d.Source)
	}
	return b.String() + "\n"
}

// text is a rule as Markdown.
func (r Rule) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s のきまり\n\n%s\n\n| | |\n|---|---|\n", r.Library, r.Source)
	for _, p := range []struct{ what, is string }{
		{"暗号化", r.Encryption},
		{"証明書", r.Certificate},
		{"ログイン方式", r.Mechanisms},
		{"AUTH の行", r.Keyword},
		{"名乗る名前", r.EHLO},
		{"差出人", r.Sender},
		{"待つ時間", r.Limits},
	} {
		fmt.Fprintf(&b, "| %s | %s |\n", p.what, p.is)
	}
	return b.String() + "\n"
}
