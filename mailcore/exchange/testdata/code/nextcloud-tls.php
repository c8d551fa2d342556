<?php
$CONFIG = [
  'dbhost' => 'db.example.jp',
  'dbpassword' => 'dbsecret',
  'mail_smtpmode' => 'smtp',
  // 'mail_smtphost' => 'old.example.jp',
  'mail_smtphost' => 'smtp.example.jp',
  'mail_smtpport' => 587,
  'mail_smtpsecure' => 'tls',
  'mail_smtpauth' => true,
  'mail_smtpauthtype' => 'LOGIN',
  'mail_smtpname' => 'cloud',
  'mail_smtppassword' => 'mail\'secret',
  'mail_from_address' => 'nextcloud',
  'mail_domain' => 'example.jp',
  'mail_smtpstreamoptions' => array('ssl' => array('allow_self_signed' => true, 'verify_peer' => false, 'verify_peer_name' => false)),
  'mail_smtptimeout' => 30,
];
