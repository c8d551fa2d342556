package widgets

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/forms/look"
	"todoku/mailcore"
	"todoku/mailcore/transcript"
)

// TestPreview draws the widgets into the folder TODOKU_PREVIEW, to be looked at.
func TestPreview(t *testing.T) {
	folder := os.Getenv("TODOKU_PREVIEW")
	if folder == "" {
		t.Skip("TODOKU_PREVIEW names no folder")
	}
	for _, choice := range []string{look.Light, look.Dark} {
		for _, size := range []fyne.Size{fyne.NewSize(800, 620), fyne.NewSize(380, 700)} {
			app := test.NewTempApp(t)
			app.Settings().SetTheme(look.Theme(choice))
			name := fmt.Sprintf("%s-%.0f", choice, size.Width)
			form, focus := previewForm()
			win := test.NewTempWindow(t, form)
			win.Resize(size)
			win.Canvas().Focus(focus)
			save(t, win, filepath.Join(folder, name+"-form.png"))
			win.SetContent(previewTranscript())
			win.Resize(size)
			save(t, win, filepath.Join(folder, name+"-lines.png"))
			ShowDialog(win, previewDialog())
			save(t, win, filepath.Join(folder, name+"-dialog.png"))
		}
	}
}

func previewForm() (form fyne.CanvasObject, focus fyne.Focusable) {
	host := NewEntry()
	host.SetText("smtp.example.co.jp")
	port := NewEntry()
	port.SetText("587")
	secret := NewPassword()
	secret.SetText("himitsu")
	empty := NewEntry()
	empty.SetPlaceHolder("例: taro@example.co.jp")
	off := NewEntry()
	off.SetText("変更できません")
	off.Disable()
	encryption := NewChoice([]Option{{"none", "使用しない"}, {"starttls", "STARTTLS"}, {"tls", "SSL/TLS"}}, 0, nil)
	encryption.SetSelected("starttls")
	auth := NewChoice([]Option{{"", "未使用"}, {"auto", "自動"}, {"PLAIN", "基本認証（PLAIN）"}, {"LOGIN", "基本認証（LOGIN）"}, {"CRAM-MD5", "CRAM-MD5"}, {"NTLM", "統合 Windows 認証（NTLM）"}, {"XOAUTH2", "OAuth 2.0（XOAUTH2）"}}, 3, nil)
	auth.SetSelected("auto")
	disabled := NewChoice([]Option{{"a", "使用する"}, {"b", "使用しない"}}, 0, nil)
	disabled.SetSelected("b")
	disabled.Disable()
	hostRow := NewRow("送信メールサーバー", true, host)
	hostRow.SetHint("プロバイダーの資料にある「SMTPサーバー」または「送信サーバー」の名前を入力してください。")
	portRow := NewRow("ポート番号", true, port)
	portRow.Widest = 90
	portRow.SetProblem(mailcore.Warning, "STARTTLS には通常 587 を使います。SSL/TLS の場合は 465 です。プロバイダーの資料を確認してください。")
	portRow.Mark(true)
	fromRow := NewRow("送信元メールアドレス（差出人）", true, empty)
	fromRow.SetProblem(mailcore.Error, "メールアドレスを入力してください。")
	check := NewCheck("POP Before SMTP を使用する", nil)
	sel := NewSelect([]string{"UTF-8", "ISO-2022-JP"}, nil)
	sel.SetSelected("UTF-8")
	progress := NewProgress()
	progress.SetValue(0.4, theme.ColorNamePrimary)
	run := NewPrimary("実行", theme.MediaPlayIcon(), nil)
	stop := NewButton("中止", theme.MediaStopIcon(), nil)
	stop.Disable()
	ring := NewButton("コピー", theme.ContentCopyIcon(), nil)
	ring.FocusGained()
	rows := NewRows(Heading("送信メールサーバー"), hostRow, portRow, NewRow("通信の暗号化", false, encryption), NewRow("SMTP認証", false, auth),
		NewRow("アカウント名", false, off), NewRow("パスワード", false, secret), fromRow, NewRow("POP", false, check), NewRow("文字コード", false, sel), NewRow("無効", false, disabled))
	bar := NewFlow(run, stop, ring, NewButton("この直し方を試す", nil, nil))
	return container.NewBorder(nil, NewColumn(progress, bar), nil, nil, container.NewVScroll(rows)), auth
}

func previewTranscript() fyne.CanvasObject {
	var lines []transcript.Line
	for i := range 400 {
		lines = append(lines, transcript.Line{Dir: "*", Text: fmt.Sprintf("%d 接続しました", i)}, transcript.Line{Dir: "S", Text: "220 mail.example.co.jp ESMTP Postfix"}, transcript.Line{Dir: "C", Text: "EHLO todoku", TLS: true}, transcript.Line{Dir: "S", Text: "535 5.7.8 認証に失敗しました Error: authentication failed", TLS: true})
	}
	tr := NewTranscript(TranscriptWords{"原文", "選択行をコピー", "すべてコピー", "行を選ぶと全文を表示します。"}, func(string) {})
	tr.Resize(fyne.NewSize(700, 300))
	tr.SetLines(lines)
	tr.list.Select(1598)
	long := NewText("サーバー「smtp.example.co.jp」は、ポート番号 587 で STARTTLS を受け付けましたが、証明書の名前が一致しませんでした（名前: mail.provider.example.jp）。https://support.example.co.jp/ja/mail/settings?product=todoku&lang=ja を確認してください。ッァョ。")
	states := NewFlow()
	for _, s := range []mailcore.State{mailcore.Pending, mailcore.Running, mailcore.Passed, mailcore.Warned, mailcore.Failed, mailcore.Skipped} {
		x := NewText("●" + string(s))
		x.Unbroken, x.Color = true, look.StateColor(s)
		states.Add(x)
	}
	return container.NewBorder(NewColumn(long, states), nil, nil, nil, tr)
}

func previewDialog() Dialog {
	return Dialog{Title: "「本社 SMTP」を削除しますか？", Text: "この設定とテスト履歴へのリンクを削除します。削除したあとは「元に戻す」で取り消せます。パスワードもこの PC の資格情報から消えます。", Buttons: []DialogButton{
		{Text: "キャンセル", Cancel: true}, {Text: "削除", Importance: widget.DangerImportance, Default: true},
	}}
}

func save(t *testing.T, win fyne.Window, path string) {
	t.Helper()
	settle(win)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, win.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// settle lays a window out again, as the real canvas does when something
// became higher.
func settle(win fyne.Window) {
	size := win.Canvas().Size()
	for range 2 {
		win.Resize(size.AddWidthHeight(0, 1))
		win.Resize(size)
	}
}
