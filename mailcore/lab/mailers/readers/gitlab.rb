# Reads pieces of gitlab.rb as the Linux package does: the file is Ruby, and
# what it says is written by inspect into smtp_settings.rb, which is Ruby again
# (smtp_settings.rb.erb). JSON in, JSON out.
require 'json'

# What a piece assigns to.
class Config
  attr_reader :gitlab_rails

  def initialize(text)
    @gitlab_rails = {}
    instance_eval(text)
  end
end

def read(text)
  said = Config.new(text).gitlab_rails
  raise 'smtp_tls and smtp_enable_starttls_auto' if said['smtp_tls'] && said['smtp_enable_starttls_auto']

  written = said.transform_values { |value| eval(value.inspect) }
  { host: written['smtp_address'], port: written['smtp_port'], tls: written['smtp_tls'], starttls: written['smtp_enable_starttls_auto'],
    plain: !written['smtp_tls'] && !written['smtp_enable_starttls_auto'], helo: written['smtp_domain'] || '',
    auth: written['smtp_authentication'].to_s, user: written['smtp_user_name'] || '', password: written['smtp_password'] || '' }
end

puts JSON.generate(JSON.parse($stdin.read).map { |text| read(text) })
