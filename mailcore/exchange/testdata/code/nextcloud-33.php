<?php
$CONFIG = array (
  'instanceid' => 'oc1a2b3c',
  'passwordsalt' => 'salt',
  'secret' => 'secret',
  'trusted_domains' =>
  array (
    0 => 'cloud.example.co.jp',
  ),
  'datadirectory' => '/var/www/html/data',
  'dbtype' => 'mysql',
  'version' => '33.0.1.2',
  'overwrite.cli.url' => 'https://cloud.example.co.jp',
  'dbname' => 'nextcloud',
  'dbhost' => 'localhost',
  'dbport' => '',
  'dbpassword' => 'db',
  'mail_from_address' => 'oshirase',
  'mail_smtpmode' => 'smtp',
  'mail_sendmailmode' => 'smtp',
  'mail_domain' => 'example.co.jp',
  'mail_smtphost' => 'smtp.example.co.jp',
  'mail_smtpport' => '587',
  'mail_smtpauth' => true,
  'mail_smtpname' => 'oshirase@example.co.jp',
  'mail_smtppassword' => 'mail\'secret',
  'mail_smtptimeout' => 30,
  'mail_smtpstreamoptions' =>
  array (
    'ssl' =>
    array (
      'verify_peer_name' => false,
    ),
  ),
  'mail_smtpdebug' => false,
  'mail_send_plaintext_only' => false,
  'mail_template_class' => '\\OC\\Mail\\EMailTemplate',
);
