//go:build lab

package lab

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"text/template"
)

//go:embed config
var configs embed.FS

// configFiles says where each file of the folder config belongs.
var configFiles = map[string]string{
	"main.cf":      "postfix/main.cf",
	"master.cf":    "postfix/master.cf",
	"smtpd.conf":   "postfix/sasl/smtpd.conf",
	"dovecot.conf": "dovecot.conf",
	"oauth2.conf":  "oauth2.conf",
	"popped.sh":    "popped.sh",
	"run.sh":       "run.sh",
}

// folders lists what the servers expect to find, by their owner.
var folders = []struct{ name, owner string }{
	{"postfix", "root"},
	{"postfix/sasl", "root"},
	{"queue", "root"},
	{"data", "postfix"},
	{"run", "root"},
	{"state", "root"},
	{"popped", "nobody"},
	{"mail", "nobody"},
	{"raw", "nobody"},
}

// ownGroup keeps a Ctrl+C in the terminal from the shell that ends the
// servers.
var ownGroup = &syscall.SysProcAttr{Setpgid: true}

// settings is what the files in config are filled with.
type settings struct {
	Dir      string
	Listen   []string
	IPv6     bool
	UID, GID int // owner of all mail
	SMTP     []service
	Ports    map[string]int
	OAuthURL string
	Stranger string
}

func (l *Lab) writeConfig() error {
	if err := l.writeFolders(); err != nil {
		return err
	}
	uid, gid, err := ids("nobody")
	if err != nil {
		return err
	}
	values := settings{
		Dir: l.Dir, Listen: l.listen(), IPv6: l.IPv6, UID: uid, GID: gid,
		SMTP: l.services(), Ports: l.ports, OAuthURL: l.oauthURL, Stranger: Stranger,
	}
	files, err := template.New("").Funcs(template.FuncMap{"join": strings.Join}).ParseFS(configs, "config/*")
	if err != nil {
		return err
	}
	for name, to := range configFiles {
		var b bytes.Buffer
		if err := files.ExecuteTemplate(&b, name, values); err != nil {
			return err
		}
		if err := l.write(to, b.Bytes(), modeOf(to)); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file with mode, whatever the umask takes away.
func (l *Lab) write(name string, text []byte, mode os.FileMode) error {
	if err := os.WriteFile(l.path(name), text, mode); err != nil {
		return err
	}
	return os.Chmod(l.path(name), mode)
}

func modeOf(name string) os.FileMode {
	if filepath.Ext(name) == ".sh" {
		return 0o755
	}
	return 0o644
}

// writeFolders opens the lab's folder to the users that the servers become.
func (l *Lab) writeFolders() error {
	if err := os.Chmod(l.Dir, 0o755); err != nil {
		return err
	}
	for _, f := range folders {
		uid, gid, err := ids(f.owner)
		if err != nil {
			return err
		}
		if err := os.Mkdir(l.path(f.name), 0o755); err != nil {
			return err
		}
		if err := os.Chmod(l.path(f.name), 0o755); err != nil {
			return err
		}
		if err := os.Chown(l.path(f.name), uid, gid); err != nil {
			return err
		}
	}
	return nil
}

// services returns the ports of Postfix with their numbers and paths.
func (l *Lab) services() []service {
	fill := strings.NewReplacer("{DIR}", l.Dir, "{POLICY}", fmt.Sprintf("inet:%s", l.policy))
	filled := make([]service, len(services))
	for i, s := range services {
		filled[i] = service{Name: s.Name, Port: l.ports[s.Name]}
		for _, o := range s.Options {
			filled[i].Options = append(filled[i].Options, fill.Replace(o))
		}
	}
	return filled
}
