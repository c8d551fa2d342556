package main

import (
	"archive/tar"
	"archive/zip"
	"cmp"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// moment is the time that everything in a release has: SOURCE_DATE_EPOCH, as
// reproducible-builds.org asks for, in seconds.
func moment() (time.Time, error) {
	seconds, err := strconv.ParseInt(cmp.Or(os.Getenv("SOURCE_DATE_EPOCH"), "0"), 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// An archive takes files, one after the other.
type archive interface {
	add(name string, mode fs.FileMode, size int64, text io.Reader) error
	Close() error
}

// pack writes the files of folder into an archive of the kind that its name
// says, sorted by name. What may be run is so for everybody.
func pack(path, folder string) (err error) {
	at, err := moment()
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := newArchive(path, file, at)
	err = filepath.WalkDir(folder, func(from string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return packOne(out, folder, from, entry)
	})
	return errors.Join(err, out.Close())
}

func packOne(out archive, folder, from string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if err != nil {
		return err
	}
	name, err := filepath.Rel(folder, from)
	if err != nil {
		return err
	}
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	mode := fs.FileMode(0o644)
	if info.Mode()&0o111 != 0 {
		mode = 0o755
	}
	return out.add(filepath.ToSlash(name), mode, info.Size(), file)
}

func newArchive(path string, out io.Writer, at time.Time) archive {
	if strings.HasSuffix(path, ".zip") {
		z := zip.NewWriter(out)
		z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
		return &zipped{z, at}
	}
	g, _ := gzip.NewWriterLevel(out, gzip.BestCompression)
	return &tarred{tar.NewWriter(g), g, at}
}

type zipped struct {
	*zip.Writer
	at time.Time
}

func (z *zipped) add(name string, mode fs.FileMode, _ int64, text io.Reader) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: z.at}
	header.SetMode(mode)
	w, err := z.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, text)
	return err
}

type tarred struct {
	*tar.Writer
	gzip *gzip.Writer
	at   time.Time
}

func (t *tarred) add(name string, mode fs.FileMode, size int64, text io.Reader) error {
	header := &tar.Header{Name: name, Mode: int64(mode), Size: size, ModTime: t.at, Uname: "root", Gname: "root", Format: tar.FormatPAX}
	if err := t.WriteHeader(header); err != nil {
		return err
	}
	_, err := io.Copy(t.Writer, text)
	return err
}

func (t *tarred) Close() error { return errors.Join(t.Writer.Close(), t.gzip.Close()) }
