#!/bin/bash
# What nodemailer does with an address that has no domain.
# Needs node, npm and python3.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
nodemailer 10.6.1.
`root` and `postmaster` are whom a cron job on a server writes to and as;
RCPT TO:<Postmaster> even is in the grammar of SMTP (RFC 5321, section 4.1.1.3).
A good guess: nodemailer hands such an address to the server, which knows
whether it has such a user, or it throws an error.
But it drops the address and reports success. A sender becomes MAIL FROM:<>, the
null sender that is meant for bounces; a recipient beside another one is left
out, and is neither in `accepted` nor in `rejected`. Only where no recipient is
left is it an error.
END

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts nodemailer@10.6.1 >/dev/null

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
cat > finding.js <<'END'
const nodemailer = require('nodemailer');
const transport = nodemailer.createTransport({ host: '127.0.0.1', port: +process.env.PORT, name: 'client.example.jp' });
const [from, to] = process.argv.slice(2);
transport.sendMail({ from, to, text: 'hello' }).then(
    done => console.log(`  sent, accepted [${done.accepted}] rejected [${done.rejected}]`),
    err => console.log('  failed:', err.code, err.message)
);
END
try() {
	echo "From: $1 To: $2"
	python3 mx.py '{}' node finding.js "$1" "$2"
}
all() {
	node -p '"nodemailer " + require("nodemailer/package.json").version'
	try root a@example.jp
	try s@example.jp 'a@example.jp, postmaster'
	try s@example.jp postmaster
}

cat > want <<'END'
nodemailer 10.6.1
From: root To: a@example.jp
  C: EHLO
  C: MAIL FROM:<>
  C: RCPT TO:<a@example.jp>
  C: DATA
  C: .
  sent, accepted [a@example.jp] rejected []
From: s@example.jp To: a@example.jp, postmaster
  C: EHLO
  C: MAIL FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  C: DATA
  C: .
  sent, accepted [a@example.jp] rejected []
From: s@example.jp To: postmaster
  C: EHLO
  failed: EENVELOPE No recipients defined
END
all | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
