package main

import (
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"todoku/mailcore"
)

// A profileFlag is a flag about the profile.
type profileFlag struct {
	name, help string
	keys       []string                                    // of the fields that become what it says
	add        func(cmd *cobra.Command, name, help string) // nil means as the type of the field asks for
	also       []string                                    // of fields that follow from it
}

// profileFlags are all those about the profile: of the fields that have one in
// their row, and those that are more than a field.
var profileFlags = sync.OnceValue(func() []profileFlag {
	return append(fieldFlags(), moreFlags...)
})

var moreFlags = []profileFlag{
	{name: "imap", add: aServer, also: incomingServer, help: "receiving server that speaks IMAP4; without a port the usual one for the encryption"},
	{name: "pop3", add: aServer, also: incomingServer, help: "receiving server that speaks POP3; not with --imap"},
	{name: "token-file", add: aFile, help: "as --password-file, with an access token for every side that logs in by xoauth2 or has no password"},
}

var incomingServer = []string{"incoming.protocol", "incoming.host", "incoming.port"}

// adds are the flags that take something else than the type of their field
// says.
var adds = map[string]func(cmd *cobra.Command, name, help string){
	"outgoing.auth":     oneOf(mailcore.AuthMethods),
	"outgoing.pop.auth": popAuth,
	"outgoing.pop.wait": someTime(0, 0),
	"outgoing.timeout":  someTime(mailcore.NewProfile().Outgoing.Timeout, 1),
	"incoming.auth":     oneOf(mailcore.AllIncomingAuthMethods),
	"wait":              someTime(60, 1),
}

// fieldFlags makes the flags of the rows, in their order.
func fieldFlags() []profileFlag {
	var all []profileFlag
	for _, row := range mailcore.Fields() {
		switch i := slices.IndexFunc(all, func(f profileFlag) bool { return f.name == row.Flag }); {
		case row.Flag == "":
		case i >= 0:
			all[i].keys = append(all[i].keys, row.Key)
		default:
			all = append(all, flagOfRow(row))
		}
	}
	return all
}

// flagOfRow makes a flag: a host brings its port along, and a password comes
// from a file.
func flagOfRow(row mailcore.Row) profileFlag {
	f := profileFlag{name: row.Flag, help: row.Help, keys: []string{row.Key}, add: adds[row.Key]}
	switch side, host := strings.CutSuffix(row.Key, ".host"); {
	case host:
		f.add, f.keys, f.also = aServer, nil, []string{row.Key, side + ".port"}
	case row.Key == "incoming.delete_days":
		f.also = []string{"incoming.delete"}
	}
	if _, secret := new(mailcore.Profile).Field(row.Key).(*mailcore.Secret); secret {
		f.add, f.keys, f.also = aFile, nil, []string{row.Key}
	}
	return f
}

// flagsOf lists the flags about a part of a setting, by how the keys of its
// fields begin. What switches the part on is none of them.
func flagsOf(prefixes ...string) []profileFlag {
	return slices.DeleteFunc(slices.Clone(profileFlags()), func(f profileFlag) bool {
		keys := slices.Concat(f.keys, f.also)
		return slices.Equal(f.also, incomingServer) || len(keys) == 0 || keys[0] == "outgoing.pop.use" ||
			!slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(keys[0], prefix) })
	})
}

func aServer(cmd *cobra.Command, name, help string) { cmd.Flags().Var(new(server), name, help) }
func aFile(cmd *cobra.Command, name, help string)   { cmd.Flags().Var(new(secretFile), name, help) }

func oneOf[T ~string](values []T) func(*cobra.Command, string, string) {
	return func(cmd *cobra.Command, name, help string) { pick(cmd, new(T), name, help, values) }
}

func popAuth(cmd *cobra.Command, name, help string) {
	c := &choice[mailcore.AuthMethod]{at: new(mailcore.AuthMethod), words: []string{"plain", "apop"}, values: []mailcore.AuthMethod{mailcore.USER, mailcore.APOP}}
	c.add(cmd, name, help)
}

func someTime(value, least int) func(*cobra.Command, string, string) {
	return func(cmd *cobra.Command, name, help string) { cmd.Flags().Var(&seconds{value, least}, name, help) }
}

// addTo adds the flag to a command, with a value of its own.
func (f profileFlag) addTo(cmd *cobra.Command) {
	if f.add != nil {
		f.add(cmd, f.name, f.help)
		return
	}
	switch new(mailcore.Profile).Field(f.keys[0]).(type) {
	case *bool:
		cmd.Flags().Bool(f.name, false, f.help)
	case *int:
		cmd.Flags().Int(f.name, 0, f.help)
	case *mailcore.Encryption:
		oneOf(mailcore.Encryptions)(cmd, f.name, f.help)
	case *mailcore.Charset:
		oneOf(mailcore.Charsets)(cmd, f.name, f.help)
	case *[]mailcore.Product:
		someProducts(cmd, f.name, f.help)
	default:
		cmd.Flags().String(f.name, "", f.help)
	}
}

// exclusive refuses flags that say the same thing in two ways.
func exclusive(cmd *cobra.Command, names ...string) error {
	var given []string
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if len(given) > 1 {
		return refuse("cli.either", "one", given[0], "other", given[1])
	}
	return nil
}

// flagsByField names the flags that set a field: "--imap, --pop3".
func flagsByField() map[string]string {
	names := map[string]string{}
	for _, f := range profileFlags() {
		for _, key := range slices.Concat(f.keys, f.also) {
			names[key] = strings.TrimPrefix(names[key]+", --"+f.name, ", ")
		}
	}
	return names
}
