package store

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// full has every field, as odd as it may come.
func full() Run {
	run := Run{Started: time.Date(2026, 11, 22, 9, 30, 0, 123456789, time.FixedZone("", 9*3600)), OK: true, Facts: map[string]string{"a": "<b>", "": "c\""}}
	v := reflect.ValueOf(&run).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			f.SetString([]string{"届く & <a@example.jp>", "tab\there", "\u2028", "", `"quoted" \ `}[i%5])
		case reflect.Int, reflect.Int64:
			f.SetInt(int64(i) - 8)
		}
	}
	return run
}

// scanRun is package json, only faster.
func checkScan(t *testing.T, text []byte) {
	t.Helper()
	var want Run
	wantErr := json.Unmarshal(text, &want)
	got, err := scanRun(text)
	if (err == nil) != (wantErr == nil) || err == nil && !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %+v, %v\nwant %+v, %v", text, got, err, want, wantErr)
	}
}

func TestScanRun(t *testing.T) {
	line, err := indexLine(full())
	if err != nil {
		t.Fatal(err)
	}
	checkScan(t, line[9:len(line)-1])
	for _, text := range []string{
		`{}`, `{"id":"a"}`, `{"id":"a","id":"b"}`, `{ "id": "a" }`, `{"ID":"a"}`, `{"id":"a"} `, `{"id":"a"}x`, `{"id":"a",}`, `{"id"}`, `{"id":null}`, `null`, ``, `{`,
		`{"port":587}`, `{"port":-1}`, `{"port":007}`, `{"port":-0}`, `{"port":--1}`, `{"port":1.5}`, `{"port":1e3}`, `{"port":""}`, `{"port":99999999999999999999}`,
		`{"ok":true}`, `{"ok":false}`, `{"ok":1}`, `{"new":"field","id":"a"}`, `{"id":"\u5c4a"}`, "{\"id\":\"\x01\"}", "{\"id\":\"\xff\"}", `{"id":"a`,
		`{"started":"2026-11-22T09:30:00Z"}`, `{"started":"yesterday"}`, `{"started":5}`,
		`{"facts":{}}`, `{"facts":{"a":"b"},"facts":{"c":"d"}}`, `{"facts":{"a":1}}`, `{"facts":[]}`, `{"facts":null}`,
	} {
		checkScan(t, []byte(text))
	}
}

func FuzzScanRun(f *testing.F) {
	line, _ := indexLine(full())
	f.Add(line[9 : len(line)-1])
	f.Add([]byte(`{"id":"a","port":587,"ok":true,"facts":{"a":"b"}}`))
	f.Fuzz(func(t *testing.T, text []byte) { checkScan(t, text) })
}
