<?php
define( 'DB_NAME', 'wp' );
define( 'WPMS_ON', true ); // True turns on
define( 'WPMS_DO_NOT_SEND', false );
define( 'WPMS_MAIL_FROM', 'web@example.co.jp' );
define( 'WPMS_MAIL_FROM_FORCE', true );
define( 'WPMS_MAIL_FROM_NAME', '株式会社サンプル' );
define( 'WPMS_MAIL_FROM_NAME_FORCE', false );
define( 'WPMS_MAILER', 'smtp' );
define( 'WPMS_SET_RETURN_PATH', true );
define( 'WPMS_SMTP_HOST', 'relay.example.co.jp' );
define( 'WPMS_SMTP_PORT', 25 );
define( 'WPMS_SSL', '' );
define( 'WPMS_SMTP_AUTH', false );
define( 'WPMS_SMTP_USER', '' );
define( 'WPMS_SMTP_PASS', '' );
define( 'WPMS_SMTP_AUTOTLS', true );
