#!/bin/bash
# What switches STARTTLS off in the mail gem, which Rails and Redmine send with.
# Needs ruby, python3, and apt-get and dpkg of Debian 12.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
mail 2.7.1 with net-smtp 0.3.1: ruby-mail 2.7.1+dfsg1-2 and libruby3.1
3.1.2-7+deb12u1 of Debian 12.
A good guess: `enable_starttls_auto: false` is the documented switch, so with it
the client says no STARTTLS.
But it says STARTTLS wherever that is offered, and gives the mail up when the
server cannot just now (454, RFC 3207, section 4). With false, mail does not
call enable_starttls_auto; that was enough until net-smtp began to use STARTTLS
without being asked. `enable_starttls: false` and `tls: false` change nothing
either; net-smtp without mail knows `starttls: false`, but mail cannot say it.
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
debs ruby-mail=2.7.1+dfsg1-2 ruby-mini-mime=1.1.1-2 libruby3.1=3.1.2-7+deb12u1

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
require 'json'
require 'mail'
require 'net/smtp'
library = ARGV[0]
settings = JSON.parse(ARGV[1], symbolize_names: true)
begin
  if library == 'mail'
    Mail.defaults { delivery_method :smtp, settings.merge(address: '127.0.0.1', port: ENV['PORT'].to_i) }
    Mail.deliver do
      from 's@example.jp'
      to 'a@example.jp'
      body 'x'
    end
  else
    smtp = Net::SMTP.new('127.0.0.1', ENV['PORT'].to_i, **settings)
    smtp.start(helo: 'client.example.jp') { smtp.send_message("Subject: x\r\n\r\nx\r\n", 's@example.jp', 'a@example.jp') }
  end
  puts '  sent'
rescue Net::ProtocolError => e
  puts "  #{e.class}: #{e.message.strip}"
end
END
export RUBYLIB="$dir/usr/lib/ruby/gems/3.1.0/gems/net-smtp-0.3.1/lib:$dir/usr/lib/ruby/vendor_ruby"
try() {
	echo "$1 $2"
	python3 mx.py '{"EHLO": "250-mx.example.jp\r\n250 STARTTLS", "STARTTLS": "454 4.7.0 TLS not available just now"}' \
		ruby finding.rb "$1" "$2"
}
all() {
	ruby -rmail -rnet/smtp -e 'puts "mail #{Mail::VERSION.version} net-smtp #{Net::SMTP::VERSION}"'
	try mail '{"enable_starttls_auto": false}'
	try mail '{"enable_starttls_auto": false, "enable_starttls": false, "tls": false}'
	try net-smtp '{"starttls": false}'
}

cat > want <<'END'
mail 2.7.1 net-smtp 0.3.1
mail {"enable_starttls_auto": false}
  C: EHLO
  C: STARTTLS
  Net::SMTPServerBusy: 454 4.7.0 TLS not available just now
mail {"enable_starttls_auto": false, "enable_starttls": false, "tls": false}
  C: EHLO
  C: STARTTLS
  Net::SMTPServerBusy: 454 4.7.0 TLS not available just now
net-smtp {"starttls": false}
  C: EHLO
  C: MAIL FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  C: DATA
  C: .
  sent
END
all | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
