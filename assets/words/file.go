package words

import (
	"errors"
	"io/fs"
	"syscall"

	"todoku/assets"
)

// fileFaults are what may be wrong with a file.
var fileFaults = append([]fileFault{
	{syscall.EISDIR, "file.fault.folder"},
	{syscall.ENOTDIR, "file.fault.no-folder"},
	{syscall.ENOSPC, "file.fault.full"},
	{syscall.ETXTBSY, "file.fault.busy"},
	{syscall.EROFS, "file.fault.permission"},
	{fs.ErrNotExist, "file.fault.missing"},
	{fs.ErrPermission, "file.fault.permission"},
	{fs.ErrExist, "file.fault.exists"},
}, systemFaults...)

type fileFault struct {
	err error
	key string
}

// FileFault says what is wrong with a file, and reports whether it is anything
// that has words.
func FileFault(err error) (string, bool) {
	for _, f := range fileFaults {
		if errors.Is(err, f.err) {
			return assets.Text(f.key), true
		}
	}
	return "", false
}
