package wire

import (
	"io"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/transcript"
)

// TestRecord records logins as they cross the network in pieces, and what a
// server makes of them.
func TestRecord(t *testing.T) {
	const secret = "himitsu-1"
	type move struct {
		dir  string // C, S, or + and - for Withhold
		text string
	}
	for _, tt := range []struct {
		name  string
		moves []move
		want  string
	}{
		{"our command in two writes", []move{{"C", "PASS him"}, {"C", "itsu-1\r\n"}}, "C PASS <9 bytes withheld>"},
		{"an echo in two reads", []move{{"S", "535 himi"}, {"S", "tsu-1\r\n"}}, "S 535 ••••••"},
		{"an echo around Withhold", []move{{"S", "235 ok\r\n530 himi"}, {"+", ""}, {"-", ""}, {"S", "tsu-1\r\n"}}, "S 235 ok|S 530 ••••••"},
		{"an answer to a challenge", []move{{"+", ""}, {"C", "AUTH CRAM-MD5\r\n"}, {"S", "334 PDE+\r\n"}, {"C", "dGFybyAxMjM0NTY3OA==\r\n"}, {"S", "535 no: dGFybyAxMjM0NTY3OA==\r\n"}, {"-", ""}}, "C AUTH CRAM-MD5|S 334 PDE+|C <20 bytes withheld>|S 535 no: ••••••"},
		{"a digest", []move{{"C", "APOP taro c4c9334bac560ecc979e58001b3e22fb\r\n"}, {"S", "-ERR APOP taro c4c9334bac560ecc979e58001b3e22fb\r\n"}}, "C APOP taro <32 bytes withheld>|S -ERR APOP taro ••••••"},
		{"appears by decoding", []move{{"S", "535 himi\x1b(Btsu-1\r\n"}}, "S 535 ••••••"},
		{"an answer begun before Withhold ends", []move{{"+", ""}, {"C", "aGltaX"}, {"-", ""}, {"C", "Rz\r\n"}}, "C <6 bytes withheld>|C Rz"},
		{"our name while withholding", []move{{"+", ""}, {"C", "EHLO pc\r\nUSER taro\r\n*\r\n"}}, "C EHLO pc|C USER taro|C *"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, server := pair(t, t.Context(), Limits{Step: time.Minute}, secret)
			go io.Copy(io.Discard, server)
			for _, m := range tt.moves {
				switch m.dir {
				case "C":
					io.WriteString(c, m.text)
				case "S":
					io.WriteString(server, m.text)
					io.ReadFull(c, make([]byte, len(m.text)))
				default:
					c.Withhold(m.dir == "+")
				}
			}
			if got := strings.Join(spoken(c.Lines()), "|"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func spoken(lines []transcript.Line) (all []string) {
	for _, l := range lines {
		all = append(all, l.Dir+" "+l.Text)
	}
	return all
}
