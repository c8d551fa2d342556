package steps

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"time"
)

// say answers with text and a line end, and then does more.
func say(text string, more ...move) move {
	return func(p *foePlayer, line string) {
		send(text+"\r\n")(p, line)
		for _, m := range more {
			m(p, line)
		}
	}
}

// send answers with bytes.
func send(text string) move {
	return func(p *foePlayer, _ string) {
		if _, err := io.WriteString(p, text); err != nil {
			p.left = true
		}
	}
}

// both does one after the other.
func both(moves ...move) move {
	return func(p *foePlayer, line string) {
		for _, m := range moves {
			m(p, line)
		}
	}
}

func hangUp(p *foePlayer, _ string) { p.left = true }

// hang says nothing until the client leaves.
func hang(p *foePlayer, _ string) {
	io.Copy(io.Discard, p.Conn)
	p.left = true
}

func reset(p *foePlayer, _ string) {
	if tcp, ok := p.Conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	p.left = true
}

func startTLS(p *foePlayer, line string) {
	cert := authority.Certificate("good")
	if p.cert != nil {
		cert = *p.cert
	}
	t := tls.Server(p.Conn, &tls.Config{Certificates: []tls.Certificate{cert}})
	if t.Handshake() != nil {
		p.left = true
		return
	}
	p.Conn, p.in, p.encrypted = t, bufio.NewReader(t), true
}

func takeMail(p *foePlayer, line string) {
	say("354 go")(p, line)
	for line, err := p.in.ReadString('\n'); line != ".\r\n"; line, err = p.in.ReadString('\n') {
		if err != nil {
			p.left = true
			return
		}
	}
	p.react("BODY", line)
}

// forever repeats text until the client leaves.
func forever(text string) move {
	part := bytes.Repeat([]byte(text), max(1, 16<<10/len(text)))
	return func(p *foePlayer, _ string) {
		for !p.left {
			_, err := p.Write(part)
			p.left = err != nil
		}
	}
}

// slowly says text a byte a second.
func slowly(text string) move {
	return func(p *foePlayer, _ string) {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for i := range len(text) {
			if _, err := io.WriteString(p, text[i:i+1]); err != nil {
				break
			}
			<-tick.C
		}
		p.left = true
	}
}

// megabytes sends that much without a line end.
func megabytes(n int) move {
	part := bytes.Repeat([]byte("a"), 1<<20)
	return func(p *foePlayer, _ string) {
		for range n {
			if _, err := p.Write(part); err != nil {
				p.left = true
				return
			}
		}
		hang(p, "")
	}
}

// challenges answers AUTH and what follows it with challenges.
func challenges(times int, text string) move {
	left := map[*foePlayer]int{}
	var mu sync.Mutex
	return func(p *foePlayer, line string) {
		mu.Lock()
		defer mu.Unlock()
		if strings.HasPrefix(line, "AUTH ") {
			left[p] = times
		}
		if left[p]--; left[p] < 0 {
			say("235 welcome")(p, line)
			return
		}
		p.challenge = true
		say("334 "+base64.StdEncoding.EncodeToString([]byte(text)))(p, line)
	}
}

// echo answers with a code and what the client has said so far.
func echo(code string) move {
	return func(p *foePlayer, _ string) {
		p.log.Lock()
		said := strings.Join(slices.Concat(p.log.clear, p.log.encrypted), " ")
		p.log.Unlock()
		say(fmt.Sprintf("%s-you said %s\r\n%s %s", code, said, code, strings.ToUpper(said)))(p, "")
	}
}
