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
	last := ""
	for _, group := range append(slices.Clone(mailcore.Groups), "") {
		if title := groupTitle(group); title != last {
			fmt.Fprintf(&b, "\n## %s\n\n", title)
			writeRow(&b, assets.Text("fields.name"), assets.Text("fields.key"), assets.Text("fields.flag"), assets.Text("fields.hint"))
			b.WriteString("|---|---|---|---|\n")
			last = title
		}
		for _, row := range mailcore.Fields() {
			if row.Section == group {
				writeRow(&b, assets.Text("field."+row.Key), "`"+row.Key+"`", flagText(row.Flag), hintText(row.Key))
			}
		}
	}
	return []byte(b.String())
}

// groupTitle is the title of a section. Those of the form that have none are
// one on the page.
func groupTitle(section string) string {
	switch key := "section." + section; {
	case section == "":
		return assets.Text("fields.elsewhere")
	case assets.Has(key):
		return assets.Text(key)
	}
	return assets.Text("fields.foremost")
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
