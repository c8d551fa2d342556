# Sends as Redmine (config/configuration.yml) or GitLab (gitlab.rb) would with
# these settings, by way of ActionMailer, which hands them to the gem mail: a
# line of JSON in, a line of JSON out.
require 'json'
require 'mail'
require 'net/smtp'

WAIT = ENV['TODOKU_WAIT'].to_i

def common(s)
  h = { address: s['host'], port: s['port'], open_timeout: WAIT, read_timeout: WAIT }
  h[:domain] = s['helo'] unless s['helo'].empty?
  h[:enable_starttls_auto] = false if s['no_auto_tls']
  h[:openssl_verify_mode] = 'none' if s['no_verify']
  unless s['user'].empty?
    h[:user_name] = s['user']
    h[:password] = s['password']
  end
  h
end

def redmine(s)
  h = common(s)
  h[:enable_starttls_auto] = true if s['encryption'] == 'starttls'
  h[:tls] = true if s['encryption'] == 'tls'
  h[:authentication] = s['mechanism'].empty? ? :plain : s['mechanism'].to_sym unless s['user'].empty?
  h
end

def gitlab(s)
  h = common(s)
  h[:enable_starttls_auto] = s['encryption'] == 'starttls' unless s['encryption'] == 'none'
  h[:tls] = s['encryption'] == 'tls'
  h[:authentication] = s['mechanism'].empty? ? :login : s['mechanism'].to_sym unless s['user'].empty?
  h
end

version = "mail #{Mail::VERSION.version}, net-smtp #{Net::SMTP::VERSION}, Ruby #{RUBY_VERSION}"
$stdout.sync = true
while (line = $stdin.gets)
  s = JSON.parse(line)
  answer = { ok: false, error: '', version: version }
  unless s['host'].empty?
    s['encryption'] = 'none' if s['encryption'].empty?
    begin
      m = Mail.new(from: s['from'], to: s['to'], subject: 'test', body: 'test', charset: 'UTF-8')
      m.delivery_method(:smtp, send(ARGV[0], s))
      m.deliver!
      answer[:ok] = true
    rescue Exception => e
      answer[:error] = "#{e.class}: #{e.message}".dup.force_encoding('UTF-8').scrub
    end
  end
  puts JSON.generate(answer)
end
