package cause

import (
	"testing"

	"todoku/mailcore"
)

func BenchmarkDiagnose(b *testing.B) {
	r := mailcore.Report{Profile: mailcore.NewProfile(), Results: []mailcore.Result{
		{Side: mailcore.OutgoingSide, Step: mailcore.Connect, State: mailcore.Passed},
		{Side: mailcore.OutgoingSide, Step: mailcore.Authorize, State: mailcore.Failed, Fault: mailcore.Replied, Facts: map[string]string{"method": "PLAIN"}, Reply: "535 5.7.8 Error: authentication failed: (reason unavailable)"},
	}}
	if found := Diagnose(r); len(found) == 0 || found[0].Code == "" {
		b.Fatalf("nothing is found: %v", found)
	}
	for b.Loop() {
		Diagnose(r)
	}
}
