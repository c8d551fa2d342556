package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

func TestImportFromANotice(t *testing.T) {
	d := three(t)
	d.menuItem("import.title")
	formstest.TypeInto(formstest.All[*widgets.Entry](d.screen())[0], "送信メールサーバー：ｓｍｔｐ.new.example\nポート番号：465（SSL）\nアカウント名：jiro@new.example\nパスワード：pw-new\n")
	d.press("内容を確認する")
	d.want("読み込む内容の確認（1 件）")
	d.want("smtp.new.example")
	if d.says("pw-new") {
		t.Errorf("the preview shows the password:\n%s", d.outline())
	}
	if len(d.own()) != 3 {
		t.Error("something was kept before it was accepted")
	}
	d.press("読み込む")
	d.wait("it is chosen", func() bool { return d.page.current.Outgoing.Host == "smtp.new.example" })
	p := d.own()[3]
	if p.Outgoing.Port != 465 || p.Code == "" || strings.Contains(d.file("settings.toml"), "pw-new") {
		t.Errorf("kept %+v", p)
	}
	d.wait("its password is in the keyring", func() bool { return kept(t, p.ID) == "pw-new" })
}

// What follows from the mail address is filled in from it, before anything is
// kept.
func TestImportAsksForTheAddress(t *testing.T) {
	d := three(t)
	(&intake{app: d.App}).read([]byte("受信サーバー: pop.momo-isp.ne.jp\n送信サーバー: smtp.momo-isp.ne.jp\n送信ポート: 465（SSL）\nアカウント名: メールアドレスの@より前\n"), "")
	d.want("アカウント名は、メールアドレスの @ より前の部分です。")
	d.want("書かれていません。確認して入力してください。")
	d.fill("メールアドレス", "hanako@momo-isp、ne。jp")
	d.press("「hanako@momo-isp.ne.jp」に直す")
	d.press("読み込む")
	d.wait("it is chosen", func() bool { return d.page.current.Outgoing.Host == "smtp.momo-isp.ne.jp" })
	if p := d.own()[3]; p.Incoming.User != "hanako" || p.From != "hanako@momo-isp.ne.jp" {
		t.Errorf("kept %+v", p)
	}
}

func TestImportSaysWhyNot(t *testing.T) {
	d := three(t)
	(&intake{app: d.App}).read([]byte("\x00\x01\x02"), "")
	d.want("文字のファイルではありません。")
	d.press("閉じる")
	(&intake{app: d.App}).read([]byte("これは天気の話です。"), "")
	d.want("メールサーバーの設定が見つかりませんでした。")
}

func TestBundleGoesToAnotherComputer(t *testing.T) {
	d := three(t)
	path := filepath.Join(t.TempDir(), "todoku.age")
	d.files.save = func(_ fyne.Window, _ string, then func(string)) { then(path) }
	d.menuItem("export.title")
	d.want("3 件のサーバーを書き出します。")
	formstest.All[*widgets.Choice](d.screen())[0].OnChanged("bundle")
	d.press("書き出す")
	d.fill("パスフレーズ", "あいことば")
	d.fill("パスフレーズ（確認）", "ちがう")
	d.press("書き出す")
	d.want("2 つのパスフレーズが違います。")
	d.fill("パスフレーズ（確認）", "あいことば")
	d.press("書き出す")
	d.wait("the file is there", func() bool { _, err := os.Stat(path); return err == nil })

	other := fresh(t)
	other.importFile(path)
	formstest.TypeInto(formstest.All[*widgets.Entry](other.screen())[0], "ちがう")
	other.press("OK")
	other.wait("it says so", func() bool { return other.says("パスフレーズが違います。") })
	other.press("閉じる")
	formstest.TypeInto(formstest.All[*widgets.Entry](other.screen())[0], "あいことば")
	other.press("OK")
	other.wait("the preview is there", func() bool { return other.says("読み込む内容の確認（3 件）") })
	other.press("読み込む")
	other.wait("they are there", func() bool { return other.names() == "one two three" })
	other.wait("with their passwords", func() bool { return kept(t, other.own()[1].ID) == "pw-two" })
}

func TestExportWritesNoPassword(t *testing.T) {
	d := three(t)
	for i := range d.settings.Profiles {
		d.settings.Profiles[i].Outgoing.Auth = mailcore.PLAIN
	}
	for _, format := range []string{"toml", "csv", "msmtprc", "garoon"} {
		path := filepath.Join(t.TempDir(), format)
		d.files.save = func(_ fyne.Window, _ string, then func(string)) { then(path) }
		(&export{app: d.App, profiles: d.own()}).write(format)
		if d.dialog() != nil { // what the format has no place for
			d.want("この形式には入らない項目")
			d.press("書き出す")
		}
		text, err := os.ReadFile(path)
		if err != nil || strings.Contains(string(text), "pw-") || !strings.Contains(string(text), "one") {
			t.Errorf("%s: %v\n%s", format, err, text)
		}
	}
}

func TestPastedTextThatCannotBeReadStays(t *testing.T) {
	d := three(t)
	d.onImport()
	entry := formstest.All[*widgets.Entry](d.dialog())[0]
	entry.SetText("これは天気の話です。")
	d.press("内容を確認する")
	d.want("メールサーバーの設定が見つかりません")
	if entry.Text == "" || formstest.All[*widgets.Entry](d.dialog())[0] != entry {
		t.Error("the text is gone")
	}
	entry.SetText("送信メールサーバー: smtp.example.jp")
	d.press("内容を確認する")
	d.want("読み込む内容の確認")
}

// A table of people's for servers that are there changes them, and is refused
// where it names one that is not.
func TestATableNamesServersThatAreThere(t *testing.T) {
	d := three(t)
	code := d.own()[0].Code
	(&intake{app: d.App}).read([]byte("コード,担当\n"+code+",山田\nghost,佐藤\n"), "names.csv")
	d.want("3 行目: コード「ghost」のサーバーはありません。")
	d.press("閉じる")
	(&intake{app: d.App}).read([]byte("コード,担当\n"+code+",山田\n"), "names.csv")
	d.press("読み込む")
	d.wait("it is changed", func() bool { return d.own()[0].Office.Person == "山田" })
	if len(d.own()) != 3 {
		t.Errorf("%+v", d.own())
	}
}
