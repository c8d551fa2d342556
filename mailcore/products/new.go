package products

import (
	"strconv"

	"todoku/mailcore"
)

// New returns a profile as somebody finds it who opens the screen of a product
// for the first time: what the product offers at first, then what its manual
// calls usual, and nothing that the product cannot be told. It is marked for
// the product. Of one that is not known it has the defaults of Todoku alone.
func New(id mailcore.Product) mailcore.Profile {
	p := mailcore.NewProfile()
	p.Products = []mailcore.Product{id}
	s, ok := For(id)
	if !ok {
		return p
	}
	p = s.Reset(p)
	for _, c := range s.usual {
		_ = p.Set(c.Field, c.Value) // a test sets them all
	}
	return p
}

// plain is how a product sends that knows no encryption.
var plain = []mailcore.Change{{Field: "outgoing.encryption", Value: string(mailcore.NoEncryption)}}

// mailShareUsual is what 多くのプロバイダー want (MS-17, MS-19); of STARTTLS the
// screen knows nothing.
var mailShareUsual = []mailcore.Change{
	{Field: "outgoing.encryption", Value: string(mailcore.TLS)},
	{Field: "outgoing.port", Value: strconv.Itoa(mailcore.TLS.DefaultPort())},
	{Field: "outgoing.auth", Value: string(mailcore.PLAIN)},
	{Field: "outgoing.same_account", Value: "true"},
}
