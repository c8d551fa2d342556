<?php
$CONFIG = array (
  'overwrite.cli.url' => 'https://cloud.example.co.jp',
  'mail_smtpmode' => 'sendmail',
  'mail_sendmailmode' => 'pipe',
  'mail_from_address' => 'oshirase',
  'mail_smtpauthtype' => 'LOGIN',
  'mail_smtphost' => '127.0.0.1',
  'mail_smtpport' => '25',
  'mail_smtpsecure' => '',
  'mail_smtpauth' => 0,
);
