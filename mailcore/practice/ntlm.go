package practice

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf16"

	"golang.org/x/crypto/md4" //lint:ignore SA1019 NTLM is made of MD4 (MS-NLMP §3.3.1)
)

var ntlmSignature = []byte("NTLMSSP\x00")

// Flags of MS-NLMP §2.2.2.5: Unicode, target by request, NTLM, always sign,
// target is a server, extended session security, target info, 128 and 56 bit.
const (
	ntlmUnicode = 1 << 0
	ntlmFlags   = ntlmUnicode | 1<<2 | 1<<9 | 1<<15 | 1<<17 | 1<<19 | 1<<23 | 1<<29 | 1<<31
)

const ntlmName = "PRACTICE" // the server's NetBIOS name

// ntlm is NTLM, version 2 only (MS-NLMP, MS-SMTPNTLM).
func ntlm(a *attempt) step {
	challenge := make([]byte, 8)
	_, _ = rand.Read(challenge) // never fails
	authenticate := func(response []byte) ([]byte, step, error) {
		m, ok := readNTLM(response)
		if !ok {
			return nil, nil, errMalformed
		}
		acc, ok := a.account(m.user)
		return nil, nil, a.settle(acc, m.proves(acc.Password, challenge) && ok)
	}
	return clientFirst(func(response []byte) ([]byte, step, error) {
		if !isNTLM(response, 1) {
			return nil, nil, errMalformed
		}
		return ntlmChallenge(challenge, time.Now()), authenticate, nil
	})
}

func isNTLM(message []byte, kind uint32) bool {
	return len(message) >= 12 && bytes.HasPrefix(message, ntlmSignature) &&
		binary.LittleEndian.Uint32(message[8:]) == kind
}

// ntlmChallenge makes a CHALLENGE_MESSAGE (MS-NLMP §2.2.1.2).
func ntlmChallenge(challenge []byte, now time.Time) []byte {
	const header = 48
	target, info := wide(ntlmName), ntlmTarget(now)
	b := append(bytes.Clone(ntlmSignature), 2, 0, 0, 0)
	b = appendField(b, len(target), header)
	b = binary.LittleEndian.AppendUint32(b, ntlmFlags)
	b = append(b, challenge...)
	b = append(b, make([]byte, 8)...)
	b = appendField(b, len(info), header+len(target))
	return append(append(b, target...), info...)
}

func appendField(b []byte, size, offset int) []byte {
	b = binary.LittleEndian.AppendUint16(b, uint16(size))
	b = binary.LittleEndian.AppendUint16(b, uint16(size))
	return binary.LittleEndian.AppendUint32(b, uint32(offset))
}

// ntlmTarget lists what a client needs to know about the server: NetBIOS and
// DNS names, computer and domain, and the time (MS-NLMP §2.2.2.1).
func ntlmTarget(now time.Time) []byte {
	const sinceAD1601 = 116444736000000000 // 100 ns until 1970
	clock := binary.LittleEndian.AppendUint64(nil, uint64(now.UnixNano()/100+sinceAD1601))
	var b []byte
	for _, pair := range []struct {
		id    uint16
		value []byte
	}{{2, wide(ntlmName)}, {1, wide(ntlmName)}, {4, wide(Domain)}, {3, wide("localhost")}, {7, clock}, {0, nil}} {
		b = binary.LittleEndian.AppendUint16(b, pair.id)
		b = binary.LittleEndian.AppendUint16(b, uint16(len(pair.value)))
		b = append(b, pair.value...)
	}
	return b
}

// ntlmProof is what counts in an AUTHENTICATE_MESSAGE (MS-NLMP §2.2.1.3).
type ntlmProof struct {
	domain, user string
	proof        []byte // NTProofStr
	rest         []byte // what it was made over, after the challenge
}

func readNTLM(message []byte) (ntlmProof, bool) {
	if !isNTLM(message, 3) || len(message) < 64 {
		return ntlmProof{}, false
	}
	response, ok1 := field(message, 20)
	domain, ok2 := field(message, 28)
	user, ok3 := field(message, 36)
	if !ok1 || !ok2 || !ok3 || len(response) < 16+28 { // anything shorter is version 1
		return ntlmProof{}, false
	}
	text := func(b []byte) string { return string(b) }
	if binary.LittleEndian.Uint32(message[60:])&ntlmUnicode != 0 {
		text = narrow
	}
	return ntlmProof{text(domain), text(user), response[:16], response[16:]}, true
}

func field(message []byte, at int) ([]byte, bool) {
	size := uint64(binary.LittleEndian.Uint16(message[at:]))
	offset := uint64(binary.LittleEndian.Uint32(message[at+4:]))
	if offset+size > uint64(len(message)) {
		return nil, false
	}
	return message[offset : offset+size], true
}

// proves reports whether the response was made with the password (MS-NLMP
// §3.3.2).
func (p ntlmProof) proves(password string, challenge []byte) bool {
	h := md4.New()
	h.Write(wide(password))
	key := hmacMD5(h.Sum(nil), wide(strings.ToUpper(p.user)+p.domain))
	return same(hmacMD5(key, challenge, p.rest), p.proof)
}

// wide encodes as UTF-16LE.
func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// narrow decodes UTF-16LE; an odd last byte is dropped.
func narrow(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}
