#!/bin/bash
# What smtplib does with a mail that is addressed to nobody by name.
# Needs python3, of which it uses nothing but what comes with it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
smtplib of Python, seen with 3.9.18, 3.10.13, 3.11.2, 3.11.7, 3.12.1 and 3.13.0.
RFC 5322, section 3.4, allows a group without members, and its appendix A.1.3
shows one in a header: undisclosed-recipients:; names nobody, so only the Bcc
should get the mail. But send_message makes a recipient of the empty group:
it says RCPT TO:<>, which the grammar of RFC 5321, section 4.1.1.3, does not
have, and when the server refuses that, reports a refused recipient without a
name beside the one who gets the mail. It is no exception, so who checks the
returned dict sees a failure, who does not sees none. A group with members is
taken apart rightly.
END
python3 --version

cat > finding.py <<'END'
import smtplib
import socketserver
import threading
from email.message import EmailMessage


class Server(socketserver.StreamRequestHandler):
    """Accepts everything but a recipient without an address."""

    def handle(self):
        self.say("220 mx.example.jp")
        body = False
        for line in self.rfile:
            line = line.decode().rstrip("\r\n")
            if body:
                if line == ".":
                    body = False
                    self.say("250 taken")
            elif line.upper() == "DATA":
                body = True
                self.say("354 go on")
            elif line.upper() == "QUIT":
                return self.say("221 bye")
            elif line.upper().startswith("RCPT"):
                print("  RCPT TO:" + line.split(":", 1)[1])
                self.say("501 no address" if line.endswith("<>") else "250 fine")
            else:
                self.say("250 fine")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


def send(to, bcc):
    print(f"To: {to} Bcc: {bcc}")
    mail = EmailMessage()
    mail["From"] = "sender@example.jp"
    mail["To"] = to
    mail["Bcc"] = bcc
    mail.set_content("hello")
    with socketserver.TCPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with smtplib.SMTP(*server.server_address, local_hostname="client.example.jp", timeout=10) as client:
            refused = client.send_message(mail)
    print("  refused:", refused)


send("undisclosed-recipients:;", "b@example.jp")
send("Team: b@example.jp, c@example.jp;", "d@example.jp")
END

cat > want <<'END'
To: undisclosed-recipients:; Bcc: b@example.jp
  RCPT TO:<>
  RCPT TO:<b@example.jp>
  refused: {'': (501, b'no address')}
To: Team: b@example.jp, c@example.jp; Bcc: d@example.jp
  RCPT TO:<b@example.jp>
  RCPT TO:<c@example.jp>
  RCPT TO:<d@example.jp>
  refused: {}
END
timeout 60 python3 finding.py | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
