package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"time"
)

// epoch1601 is where Windows begins to count, in its units of 100 ns before 1970.
const epoch1601 = 116444736000000000

// stamp gives an MSI the time of the release, where wixl has written the time
// of day: in the two properties of type FILETIME of its summary.
func stamp(path string) error {
	at, err := moment()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	kind := []byte{0x40, 0, 0, 0} // VT_FILETIME
	for i := bytes.Index(text, kind); i >= 0 && i+12 <= len(text); {
		if found := text[i+4 : i+12]; recent(binary.LittleEndian.Uint64(found)) {
			binary.LittleEndian.PutUint64(found, uint64(at.Unix()*1e7+epoch1601))
		}
		next := bytes.Index(text[i+1:], kind)
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return os.WriteFile(path, text, 0o644)
}

// recent reports whether a count of Windows is of the last hour.
func recent(count uint64) bool {
	since := time.Since(time.Unix(0, (int64(count)-epoch1601)*100))
	return count > epoch1601 && count < 2*epoch1601 && since >= -time.Minute && since < time.Hour
}
