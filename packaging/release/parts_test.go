package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What CycloneDX 1.6 asks of a component, and what is written of it elsewhere.
func TestParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.json")
	if err := os.WriteFile(path, []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"bom-ref":"a","type":"library","name":"a"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := addParts(path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var bom struct {
		BomFormat, SpecVersion string
		Components             []struct {
			Ref              string `json:"bom-ref"`
			Type, Name, Purl string
			Licenses         []struct{ Expression string }
		}
	}
	if err := json.Unmarshal(text, &bom); err != nil {
		t.Fatal(err)
	}
	if bom.BomFormat != "CycloneDX" || bom.SpecVersion != "1.6" || len(bom.Components) != 1+len(parts) {
		t.Errorf("it has become\n%s", text)
	}
	seen := map[string]bool{}
	for _, c := range bom.Components {
		if c.Ref == "" || seen[c.Ref] || c.Type != "library" || c.Name == "" || c.Ref != "a" && (len(c.Licenses) != 1 || c.Licenses[0].Expression == "") {
			t.Errorf("no component: %+v", c)
		}
		seen[c.Ref] = true
	}
}

func TestPartsAreThoseOfTheLicences(t *testing.T) {
	licences, err := os.ReadFile("../../docs/licences.md")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("../software-gl.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		for name := range strings.SplitSeq(p.name, " and ") {
			if name == "C11 threads of Mesa" {
				name = "Mesa の C11 スレッド"
			}
			if !strings.Contains(string(licences), name) {
				t.Errorf("docs/licences.md does not name %s", name)
			}
		}
		if _, version, ok := strings.Cut(p.purl, "pkg:deb/debian/mesa@"); ok && !strings.Contains(string(script), "version="+version) {
			t.Errorf("software-gl.sh builds another version than %s", version)
		}
	}
}
