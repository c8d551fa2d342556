package papers

import (
	"fmt"
	"slices"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
)

// Fields is the page of the manual on the fields of a setting, as Markdown, in
// the current language of assets: what each is called in the window, in files
// and on the command line.
func Fields() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", assets.Text("fields.title"), assets.Text("fields.note"))
	for _, group := range append(slices.Clone(mailcore.Groups), "") {
		fmt.Fprintf(&b, "\n## %s\n\n", sectionTitle(group))
		writeRow(&b, assets.Text("fields.name"), assets.Text("fields.key"), assets.Text("fields.flag"), assets.Text("fields.hint"))
		b.WriteString("|---|---|---|---|\n")
		for _, row := range mailcore.Fields() {
			if row.Section == group {
				writeRow(&b, assets.Text("field."+row.Key), "`"+row.Key+"`", flagText(row.Flag), hintText(row.Key))
			}
		}
	}
	return []byte(b.String())
}

func sectionTitle(section string) string {
	if section == "" {
		return assets.Text("fields.elsewhere")
	}
	return assets.Text("section." + section)
}

func flagText(flag string) string {
	if flag == "" {
		return ""
	}
	return "`--" + flag + "`"
}

func hintText(key string) string {
	if hint := "field." + key + ".hint"; assets.Has(hint) {
		return assets.Text(hint)
	}
	return ""
}
