<?php
$config['db_dsnw'] = 'mysql://roundcube:dbsecret@localhost/roundcube';
$config['imap_host'] = 'ssl://imap.example.jp:993';
$config['smtp_host'] = 'tls://smtp.example.jp:587';
$config['smtp_user'] = '%u';
$config['smtp_pass'] = '%p';
