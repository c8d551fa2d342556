package assets

import (
	"bytes"
	"image/png"
	"testing"
)

func TestIconIsLargeEnoughForEverySystem(t *testing.T) {
	config, err := png.DecodeConfig(bytes.NewReader(Icon))
	if err != nil {
		t.Fatal(err)
	}
	if config.Width != 1024 || config.Height != 1024 {
		t.Errorf("icon is %d×%d, want 1024×1024", config.Width, config.Height)
	}
}
