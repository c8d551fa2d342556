package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// What the schemas of winget 1.6.0 (microsoft/winget-cli, schemas/JSON) and Scoop
// (ScoopInstaller/Scoop, schema.json) ask for: where it stands, and its pattern.
// JSON is YAML as well.
const (
	wingetURL = `^https://\S+$`
	locale    = `^([a-zA-Z]{2,3}|[iI]-[a-zA-Z]+|[xX]-[a-zA-Z]{1,8})(-[a-zA-Z]{1,8})*$`
	short     = `^.{3,256}$`
)

var asked = map[string]map[string]string{
	"winget/Todoku.Todoku.yaml": {
		"PackageIdentifier": `^[^.\s\\/:*?"<>|]{1,32}(\.[^.\s\\/:*?"<>|]{1,32}){1,7}$`, "PackageVersion": `^[^\\/:*?"<>|]{1,128}$`,
		"DefaultLocale": locale, "ManifestType": `^version$`, "ManifestVersion": `^1\.6\.0$`,
	},
	"winget/Todoku.Todoku.installer.yaml": {
		"PackageIdentifier": `^Todoku\.Todoku$`, "PackageVersion": `^1\.2\.3$`, "MinimumOSVersion": `^\d{1,5}(\.\d{1,5}){0,3}$`, "Scope": `^(user|machine)$`,
		"UpgradeBehavior": `^(install|uninstallPrevious|deny)$`, "ReleaseDate": `^\d{4}-\d\d-\d\d`, "FileExtensions.0": `^[^\\/:*?"<>|]{1,64}$`,
		"Installers.0.Architecture": `^(x86|x64|arm|arm64|neutral)$`, "Installers.0.InstallerType": `^nullsoft$`, "Installers.0.InstallerUrl": wingetURL,
		"Installers.0.InstallerSha256": `^[A-Fa-f0-9]{64}$`, "Installers.0.ProductCode": `^Todoku$`, "ManifestType": `^installer$`, "ManifestVersion": `^1\.6\.0$`,
	},
	"winget/Todoku.Todoku.locale.ja-JP.yaml": {
		"PackageIdentifier": `^Todoku\.Todoku$`, "PackageVersion": `^1\.2\.3$`, "PackageLocale": `^ja-JP$`, "Publisher": `^.{2,256}$`, "PublisherUrl": wingetURL,
		"PackageName": `^.{2,256}$`, "PackageUrl": wingetURL, "License": short, "ShortDescription": short, "Tags.0": `^\S{1,40}$`, "ManifestType": `^defaultLocale$`, "ManifestVersion": `^1\.6\.0$`,
	},
	"winget/Todoku.Todoku.locale.en-US.yaml": {
		"PackageIdentifier": `^Todoku\.Todoku$`, "PackageVersion": `^1\.2\.3$`, "PackageLocale": `^en-US$`, "ShortDescription": short, "ManifestType": `^locale$`, "ManifestVersion": `^1\.6\.0$`,
	},
	"scoop/todoku.json": {
		"version": `^[\w.\-+]+$`, "homepage": `^https://`, "license": `^\S+$`, "architecture.64bit.url": `^https://\S+\.zip$`, "architecture.64bit.hash": `^[a-fA-F0-9]{64}$`,
		"architecture.64bit.extract_dir": `^Todoku$`, "bin": `\.exe$`, "shortcuts.0.0": `\.exe$`, "persist": `^settings$`, "checkver": `^github$`,
		"autoupdate.architecture.64bit.url": `\$version`,
	},
}

func TestManifestsHaveWhatIsAskedFor(t *testing.T) {
	made(t)
	for name, wanted := range asked {
		var said any
		if err := yaml.Unmarshal(filled(t, "manifests/"+name), &said); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for place, pattern := range wanted {
			if got := at(said, place); !regexp.MustCompile(pattern).MatchString(got) {
				t.Errorf("%s: %s is %q, and should match %s", name, place, got, pattern)
			}
		}
	}
}

// at returns what stands at a place such as "Installers.0.Scope".
func at(said any, place string) string {
	for part := range strings.SplitSeq(place, ".") {
		switch in := said.(type) {
		case map[string]any:
			said = in[part]
		case []any:
			if part != "0" || len(in) == 0 {
				return ""
			}
			said = in[0]
		default:
			return ""
		}
	}
	return fmt.Sprint(said)
}

// The stanzas in the order that "brew audit" asks for, and Ruby where there is one.
func TestHomebrew(t *testing.T) {
	made(t)
	for name, order := range map[string][]string{
		"todoku.rb":     {`cask "todoku" do`, `version "1.2.3"`, `sha256 "`, `url "https://`, `name "Todoku"`, `desc "`, `homepage "https://`, `app "Todoku.app"`, `zap trash:`},
		"todoku-cli.rb": {`class TodokuCli < Formula`, `desc "`, `homepage "https://`, `version "1.2.3"`, `on_arm do`, `url "https://`, `sha256 "`, `on_intel do`, `url "https://`, `sha256 "`, `def install`, `test do`},
	} {
		text := filled(t, "manifests/homebrew/"+name)
		rest := string(text)
		for _, stanza := range order {
			_, behind, found := strings.Cut(rest, stanza)
			if !found {
				t.Errorf("%s: %s is not where it should be", name, stanza)
				continue
			}
			rest = behind
		}
		if desc := regexp.MustCompile(`desc "(.*)"`).FindSubmatch(text); len(desc) != 2 || len(desc[1]) > 80 || strings.HasSuffix(string(desc[1]), ".") {
			t.Errorf("%s: the description %q", name, desc)
		}
		if ruby, err := exec.LookPath("ruby"); err == nil {
			c := exec.Command(ruby, "-c", "-")
			c.Stdin = strings.NewReader(string(text))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%s: %s", name, out)
			}
		}
	}
}

func filled(t *testing.T, from string) []byte {
	t.Helper()
	to := filepath.Join(t.TempDir(), "filled")
	if err := fill(from, to); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
