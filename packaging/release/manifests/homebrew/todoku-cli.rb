class TodokuCli < Formula
  desc "Test mail server settings and say what is wrong"
  homepage "{{.Site}}"
  version "{{.Version}}"

  on_macos do
    on_arm do
      url "{{.Downloads}}/todoku-cli-{{.Version}}-macos-arm64.tar.gz"
      sha256 "{{.Sum (printf "todoku-cli-%s-macos-arm64.tar.gz" .Version)}}"
    end
    on_intel do
      url "{{.Downloads}}/todoku-cli-{{.Version}}-macos-x64.tar.gz"
      sha256 "{{.Sum (printf "todoku-cli-%s-macos-x64.tar.gz" .Version)}}"
    end
  end

  def install
    bin.install "todoku-cli"
    generate_completions_from_executable(bin/"todoku-cli", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/todoku-cli version")
  end
end
