cask "todoku" do
  version "{{.Version}}"
  sha256 "{{.Sum (printf "todoku-%s-macos.dmg" .Version)}}"

  url "{{.Downloads}}/todoku-#{version}-macos.dmg"
  name "Todoku"
  desc "Set up mail servers, prove that they work, and see why they do not"
  homepage "{{.Site}}"

  app "Todoku.app"

  zap trash: "~/Library/Application Support/todoku"
end
