//go:build !race

package cause

import "testing"

func valuesAlone(*testing.T) {}
