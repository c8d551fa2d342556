//go:build lab

package lab

import (
	"fmt"
	"os"
	"testing"
	"time"
)

func TestTmp(t *testing.T) {
	s := time.Now()
	l := Start(t)
	f, _ := os.Create("/tmp/lab.env")
	for n, p := range l.ports {
		fmt.Fprintf(f, "%s=%d\n", n, p)
	}
	fmt.Fprintf(f, "CA=%s\nDIR=%s\nTOKEN=%s\n", l.CAFile, l.Dir, l.Token(Taro))
	f.Close()
	fmt.Println("up in", time.Since(s))
	for time.Since(s) < 1200*time.Second {
		if _, err := os.Stat("/tmp/lab.stop"); err == nil {
			os.Remove("/tmp/lab.stop")
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	s = time.Now()
	l.Close()
	fmt.Println("down in", time.Since(s))
}
