#!/bin/bash
# Whom emailjs sends a mail to that is addressed to a group.
# Needs node, npm and python3.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
emailjs 5.0.3.
A group has a name and its members (RFC 5322, section 3.4), and every mail
program has written it so since RFC 822: `Team: a@example.jp, b@example.jp;`.
A good guess: each member is a recipient, or the library says that it does not
know groups. It does know them: its own addressparser takes the group apart
rightly.
But the recipient that it then names is RCPT TO:<undefined>, and the header
says `To: =?UTF-8?Q?Team?= <undefined>`. Neither member gets the mail, and where
the server does not check recipients when it is told them, it counts as sent.
END

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts emailjs@5.0.3 >/dev/null

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
cat > finding.mjs <<'END'
import { addressparser, Message, SMTPClient } from 'emailjs';

const mail = new Message({ from: 's@example.jp', to: process.argv[2], text: 'hello' });
console.log('  taken apart:', JSON.stringify(addressparser(process.argv[2])));
console.log(' ', (await mail.readAsync()).split('\r\n').find(line => line.startsWith('To:')));
const client = new SMTPClient({ host: '127.0.0.1', port: +process.env.PORT, domain: 'client.example.jp' });
await client.sendAsync(mail).then(
    () => console.log('  sent'),
    err => console.log('  failed:', err.message)
);
process.exit(0);
END
try() {
	echo "To: $1"
	python3 mx.py '{}' node finding.mjs "$1"
}
all() {
	node -p '"emailjs " + JSON.parse(fs.readFileSync("node_modules/emailjs/package.json")).version'
	try 'a@example.jp, b@example.jp'
	try 'Team: a@example.jp, b@example.jp;'
}

cat > want <<'END'
emailjs 5.0.3
To: a@example.jp, b@example.jp
  C: ehlo
  C: mail FROM:<s@example.jp>
  C: RCPT TO:<a@example.jp>
  C: RCPT TO:<b@example.jp>
  C: data
  C: .
  taken apart: [{"address":"a@example.jp","name":""},{"address":"b@example.jp","name":""}]
  To: a@example.jp, b@example.jp
  sent
To: Team: a@example.jp, b@example.jp;
  C: ehlo
  C: mail FROM:<s@example.jp>
  C: RCPT TO:<undefined>
  C: data
  C: .
  taken apart: [{"name":"Team","group":[{"address":"a@example.jp","name":""},{"address":"b@example.jp","name":""}]}]
  To: =?UTF-8?Q?Team?= <undefined>
  sent
END
all | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
