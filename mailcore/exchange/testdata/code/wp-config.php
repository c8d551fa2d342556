<?php
define( 'DB_NAME', 'wp' );
define( 'WPMS_ON', true );
define( 'WPMS_SMTP_HOST', 'smtp.wp.jp' ); // x
define( 'WPMS_SMTP_PORT', 587 );
define( 'WPMS_SSL', 'tls' );
define( 'WPMS_SMTP_AUTH', true );
define( 'WPMS_SMTP_USER', 'u@wp.jp' );
define( 'WPMS_SMTP_PASS', 'secret$x' );
