// Sends as a product made with nodemailer would with these settings: a line of
// JSON in, a line of JSON out.
const nodemailer = require('/usr/share/nodejs/nodemailer');
const { version } = require('/usr/share/nodejs/nodemailer/package.json');

const wait = Number(process.env.TODOKU_WAIT) * 1000;

function transport(s) {
    const options = {
        host: s.host, port: s.port, secure: s.encryption === 'tls', requireTLS: s.encryption === 'starttls',
        connectionTimeout: wait, greetingTimeout: wait, socketTimeout: wait,
    };
    if (s.user !== '') options.auth = { user: s.user, pass: s.password };
    if (s.helo !== '') options.name = s.helo;
    if (s.no_auto_tls) options.ignoreTLS = true;
    if (s.no_verify) options.tls = { rejectUnauthorized: false };
    return nodemailer.createTransport(options);
}

async function main() {
    for await (const line of require('readline').createInterface({ input: process.stdin })) {
        const s = JSON.parse(line);
        const answer = { ok: false, error: '', version: `nodemailer ${version}, Node ${process.versions.node}` };
        if (s.host !== '') {
            try {
                await transport(s).sendMail({ from: s.from, to: s.to, subject: 'test', text: 'test' });
                answer.ok = true;
            } catch (e) {
                answer.error = `${e.code || e.name}: ${e.message}`;
            }
        }
        console.log(JSON.stringify(answer));
    }
}

main();
