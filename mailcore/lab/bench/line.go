//go:build lab

package main

import (
	"fmt"
	"io"
	"net"
	"time"
)

// A line is a port of this machine that leads to another over a long way.
type line struct {
	net.Listener
	port int
	to   string
	trip time.Duration // there and back
}

// stretch opens a line to a port.
func stretch(to int, trip time.Duration) (*line, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &line{listener, listener.Addr().(*net.TCPAddr).Port, fmt.Sprintf("127.0.0.1:%d", to), trip}
	go l.serve()
	return l, nil
}

func (l *line) serve() {
	for {
		near, err := l.Accept()
		if err != nil {
			return
		}
		go l.carry(near)
	}
}

// carry lets the connection itself take its time, one way and back, which a
// listener on this machine does not.
func (l *line) carry(near net.Conn) {
	defer near.Close()
	time.Sleep(l.trip)
	far, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer far.Close()
	go l.delay(far, near)
	l.delay(near, far)
}

// delay hands on what comes from one end after half a trip, in its order.
func (l *line) delay(to, from net.Conn) {
	type parcel struct {
		bytes []byte
		due   time.Time
	}
	way := make(chan parcel, 1000)
	go func() {
		defer close(way)
		for {
			b := make([]byte, 64<<10)
			n, err := from.Read(b)
			if n > 0 {
				way <- parcel{b[:n], time.Now().Add(l.trip / 2)}
			}
			if err != nil {
				return
			}
		}
	}()
	for p := range way {
		time.Sleep(time.Until(p.due))
		if _, err := to.Write(p.bytes); err != nil {
			break
		}
	}
	if half, ok := to.(*net.TCPConn); ok {
		half.CloseWrite()
	}
	io.Copy(io.Discard, from)
}
