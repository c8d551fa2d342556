package schedule

import (
	"context"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"
)

// What a task of Windows is made of, in the order of the schema of
// Task Scheduler (taskschedulerschema-tasktype-complextype and those below it).
type (
	task struct {
		XMLName    xml.Name      `xml:"http://schemas.microsoft.com/windows/2004/02/mit/task Task"`
		Version    string        `xml:"version,attr"`
		About      taskAbout     `xml:"RegistrationInfo"`
		Triggers   []taskTrigger `xml:"Triggers>CalendarTrigger"`
		Principals taskPrincipal `xml:"Principals>Principal"`
		Settings   taskSettings  `xml:"Settings"`
		Actions    taskActions   `xml:"Actions"`
	}
	taskAbout struct {
		Description string `xml:"Description"`
		URI         string `xml:"URI"`
	}
	taskTrigger struct {
		Start string `xml:"StartBoundary"`
		Days  int    `xml:"ScheduleByDay>DaysInterval"`
	}
	taskPrincipal struct {
		ID    string `xml:"id,attr"`
		Logon string `xml:"LogonType"`
		Level string `xml:"RunLevel"`
	}
	taskSettings struct {
		Instances string `xml:"MultipleInstancesPolicy"`
		NoBattery bool   `xml:"DisallowStartIfOnBatteries"`
		EndOnIt   bool   `xml:"StopIfGoingOnBatteries"`
		Late      bool   `xml:"StartWhenAvailable"`
		Online    bool   `xml:"RunOnlyIfNetworkAvailable"`
		On        bool   `xml:"Enabled"`
		Limit     string `xml:"ExecutionTimeLimit"`
	}
	taskActions struct {
		Context string `xml:"Context,attr"`
		Command string `xml:"Exec>Command"`
		Args    string `xml:"Exec>Arguments"`
	}
)

// Task is the task of Windows, as schtasks reads it. It runs while its user is
// signed in, whose keyring is open then; a time that was missed is made up.
func Task(e Entry) string {
	t := task{
		Version: "1.2", About: taskAbout{e.Title, `\` + e.Name},
		Principals: taskPrincipal{"Author", "InteractiveToken", "LeastPrivilege"},
		Settings:   taskSettings{Instances: "IgnoreNew", Late: true, On: true, Limit: "PT2H"},
		Actions:    taskActions{"Author", e.Program, windowsArgs(e.Args)},
	}
	for _, h := range e.Hours {
		start := time.Date(2026, 1, 1, h, e.Minute, 0, 0, time.UTC) // of the first day; any that is over
		t.Triggers = append(t.Triggers, taskTrigger{start.Format("2006-01-02T15:04:05"), 1})
	}
	text, err := xml.MarshalIndent(t, "", "  ")
	if err != nil {
		panic(fmt.Errorf("plain values always encode: %w", err))
	}
	return `<?xml version="1.0" encoding="UTF-16"?>` + "\n" + string(text) + "\n"
}

// windowsArgs quotes words as CommandLineToArgvW reads them.
func windowsArgs(args []string) string {
	var all []string
	for _, arg := range args {
		if arg != "" && !strings.ContainsAny(arg, " \t\"") {
			all = append(all, arg)
			continue
		}
		var b strings.Builder
		slashes := 0
		for _, r := range arg {
			switch r {
			case '\\':
				slashes++
			case '"':
				b.WriteString(strings.Repeat(`\`, slashes+1))
				slashes = 0
			default:
				slashes = 0
			}
			b.WriteRune(r)
		}
		all = append(all, `"`+b.String()+strings.Repeat(`\`, slashes)+`"`)
	}
	return strings.Join(all, " ")
}

// encoded returns a file as its scheduler reads it: schtasks wants UTF-16.
func encoded(k Kind, text string) []byte {
	if k != Tasks {
		return []byte(text)
	}
	data := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(strings.ReplaceAll(text, "\n", "\r\n"))) {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return data
}

func taskFiles(dir string, e Entry) []File {
	return []File{{filepath.Join(dir, "todoku", e.Name+".xml"), Task(e)}}
}

func taskOn(ctx context.Context, s Scheduler, e Entry, files []File) error {
	_, err := s.run(ctx, "schtasks", "/Create", "/F", "/TN", e.Name, "/XML", files[0].Path)
	return err
}

func taskOff(ctx context.Context, s Scheduler, name string) error {
	if _, err := taskShown(ctx, s, name); err != nil { // what it says depends on the language of Windows
		return nil
	}
	_, err := s.run(ctx, "schtasks", "/Delete", "/F", "/TN", name)
	return err
}

func taskShown(ctx context.Context, s Scheduler, name string) (string, error) {
	if _, err := s.run(ctx, "schtasks", "/Query", "/TN", name); err != nil {
		return "", err
	}
	return "active", nil
}
