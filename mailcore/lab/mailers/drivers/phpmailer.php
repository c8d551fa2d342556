<?php
// Sends as WP Mail SMTP (src/Processor.php) or as Vtiger (modules/Emails/mail.php)
// would with these settings: a line of JSON in, a line of JSON out.
require '/usr/share/php/libphp-phpmailer/autoload.php';

use PHPMailer\PHPMailer\PHPMailer;

/** bracketed returns an IPv6 address as PHP wants it in front of a port. */
function bracketed($host) { return strpos($host, ':') === false ? $host : "[$host]"; }

/** is_email judges as WordPress does, which has PHPMailer ask it. */
function is_email($address) {
    return strlen($address) >= 6
        && preg_match('/^[a-zA-Z0-9!#$%&\'*+\/=?^_`{|}~.-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i', $address) === 1;
}

function wordpress($s) {
    PHPMailer::$validator = function ($address) { return is_email($address); };
    $m = new PHPMailer(true);
    $m->isSMTP();
    $m->CharSet = 'UTF-8';
    $m->setFrom($s->from, '', false);
    $m->addAddress($s->to);
    $m->Host = bracketed($s->host);
    $m->Port = $s->port;
    $m->SMTPSecure = ['none' => '', 'starttls' => 'tls', 'tls' => 'ssl'][$s->encryption];
    if ($s->encryption !== 'starttls' && $s->no_auto_tls) {
        $m->SMTPAutoTLS = false;
    }
    if ($s->user !== '') {
        $m->SMTPAuth = true;
        $m->Username = $s->user;
        $m->Password = $s->password;
    }
    return $m;
}

function vtiger($s) {
    PHPMailer::$validator = 'pcre8'; // what 5.2.27 chooses by itself
    $m = new PHPMailer(true);
    $m->isSMTP();
    $m->CharSet = 'UTF-8';
    $m->From = $s->from;
    $m->addAddress($s->to);
    $server = ['none' => '', 'starttls' => 'tls://', 'tls' => 'ssl://'][$s->encryption] . bracketed($s->host) . ':' . $s->port;
    if ($s->user !== '') {
        $m->SMTPAuth = true;
    }
    $m->Host = $server;
    $m->Username = $s->user;
    $m->Password = $s->password;
    $info = explode('://', $server);
    if ($info[0] === 'tls') {
        $m->SMTPSecure = 'tls';
        $m->Host = $info[1];
    }
    return $m;
}

while (($line = fgets(STDIN)) !== false) {
    $s = json_decode($line);
    $answer = ['ok' => false, 'error' => '', 'version' => 'PHPMailer ' . PHPMailer::VERSION . ', PHP ' . PHP_VERSION];
    if ($s->host !== '') {
        $_SERVER['SERVER_NAME'] = $s->helo;
        if ($s->helo === '') {
            unset($_SERVER['SERVER_NAME']);
        }
        $s->encryption = $s->encryption ?: 'none';
        try {
            $m = $argv[1]($s);
            $m->Timeout = (int) getenv('TODOKU_WAIT');
            $m->getSMTPInstance()->Timelimit = $m->Timeout; // 300 s, which no product changes
            $m->Subject = 'test';
            $m->Body = 'test';
            $answer['ok'] = $m->send();
        } catch (Throwable $e) {
            $answer['error'] = get_class($e) . ': ' . $e->getMessage();
        }
        if (isset($m)) {
            $m->smtpClose();
        }
        unset($m, $e);
    }
    echo json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
