#!/bin/bash
# How PHPMailer reads what a server offers in small letters.
# Needs php, python3, and apt-get and dpkg of Debian 12.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
PHPMailer 6.6.3, as in libphp-phpmailer 6.6.3-1 of Debian 12.
RFC 5321, section 4.1.1.1, on the keywords in the answer to EHLO: they may be in
upper, lower or mixed case and must always be recognized regardless of it.
A good guess: `250 auth PLAIN` is a login offered, as it is to smtplib.
But PHPMailer compares the keywords as they are written. A server that writes
them small offers it nothing: it never says AUTH, though user and password are
configured, and gives up with "SMTP connect() failed", which speaks of the
connection although that stands.
END

debs() {
	for deb in "$@"; do
		if ! apt-get download "$deb" >/dev/null 2>&1; then
			echo "Debian 12 does not serve $deb here (any more); snapshot.debian.org keeps all versions" >&2
			exit 2
		fi
	done
	for deb in *.deb; do
		dpkg -x "$deb" .
	done
}
debs libphp-phpmailer=6.6.3-1

cat > mx.py <<'END'
"""Plays a server with the given answers, and runs a client that finds its port in PORT."""
import json
import os
import socketserver
import subprocess
import sys
import threading


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 mx.example.jp")
        body = False
        for line in self.rfile:
            line = line.decode().rstrip("\r\n")
            if body and line != ".":
                continue
            words = line.split(" ")
            verb = words[0].upper()
            body = verb == "DATA"
            if verb == "QUIT":
                return self.say("221 bye")
            shown = {"EHLO": 1, "AUTH": 2}.get(verb, len(words))
            print("  C:", " ".join(words[:shown]))
            self.say(ANSWERS.get(line) or ANSWERS.get(verb, "250 fine"))

    def say(self, reply):
        self.wfile.write(reply.encode() + b"\r\n")


ANSWERS = {"DATA": "354 go on", ".": "250 taken", **json.loads(sys.argv[1])}
with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ["PORT"] = str(server.server_address[1])
    said = subprocess.run(sys.argv[2:], capture_output=True, text=True, timeout=30)
    print(said.stdout + said.stderr, end="", flush=True)
    server.shutdown()
END
cat > finding.php <<'END'
<?php
require 'usr/share/php/libphp-phpmailer/src/PHPMailer.php';
require 'usr/share/php/libphp-phpmailer/src/SMTP.php';
require 'usr/share/php/libphp-phpmailer/src/Exception.php';

$mail = new PHPMailer\PHPMailer\PHPMailer();
$mail->isSMTP();
$mail->Host = '127.0.0.1';
$mail->Port = (int) getenv('PORT');
$mail->SMTPAuth = true;
$mail->Username = 'user';
$mail->Password = 'password';
$mail->setFrom('s@example.jp');
$mail->addAddress('a@example.jp');
$mail->Body = 'hello';
echo '  PHPMailer ', $mail::VERSION, $mail->send() ? ': sent' : ': ' . strtok($mail->ErrorInfo, '.'), "\n";
END
cat > finding.py <<'END'
import os
import smtplib

with smtplib.SMTP("127.0.0.1", int(os.environ["PORT"]), "client.example.jp") as client:
    client.login("user", "password")
    client.sendmail("s@example.jp", "a@example.jp", "hello")
print("  smtplib: sent")
END
all() {
	for offer in 'AUTH PLAIN' 'auth PLAIN'; do
		echo "offered: $offer"
		answers='{"EHLO": "250-mx.example.jp\r\n250 '$offer'", "AUTH PLAIN": "334 ", "AUTH": "235 welcome", "AHVzZXIAcGFzc3dvcmQ=": "235 welcome"}'
		python3 mx.py "$answers" php finding.php
		python3 mx.py "$answers" python3 finding.py
	done
}

cat > want <<'END'
offered: AUTH PLAIN
  C: EHLO
  C: AUTH PLAIN
  C: AHVzZXIAcGFzc3dvcmQ=
  C: MAIL FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  C: DATA
  C: .
  PHPMailer 6.6.3: sent
  C: ehlo
  C: AUTH PLAIN
  C: mail FROM:<s@example.jp>
  C: rcpt TO:<a@example.jp>
  C: data
  C: .
  smtplib: sent
offered: auth PLAIN
  C: EHLO
  PHPMailer 6.6.3: SMTP connect() failed
  C: ehlo
  C: AUTH PLAIN
  C: mail FROM:<s@example.jp>
  C: rcpt TO:<a@example.jp>
  C: data
  C: .
  smtplib: sent
END
all | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
