#!/bin/bash
# What net-smtp of Ruby makes of a 530 to a recipient.
# Needs ruby, python3, and apt-get and dpkg of Debian 12.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
net-smtp 0.3.1, as in libruby3.1 3.1.2-7+deb12u1 of Debian 12.
530 says that a login is required first, and a server may answer any command
with it that is not needed to get there (RFC 4954, section 6), a recipient too.
A good guess: all codes of refusal are treated alike, and the error holds what
the server said, as it does with 550.
But a 53x is caught. Where every recipient gets one, the error is an
ArgumentError "mail destination not given": the recipients were given, and the
words "Authentication required" are lost. Where one of two gets it, the mail
goes out to the other before the error comes, and asking that error for its
message raises a NoMethodError; a 550 to the same one stops the mail for both.
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
debs libruby3.1=3.1.2-7+deb12u1

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
cat > finding.rb <<'END'
require 'net/smtp'
begin
  Net::SMTP.start('127.0.0.1', ENV['PORT'].to_i, helo: 'client.example.jp') do |smtp|
    smtp.send_message("Subject: hello\r\n\r\nhello\r\n", 's@example.jp', ['a@example.jp', 'b@example.jp'])
  end
  puts '  sent'
rescue ArgumentError, Net::ProtocolError => e
  said = begin
    e.message.strip
  rescue NoMethodError
    'a NoMethodError instead of a message'
  end
  puts "  #{e.class}: #{said}"
end
END
export RUBYLIB="$dir/usr/lib/ruby/gems/3.1.0/gems/net-smtp-0.3.1/lib"
try() {
	echo "$1"
	python3 mx.py "$2" ruby finding.rb
}
all() {
	ruby -rnet/smtp -e 'puts "net-smtp #{Net::SMTP::VERSION}"'
	try 'all recipients 530' '{"RCPT": "530 5.7.0 Authentication required"}'
	try 'all recipients 550' '{"RCPT": "550 5.7.1 Relaying denied"}'
	try 'one of two 530' '{"RCPT TO:<b@example.jp>": "530 5.7.0 Authentication required"}'
	try 'one of two 550' '{"RCPT TO:<b@example.jp>": "550 5.1.1 No such user"}'
}

cat > want <<'END'
net-smtp 0.3.1
all recipients 530
  C: EHLO
  C: MAIL FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  C: RCPT TO:<b@example.jp>
  ArgumentError: mail destination not given
all recipients 550
  C: EHLO
  C: MAIL FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  Net::SMTPFatalError: 550 5.7.1 Relaying denied
one of two 530
  C: EHLO
  C: MAIL FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  C: RCPT TO:<b@example.jp>
  C: DATA
  C: .
  Net::SMTPAuthenticationError: a NoMethodError instead of a message
one of two 550
  C: EHLO
  C: MAIL FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  C: RCPT TO:<b@example.jp>
  Net::SMTPFatalError: 550 5.1.1 No such user
END
all | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
