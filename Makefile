# Todoku: what can be made here. The work itself is in packaging/*.sh.
SHELL := /bin/bash
GOFLAGS ?= -buildvcs=false
export GOFLAGS

.DEFAULT_GOAL := help
.PHONY: help run test build cli check format vet staticcheck race house values keyring lab monitoring window fuzz practice pages written sweep bench screenshots release release-test windows software-gl software-gl-twice wine-test clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: setup-build ## set up, build and start the window; without a display, test the practice server
	@packaging/start.sh

test: ## set up this machine and run every test
	@packaging/test.sh

build: setup-build ## build/todoku, the window
	packaging/build.sh

cli: ## build/todoku-cli, for the terminal; needs no C compiler and no display
	CGO_ENABLED=0 go build -o build/todoku-cli ./cmd/todoku-cli

check: format vet staticcheck values race ## what to run before a commit

format: ## say which files are not formatted
	@packaging/check.sh format

vet: setup-build ## go vet
	@packaging/check.sh vet

staticcheck: setup-build ## staticcheck, as pinned in go.mod
	@packaging/check.sh staticcheck

race: setup-build ## the tests with the race detector
	@packaging/check.sh race

house: values ## the house rules, the witness of each wording, every scenario pressed; needs no C compiler
	CGO_ENABLED=0 go test -run '^TestEvery' ./app

values: ## what no goroutine touches and the race detector makes slow: house rules, pages of the manual, witnesses
	CGO_ENABLED=0 go test ./packaging/house ./packaging/pages
	CGO_ENABLED=0 go test -run 'Witnesses$$|^TestShadows' ./mailcore/cause

keyring: setup-build setup-keyring ## the real gnome-keyring, on a session bus of its own
	store/testdata/keyring.sh all

lab: setup-lab setup-mailers ## real mail libraries, and real Postfix and Dovecot on loopback; asks for root
	@packaging/lab.sh

monitoring: setup-monitoring setup-schedule ## promtool, a node exporter and a Nagios core on what todoku-cli prints, and the files of the schedulers
	CGO_ENABLED=0 go test -count 1 -tags monitoring -run 'Promtool|OpenMetrics|NodeExporter|Negate|NagiosCore' ./cmd/todoku-cli
	CGO_ENABLED=0 go test -count 1 ./watch/schedule

window: setup-build setup-window ## the real window, driven under a display of its own
	@packaging/window.sh

fuzz: ## fuzz every parser; FUZZTIME=5m for longer
	@packaging/fuzz.sh

practice: cli ## a test mail to the practice server, in the terminal
	@packaging/practice.sh

pages: ## the pages of the manual that are made of tables: causes, products, settings
	CGO_ENABLED=0 go run ./packaging/pages

written: ## everything that is derived, anew: expected files of tests, pages of the manual; read the diff
	CGO_ENABLED=0 go run ./packaging/written

explain-score: ## how rightly explain explains failures whose cause is known: FAILURES=file of JSON lines, HELD=programs
	CGO_ENABLED=0 go run ./packaging/explain-score -held "$(HELD)" $(FAILURES)

sweep: ## look for test passwords in what the tests have left in build/
	@go build -o build/sweep ./packaging/sweep
	build/sweep build $(LEFT)

bench: setup-build setup-window setup-lab setup-bench cli ## todoku-cli against curl, swaks and an empty program; the window against a bare one
	@packaging/bench.sh

screenshots: setup-build setup-window cli build ## docs/screenshots, from the real window
	@CGO_ENABLED=0 go build -o build/office ./packaging/office
	@packaging/screenshots.sh

windows: setup-windows ## build/todoku.exe and build/todoku-cli.exe, by Debian's mingw-w64
	GOOS=windows GOARCH=amd64 packaging/build.sh
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build -o build/todoku-cli.exe ./cmd/todoku-cli

software-gl: setup-software-gl ## build/software-gl, the OpenGL for Windows without a graphics card; 15 CPU minutes, once
	@packaging/software-gl.sh

software-gl-twice: setup-software-gl ## the same, built two times over: the bytes have to be equal
	@packaging/software-gl.sh twice

wine-test: setup-wine ## the tests of every package without C, as Windows programs under wine
	@packaging/wine/test.sh

release: setup-build setup-release setup-software-gl ## every package this machine can make, into build/release; VERSION=1.2.3 or the git tag
	@packaging/release.sh

release-test: setup-build setup-window setup-release ## the packages made twice, installed, started, removed; asks for root
	@packaging/release-test.sh

setup-%:
	@packaging/setup.sh $*

clean: ## remove build/
	rm -rf build
