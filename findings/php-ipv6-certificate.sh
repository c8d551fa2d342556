#!/bin/bash
# Which certificates PHP, and so PHPMailer, takes for an IPv6 address.
# Needs php with openssl, python3, openssl, apt-get and dpkg of Debian 12, and ::1.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
PHP, seen with 8.2.36, and PHPMailer 6.6.3, as in libphp-phpmailer 6.6.3-1 of
Debian 12.
A certificate may name addresses of both kinds (RFC 5280, section 4.2.1.6), and
in a URL an IPv6 address stands in brackets, which are no part of it (RFC 3986,
section 3.2.2).
A good guess: with Host `127.0.0.1` and with Host `[::1]` the mail is sent alike
to a server whose certificate is trusted and names both.
But the name that PHP takes out of the second has the brackets still on, and
nothing in a certificate can match that, so only the first is sent. The error is
a failed connect; the name is not mentioned. Without brackets the Host is not
understood; the way out is to give the address again, without brackets, as
`peer_name`.
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
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=mx.example.jp \
	-addext 'subjectAltName=IP:127.0.0.1,IP:::1' 2>/dev/null
python3 -c 'import socket; socket.socket(socket.AF_INET6).bind(("::1", 0))' 2>/dev/null ||
	{ echo 'this machine has no ::1' >&2; exit 2; }

cat > mx.py <<'END'
"""Plays a server with TLS on an address, and runs a client that finds its port in PORT."""
import os
import socket
import socketserver
import ssl
import subprocess
import sys
import threading

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.pem", "key.pem")


class Server(socketserver.ThreadingTCPServer):
    address_family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
    daemon_threads = True


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            with context.wrap_socket(self.connection, server_side=True) as tls:
                self.talk(tls.makefile("rwb", buffering=0))
        except OSError:
            pass  # the client did not like the certificate

    def talk(self, client):
        client.write(b"220 mx.example.jp\r\n")
        body = False
        for line in client:
            line = line.decode().rstrip("\r\n")
            if body and line != ".":
                continue
            body = line == "DATA"
            client.write(b"354 go on\r\n" if body else b"250 fine\r\n")
            if line == "QUIT":
                return


with Server((sys.argv[1], 0), Talk) as server:
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
$mail->SMTPSecure = $mail::ENCRYPTION_SMTPS;
$mail->SMTPOptions = ['ssl' => ['cafile' => 'cert.pem'] + (isset($argv[2]) ? ['peer_name' => $argv[2]] : [])];
$mail->Host = $argv[1];
$mail->Port = (int) getenv('PORT');
$mail->setFrom('s@example.jp');
$mail->addAddress('a@example.jp');
$mail->Body = 'hello';
echo '  PHPMailer ', $mail::VERSION, $mail->send() ? ': sent' : ': ' . strtok($mail->ErrorInfo, '.'), "\n";
END
try() {
	echo "Host $2${3:+ peer_name $3}"
	python3 mx.py "$1" php finding.php "${@:2}"
}
all() {
	try 127.0.0.1 127.0.0.1
	try ::1 '[::1]'
	try ::1 '[::1]' ::1
}

cat > want <<'END'
Host 127.0.0.1
  PHPMailer 6.6.3: sent
Host [::1]
  PHPMailer 6.6.3: SMTP connect() failed
Host [::1] peer_name ::1
  PHPMailer 6.6.3: sent
END
{ php -v | head -1 >&2; all; } | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
