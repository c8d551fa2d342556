<?php
// Sends as EC-CUBE 4 (MAILER_DSN) or as Nextcloud (lib/private/Mail/Mailer.php)
// would with these settings: a line of JSON in, a line of JSON out.
foreach (['Mailer', 'Mime'] as $component) {
    require "/usr/share/php/Symfony/Component/$component/autoload.php";
}

use Symfony\Component\Mailer\Mailer;
use Symfony\Component\Mailer\Transport;
use Symfony\Component\Mailer\Transport\Smtp\EsmtpTransport;
use Symfony\Component\Mime\Email;

function bracketed($host) { return strpos($host, ':') === false ? $host : "[$host]"; }

function eccube($s) {
    $server = bracketed($s->host) . ':' . $s->port;
    if ($s->dsn !== '') {
        return Transport::fromDsn(str_replace('%HOST%', $server, $s->dsn));
    }
    $login = $s->user === '' ? '' : rawurlencode($s->user) . ':' . rawurlencode($s->password) . '@';
    $options = array_filter(['local_domain' => $s->helo, 'verify_peer' => $s->no_verify ? '0' : '', 'auto_tls' => $s->no_auto_tls ? 'false' : ''], 'strlen');
    return Transport::fromDsn(($s->encryption === 'tls' ? 'smtps' : 'smtp') . '://' . $login . $server . ($options ? '?' . http_build_query($options) : ''));
}

function nextcloud($s) {
    $t = new EsmtpTransport(bracketed($s->host), $s->port, $s->encryption === 'tls' ? true : null);
    $t->getStream()->setTimeout((int) getenv('TODOKU_WAIT'));
    if ($s->user !== '') {
        $t->setUsername($s->user);
        $t->setPassword($s->password);
    }
    if ($s->no_verify) {
        $t->getStream()->setStreamOptions(['ssl' => ['allow_self_signed' => true, 'verify_peer' => false, 'verify_peer_name' => false]]);
    }
    if ($s->helo !== '') {
        $t->setLocalDomain($s->helo);
    }
    return $t;
}

$version = 'Symfony Mailer ' . preg_replace('/[+-].*/', '', trim((string) shell_exec("dpkg-query -W -f '\${Version}' php-symfony-mailer"))) . ', PHP ' . PHP_VERSION;
while (($line = fgets(STDIN)) !== false) {
    $s = json_decode($line);
    $answer = ['ok' => false, 'error' => '', 'version' => $version];
    if ($s->host !== '') {
        try {
            $transport = $argv[1]($s);
            (new Mailer($transport))->send((new Email())->from($s->from)->to($s->to)->subject('test')->text('test'));
            $answer['ok'] = true;
        } catch (Throwable $e) {
            $answer['error'] = get_class($e) . ': ' . $e->getMessage();
        }
        unset($transport, $e);
        gc_collect_cycles();
    }
    echo json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
