# Reads pieces of config/configuration.yml as Redmine does
# (lib/redmine/configuration.rb, load_from_yaml and load): JSON in, JSON out.
require 'erb'
require 'json'
require 'yaml'

def read(text)
  yaml = YAML.load(ERB.new(text).result)
  conf = {}
  conf.merge!(yaml['default']) if yaml['default']
  conf.merge!(yaml['production']) if yaml['production']
  delivery = conf['email_delivery']
  raise "delivery_method: #{delivery['delivery_method'].inspect}" unless delivery['delivery_method'] == :smtp

  smtp = delivery['smtp_settings'].transform_keys(&:to_sym)
  { host: smtp[:address], port: smtp[:port], tls: smtp[:tls] == true, starttls: smtp[:enable_starttls] == true,
    plain: smtp[:enable_starttls_auto] == false, helo: smtp[:domain] || '', auth: smtp[:authentication].to_s,
    user: smtp[:user_name] || '', password: smtp[:password] || '' }
end

puts JSON.generate(JSON.parse($stdin.read).map { |text| read(text) })
