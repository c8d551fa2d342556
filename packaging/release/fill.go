package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"

	"github.com/google/uuid"
)

// A release is what the templates are filled in with.
type release struct {
	Version    string // such as "1.2.3" or "1.2.3-dev.4.gabc"
	Numbers    string // of Version, as Windows wants it: "1.2.3.0"
	Numbers3   string // as an MSI wants it: "1.2.3"
	Date       string // "2006-01-02"
	Site       string // the address of the repository
	Downloads  string // the address of the folder with the packages
	Maintainer string
	Stage      string   // the folder that nfpm packs
	Kind       string   // what nfpm makes of it: "deb" or "rpm"
	GL         []string // the files of the OpenGL in software; none where it was not built
}

var threeNumbers = regexp.MustCompile(`^(\d+)\.(\d+)\.(\d+)`)

// known gathers the release from the environment that packaging/release.sh sets.
func known() (release, error) {
	at, err := moment()
	if err != nil {
		return release{}, err
	}
	r := release{
		Version: os.Getenv("VERSION"), Date: at.Format("2006-01-02"), Site: os.Getenv("SITE"),
		Maintainer: os.Getenv("MAINTAINER"), Stage: os.Getenv("STAGE"), Kind: os.Getenv("KIND"),
	}
	r.Downloads = r.Site + "/releases/download/v" + r.Version
	r.Numbers3 = threeNumbers.FindString(r.Version)
	if r.Numbers3 == "" {
		return release{}, fmt.Errorf("the version %q does not begin with three numbers", r.Version)
	}
	r.Numbers = r.Numbers3 + ".0"
	libraries, err := filepath.Glob(filepath.Join(os.Getenv("GL"), "*.dll"))
	for _, path := range libraries {
		r.GL = append(r.GL, filepath.Base(path))
	}
	return r, err
}

// ours is the namespace of the codes of the MSI.
var ours = uuid.MustParse("6b0c7d0e-3c5e-4c1b-9b7a-0f8d6a8f5b21")

// ProductCode is that of the MSI: one for each version.
func (r release) ProductCode() string {
	return strings.ToUpper(uuid.NewSHA1(ours, []byte("product "+r.Version)).String())
}

// PackageCode is that of the MSI: Windows takes two files with the same for one.
func (r release) PackageCode() (string, error) {
	programs, err := sumOf(filepath.Join(os.Getenv("IN"), "todoku.exe"))
	return strings.ToUpper(uuid.NewSHA1(ours, []byte("package "+r.Version+programs)).String()), err
}

// Sum is the SHA-256 of a package that has been made.
func (r release) Sum(name string) (string, error) {
	return sumOf(filepath.Join(os.Getenv("OUT"), name))
}

func sumOf(path string) (string, error) {
	text, err := os.ReadFile(path)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// fill writes the template from to the file to. A package that a template asks
// for and that is not there is an error.
func fill(from, to string) error {
	values, err := known()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	parsed, err := template.New(filepath.Base(from)).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, values); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	info, err := os.Stat(from)
	return cmp.Or(err, os.WriteFile(to, out.Bytes(), info.Mode().Perm()))
}
