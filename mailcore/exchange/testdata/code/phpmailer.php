<?php
/* $mail->Host = 'old.example.jp'; */
$db = new PDO('mysql:host=db.example.jp', 'app', 'dbsecret');
$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host       = 'smtp.example.jp';
$mail->SMTPAuth   = true;
$mail->Username   = 'info@example.jp';
$mail->Password   = 'se$cret';
$mail->SMTPSecure = PHPMailer::ENCRYPTION_SMTPS;
$mail->Port       = 465;
$mail->setFrom('info@example.jp', 'Info');
