// Command written writes everything anew that is derived: the files that tests
// compare with (testdata), and the pages of the manual that are made of tables.
// What it wrote is to be read in the diff. It runs in the root of the
// repository; tests compare what is there with what it would write.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
)

// reports is the folder whose expected files other tests read: it comes first.
const reports = "mailcore/steps"

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, "written:", err)
		os.Exit(1)
	}
}

func write() error {
	tests, err := goldenTests(".")
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(tests), func(t goldenTest) bool { return t.folder == reports })
	ours := slices.DeleteFunc(slices.Clone(tests), func(t goldenTest) bool { return t.folder != reports })
	for _, some := range [][]goldenTest{ours, others} {
		if err := run(updating(some)...); err != nil {
			return err
		}
	}
	return run("run", "./packaging/pages")
}

func run(args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
