<?php
// Reads lines of .env as EC-CUBE's index.php does, and as Symfony would, and
// hands MAILER_DSN to Symfony Mailer: JSON in, JSON out.
require_once '/usr/share/php/Dotenv/autoload.php';
require_once '/usr/share/php/Symfony/Component/Dotenv/autoload.php';
require_once '/usr/share/php/Symfony/Component/Mailer/autoload.php';

use Symfony\Component\Mailer\Transport\Dsn;
use Symfony\Component\Mailer\Transport\Smtp\EsmtpTransportFactory;

function readPiece(string $text, string $folder): array
{
    file_put_contents("$folder/.env", $text);
    Dotenv\Dotenv::createUnsafeMutable($folder)->load();
    $line = getenv('MAILER_DSN');
    $symfony = (new Symfony\Component\Dotenv\Dotenv())->parse($text)['MAILER_DSN'];
    if ($line !== $symfony) {
        throw new RuntimeException("phpdotenv reads $line, Symfony $symfony");
    }
    $dsn = Dsn::fromString($line);
    $transport = (new EsmtpTransportFactory())->create($dsn);
    $stream = $transport->getStream();

    return [
        'host' => trim($stream->getHost(), '[]'), 'port' => $stream->getPort(), 'tls' => $stream->isTLS(), 'starttls' => !$stream->isTLS(), 'plain' => false,
        'helo' => $dsn->getOption('local_domain', ''), 'auth' => '', 'user' => $transport->getUsername(), 'password' => $transport->getPassword(),
        'dsn' => $line,
    ];
}

$pieces = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
echo json_encode(array_map(fn ($text) => readPiece($text, $argv[1]), $pieces), JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
