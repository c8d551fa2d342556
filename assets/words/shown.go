package words

import (
	"slices"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// ShownAs says what a field is called on the screens of the products that p is
// for: the same words can mean opposite things there (REQUIREMENTS C1). It is
// "" where none of them shows the field.
func ShownAs(p mailcore.Profile, field string) string {
	var all []string
	for _, id := range p.Products {
		screen, _ := products.For(id)
		i := slices.IndexFunc(screen.Rows, func(r products.Row) bool {
			return r.Read != nil && r.Field != "" && (r.Field == field || slices.Contains(r.Also, field))
		})
		if i < 0 {
			continue
		}
		if value, ok := screen.Rows[i].Read(p); ok && value != "" {
			key := "product." + string(id) + "." + screen.Rows[i].Key
			all = append(all, assets.Text("shown-as", "product", assets.Text("product."+string(id)), "row", assets.Text(key), "value", rowValue(key, screen.Rows[i], value)))
		}
	}
	return strings.Join(all, "\n")
}

func rowValue(key string, row products.Row, value string) string {
	switch row.Kind {
	case products.Check:
		return assets.Text("sheet.check." + value)
	case products.Radio, products.Select:
		return Choice(key, row.Unit, value)
	}
	return value
}
