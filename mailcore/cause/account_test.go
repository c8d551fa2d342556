package cause

import (
	"testing"

	"todoku/mailcore"
)

// An account typed in full-width letters has an @, whichever it is: nobody is
// told to give it a second one.
func TestFullWidthAccountHasItsDomain(t *testing.T) {
	r := mailcore.Report{Profile: mailcore.Profile{From: "taro@example.jp"}}
	r.Profile.Outgoing.User = "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"
	for _, way := range userForms(r, mailcore.OutgoingSide) {
		if value := way[0].Value; value != "taro" && value != "taro%example.jp" {
			t.Errorf("offered %q", value)
		}
	}
}
