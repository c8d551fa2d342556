Rails.application.configure do
  config.action_mailer.delivery_method = :smtp
  config.action_mailer.default_url_options = { host: 'www.example.jp', protocol: 'https' }
  # config.action_mailer.smtp_settings = { address: 'old.example.jp' }
=begin
  config.action_mailer.smtp_settings = { address: 'older.example.jp' }
=end
  config.action_mailer.smtp_settings = {
    address:         'smtp.example.jp',
    port:            587,
    :domain       => 'www.example.jp',
    user_name:       'info@example.jp',
    password:        "pa#ss \"x\"",
    authentication:  'plain',
    enable_starttls: true,
    open_timeout:    5,
  }
end
