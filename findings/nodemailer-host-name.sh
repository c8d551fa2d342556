#!/bin/bash
# What nodemailer reads into the name of a server.
# Needs node and npm.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat <<'END'
nodemailer 10.6.1.
The first line of the answer to EHLO names the server; extensions begin on the
second (RFC 5321, section 4.1.1.1, ehlo-ok-rsp). nodemailer looks for STARTTLS
in the whole answer, after a blank or a hyphen and in either case, so a server
whose own name holds "-starttls" is taken to offer it: the client says
STARTTLS, which was never offered, and gives the mail up when it is refused.
The same server under another name gets the mail.
END

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts nodemailer@10.6.1 >/dev/null
cat > finding.js <<'END'
const net = require('net');
const nodemailer = require('nodemailer');

// answers is what the server says to each command; it offers no STARTTLS.
const answers = name => ({
    EHLO: `250-${name}\r\n250 8BITMIME`,
    MAIL: '250 fine',
    RCPT: '250 fine',
    DATA: '354 go on',
    '.': '250 taken',
    QUIT: '221 bye'
});

async function send(name) {
    console.log('server', name);
    const server = net.createServer(socket => {
        let body = false;
        let rest = '';
        socket.on('error', () => {});
        socket.write(`220 ${name}\r\n`);
        socket.on('data', chunk => {
            const lines = (rest + chunk).split('\r\n');
            rest = lines.pop();
            for (const line of lines) {
                if (body && line !== '.') {
                    continue;
                }
                const verb = line.split(' ')[0].toUpperCase();
                body = verb === 'DATA';
                console.log('  C:', verb);
                socket.write((answers(name)[verb] || '502 not here') + '\r\n');
            }
        });
    });
    await new Promise(ready => server.listen(0, '127.0.0.1', ready));
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: server.address().port, name: 'client.example.jp', socketTimeout: 10000 });
    await transport.sendMail({ from: 'a@example.jp', to: 'b@example.jp', text: 'hello' }).then(
        done => console.log('  sent:', done.response),
        err => console.log('  failed:', err.code, err.message)
    );
    server.close();
}

(async () => {
    console.log('nodemailer', require('nodemailer/package.json').version);
    await send('mail-tls.example.jp');
    await send('mail-starttls.example.jp');
    process.exit(0);
})();
END

cat > want <<'END'
nodemailer 10.6.1
server mail-tls.example.jp
  C: EHLO
  C: MAIL
  C: RCPT
  C: DATA
  C: .
  sent: 250 taken
server mail-starttls.example.jp
  C: EHLO
  C: STARTTLS
  failed: ETLS Error upgrading connection with STARTTLS: 502 not here
END
timeout 60 node finding.js | grep -v 'C: QUIT' | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
