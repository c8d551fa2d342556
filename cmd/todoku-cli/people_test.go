package main

import (
	"reflect"
	"strings"
	"testing"
)

// A table whose quote is open is damaged, and no notice of a provider's: nothing
// of it is saved, and the line is named.
func TestADamagedTableOfPeopleIsRefused(t *testing.T) {
	for name, table := range map[string]string{
		"with a host":            "コード,送信メールサーバー,表示名\nhonsha,n.example.jp,\"開いた引用\n",
		"in the other language":  "Code,Outgoing server,In charge\nhonsha,n.example.jp,\"open\n",
		"with tabs":              "コード\t送信メールサーバー\t表示名\nhonsha\tn.example.jp\t\"開いた引用\n",
		"columns to change":      "コード,担当\nhonsha,\"山田\n",
		"a quote within a cell":  "コード,送信メールサーバー,表示名\nhonsha,n.example.\"jp,\"開いた引用\n",
		"closed within the cell": "コード,送信メールサーバー,表示名\nhonsha,n.example.jp,\"開いた\"引用\n",
	} {
		for _, as := range [][]string{nil, {"--as", "csv"}} {
			d := newDesk(t)
			d.stock()
			before := d.saved()
			d.stdin = table
			_, stderr := d.want(wrong, append([]string{"import", "--from", "-"}, as...)...)
			if !strings.Contains(stderr, "2 行目") || !strings.Contains(stderr, "引用符") {
				t.Errorf("%s: %s", name, stderr)
			}
			if !reflect.DeepEqual(d.saved(), before) {
				t.Errorf("%s: something was saved", name)
			}
		}
	}
}

// A table needs no columns but those that change, and the codes.
func TestATableOfPeopleChangesItsColumns(t *testing.T) {
	for name, table := range map[string]string{
		"two columns":  "コード,担当\nshiten,山田\n",
		"six columns":  "コード,表示名,担当,部署,タグ,メモ\nshiten,支店,山田,総務部,複合機,二階\n",
		"in any order": "担当\tコード\n山田\tｓｈｉｔｅｎ\n\t\n",
		"own names":    "code,office.person\nshiten,山田\n",
	} {
		d := newDesk(t)
		d.stock()
		before := d.saved()
		d.stdin = table
		d.want(passed, "import", "--from", "-")
		got := d.saved()
		if len(got) != 2 || !reflect.DeepEqual(got[0], before[0]) {
			t.Fatalf("%s: %+v", name, got)
		}
		if p := got[1]; p.Office.Person != "山田" || p.Code != "shiten" || p.Outgoing != before[1].Outgoing || !reflect.DeepEqual(p.Notify, before[1].Notify) {
			t.Errorf("%s: %+v", name, p)
		}
		if want := "支店"; name == "six columns" && (got[1].Name != want || got[1].Office.Department != "総務部" || got[1].Office.Memo != "二階") {
			t.Errorf("%+v", got[1])
		}
	}
}

// What a server had against it already is no matter of a table that does not
// touch it.
func TestATableOfPeopleMindsItsOwnColumns(t *testing.T) {
	d := newDesk(t)
	d.stock()
	before := d.saved()
	before[1].Outgoing.Host = ""
	d.saveProfiles(before...)
	d.stdin = "コード,担当\nhonsha,佐藤\nshiten,山田\n"
	d.want(passed, "import", "--from", "-")
	if got := d.saved(); got[0].Office.Person != "佐藤" || got[1].Office.Person != "山田" {
		t.Errorf("%+v", got)
	}
}

// A row that is about no saved server keeps all of the table out.
func TestATableOfPeopleNamesWhatItDoesNotFind(t *testing.T) {
	for table, want := range map[string]string{
		"コード,担当\nhonsha,佐藤\nghost,山田\n":      "3 行目: コード「ghost」のサーバーはありません",
		"コード,担当\nhonsha,佐藤\n\nghost,山田\n":    "4 行目: コード「ghost」のサーバーはありません",
		"コード,担当\nhonsha,佐藤\nhonsha,山田\n":     "3 行目: コード「honsha」の行が 2 つあります",
		"コード,担当\nhonsha,佐藤\n,山田\n":           "3 行目: コードがありません",
		"code,office.person\nghost,山田\n":     "2 行目: コード「ghost」のサーバーはありません",
		"コード,表示名,メモ\nhonsha,本社,\nghost,x,\n": "3 行目: コード「ghost」のサーバーはありません",
	} {
		d := newDesk(t)
		d.stock()
		before := d.saved()
		d.stdin = table
		_, stderr := d.want(wrong, "import", "--from", "-")
		if !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%q: %s", table, stderr)
		}
		if !reflect.DeepEqual(d.saved(), before) {
			t.Errorf("%q: something was saved", table)
		}
	}
}

// Numbers are read as Excel and input methods write them; what cannot be read is
// called what the file calls it.
func TestNumbersInATableOfPeople(t *testing.T) {
	for cell, want := range map[string]int{"５８７": 587, "587.0": 587, `"1,025"`: 1025, "\"１，０２５．００\"": 1025, " 587 ": 587, "'587": 587} {
		d := newDesk(t)
		d.stock()
		d.stdin = "コード,送信メールサーバー,ポート番号\nhonsha,n.example.jp," + cell + "\n"
		d.want(passed, "import", "--from", "-")
		if got := d.saved()[0].Outgoing.Port; got != want {
			t.Errorf("%s is read as %d", cell, got)
		}
	}
	for _, cell := range []string{"587.5", `"5,87"`, "587番", "99999"} {
		d := newDesk(t)
		d.stock()
		d.stdin = "コード,送信メールサーバー,ポート番号\nhonsha,n.example.jp," + cell + "\n"
		stdout, _ := d.want(passed, "import", "--from", "-")
		if !strings.Contains(stdout, "「ポート番号」の値は") || strings.Contains(stdout, "outgoing.port:") || strings.Contains(stdout, "「outgoing.port」") {
			t.Errorf("%s: %s", cell, stdout)
		}
	}
}

// Two columns of one name are told, and none takes the place of the other
// unseen.
func TestTwoColumnsOfOneName(t *testing.T) {
	d := newDesk(t)
	d.stock()
	d.stdin = "コード,担当,担当\nhonsha,佐藤,山田\n"
	stdout, _ := d.want(passed, "import", "--from", "-")
	if !strings.Contains(stdout, "「担当」の列が 2 つあります") || d.saved()[0].Office.Person != "佐藤" {
		t.Errorf("%s, %+v", stdout, d.saved()[0].Office)
	}
}
