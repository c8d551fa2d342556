#!/bin/bash
# Tries the packages of build/release as people meet them. Without arguments,
# everything; it ends with what was not proven. Needs Debian, root for chroots,
# and some 15 minutes the first time.
#
# usage: packaging/release-test.sh [twice|slim|sizes|debian|chroot|rpm|tarball|setup|msi|portable|console|signing|macos|workflow]...
#
# twice makes the packages two times over and compares; the others take what
# is there. CHROOTS keeps the clean systems for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${TODOKU_RELEASE_TEST:-} ]]; then
	TODOKU_RELEASE_TEST=1 exec packaging/display.sh "$0" "$@"
fi

readonly out=$PWD/build/release shots=$PWD/build/release-shots chroots=${CHROOTS:-$PWD/build/chroots}
readonly mirror=${MIRROR:-http://deb.debian.org/debian}
work=$(mktemp -d)
export TODOKU_WINE=$work/wine
program=''
trap finish EXIT
trap 'echo "release-test: FAILED at line $LINENO" >&2' ERR

# finish_wine waits until nothing is written any more.
finish_wine() {
	[[ -d $TODOKU_WINE ]] || return 0
	WINEPREFIX=$TODOKU_WINE wineserver -k 2>/dev/null || true
	WINEPREFIX=$TODOKU_WINE wineserver -w 2>/dev/null || true
}

finish() {
	stop
	finish_wine
	rm -rf "$work"
}

stop() {
	[[ -z $program ]] || { kill "$program" && wait "$program" || true; } 2>/dev/null
	program=''
}

fail() {
	printf 'release-test: FAILED: %s\n' "$*" >&2
	exit 1
}

passed() { printf 'release-test: passed: %s\n' "$*"; }

# the_one PATTERN prints the only package of that name.
the_one() {
	local found
	mapfile -t found < <(compgen -G "$out/$1")
	[[ ${#found[@]} == 1 ]] || fail "${#found[@]} files are called $1 in build/release; run make release"
	echo "${found[0]}"
}

# shows NAME waits for a window of Todoku that is drawn, and keeps a picture.
shows() {
	local i window
	for ((i = 0; i < 300; i++)); do
		kill -0 "$program" 2>/dev/null || fail "$1 ended: $(tail -3 "$work/log")"
		for window in $(xdotool search --onlyvisible --name '^Todoku' 2>/dev/null); do
			[[ $(import -window "$window" -format '%k' info:- 2>/dev/null || echo 0) -lt 50 ]] || break 2
		done
		sleep 0.2
	done
	((i < 300)) || fail "$1 shows no window"
	mkdir -p "$shots"
	import -window root "$shots/$1.png"
}

# ── the same bytes ───────────────────────────────────────────────────────────

test_twice() {
	packaging/release.sh >"$work/first.log" || fail "make release: $(tail -3 "$work/first.log")"
	mv "$out" "$work/first"
	packaging/release.sh >"$work/second.log" || fail "make release: $(tail -3 "$work/second.log")"
	local other=() file
	while read -r file; do
		cmp -s "$work/first/$file" "$out/$file" || other+=("$file")
	done < <(cd "$out" && find . -type f ! -name 'SHA256SUMS*' | sort)
	((${#other[@]} == 0)) || fail "not the same twice: ${other[*]}"
	sed -n 's/^release: left out/release-test: left out/p' "$work/second.log"
	passed "twice: $(find "$out" -type f | wc -l) files, the same bytes"
}

# What is handed out has no methods that are found by their names: the templates
# and the help are to do without.
test_slim() {
	local filling
	mapfile -t filling < <(go list -e -deps -f '{{if not .Standard}}{{.ImportPath}}{{range .Imports}} {{.}}{{end}}{{end}}' . ./cmd/todoku-cli | sed -n 's/^\(todoku[^ ]*\) .*\/template\( .*\)\?$/\1/p')
	((${#filling[@]} >= 2)) || fail "slim: only ${filling[*]} fill in templates"
	CGO_ENABLED=0 go test -overlay build/modules/overlay.json "${filling[@]}" >"$work/log" || fail "slim: $(grep -m3 -e FAIL -e panic "$work/log")"
	CGO_ENABLED=0 go test -overlay build/modules/overlay.json -run '^TestHelpFits$' ./cmd/todoku-cli >"$work/log" || fail "slim: $(tail -3 "$work/log")"
	passed "slim: ${filling[*]}, help"
}

# What somebody waits for over a slow line, in bytes at most.
test_sizes() {
	local limit file
	while read -r limit file; do
		[[ $(stat -c %s "$file") -le $limit ]] || fail "$file has $(stat -c %s "$file") bytes, more than $limit"
	done <<-END
		30000000 build/release-work/linux/todoku
		30000000 build/release-work/windows/todoku.exe
		15000000 $(the_one '*-windows-x64-setup.exe')
	END
	passed 'sizes: window, setup'
}

# ── Linux ────────────────────────────────────────────────────────────────────

test_debian() {
	local deb
	deb=$(the_one 'todoku_*_amd64.deb')
	lintian --allow-root --fail-on error,warning "$deb" 2>&1 || fail lintian
	dpkg-deb -x "$deb" "$work/deb"
	desktop-file-validate "$work"/deb/usr/share/applications/*.desktop
	appstreamcli validate --no-net "$work"/deb/usr/share/metainfo/*.xml >"$work/log" || fail "appstreamcli: $(<"$work/log")"
	[[ $(objdump -T "$work/deb/usr/bin/todoku" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1) == GLIBC_2.34 ]] || fail 'the libc that .deb and .rpm ask for'
	passed 'Debian: lintian, desktop file, AppStream'
}

# A clean Debian, without a font: the window brings its own.
test_chroot() {
	local suite
	for suite in bookworm trixie; do in_chroot "$suite"; done
}

in_chroot() {
	local root=$chroots/$1 deb before
	deb=$(the_one 'todoku_*_amd64.deb')
	[[ -e $root/etc/debian_version ]] || {
		mkdir -p "$chroots"
		rm -rf "$root.new"
		debootstrap --variant=minbase "$1" "$root.new" "$mirror" >"$work/log" 2>&1 || {
			printf 'release-test: not proven: Debian %s: %s\n' "$1" "$(tail -1 "$work/log")"
			return
		}
		mv "$root.new" "$root"
	}
	cp "$deb" "$root/tmp/todoku.deb"
	inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod 755 "$root/usr/sbin/policy-rc.d"
	inside apt-get update -q >"$work/log" 2>&1
	inside apt-get install -q -y --no-install-recommends libgl1-mesa-dri shared-mime-info desktop-file-utils xdg-utils libfile-mimeinfo-perl >"$work/log" 2>&1 || fail "$1: $(tail -2 "$work/log")" # what llvmpipe needs, and what knows files
	before=$(installed_files "$root")
	inside apt-get install -q -y --no-install-recommends /tmp/todoku.deb >"$work/log" 2>&1 || fail "$1: install: $(tail -3 "$work/log")"
	[[ -z $(find "$root/usr/share/fonts" -type f 2>/dev/null) ]] || fail "$1 has fonts"
	knows_bundles "$root" || fail "$1: .todoku is $(bundle_type "$root")"
	inside todoku-cli practice --run >"$work/log" || fail "$1: practice: $(tail -3 "$work/log")"
	mkdir -p "$root/tmp/home"
	chroot "$root" env -i PATH=/usr/bin HOME=/tmp/home DISPLAY="$DISPLAY" LIBGL_ALWAYS_SOFTWARE=1 LANG=ja_JP.UTF-8 todoku >"$work/log" 2>&1 &
	program=$!
	shows "debian-$1"
	stop
	inside apt-get purge -q -y --autoremove todoku >"$work/log" 2>&1 || fail "$1: remove: $(tail -3 "$work/log")"
	[[ $(installed_files "$root") == "$before" ]] || fail "$1: what was installed is not gone"
	! knows_bundles "$root" || fail "$1: .todoku is still ours"
	rm -rf "$root/tmp/home" "$root/tmp/todoku.deb"
	passed "Debian $(<"$root/etc/debian_version"): installed without a font, .todoku opens with it, practice test, window, removed"
}

# installed_files lists those of a system that a package could have left.
installed_files() { (cd "$1" && find usr/bin usr/share/applications usr/share/icons usr/share/metainfo -name '*odoku*' 2>/dev/null | sort) || true; }

# bundle_type ROOT asks a system there what a .todoku file is, and what opens it.
bundle_type() {
	echo nothing >"$1/tmp/move.todoku"
	chroot "$1" env -i PATH=/usr/bin:/bin HOME=/tmp LC_ALL=C.UTF-8 sh -c 'echo $(xdg-mime query filetype /tmp/move.todoku) $(xdg-mime query default application/x-todoku-bundle)'
	rm "$1/tmp/move.todoku"
}

knows_bundles() { [[ $(bundle_type "$1") == 'application/x-todoku-bundle jp.todoku.desktop.desktop' ]]; }

test_rpm() {
	local rpm
	rpm=$(the_one 'todoku-*.x86_64.rpm')
	rpm -qp --requires "$rpm" | grep '^libGL.so.1()(64bit)$' >/dev/null || fail 'rpm: requires'
	rpm -qpl "$rpm" | grep -x /usr/bin/todoku >/dev/null || fail 'rpm: files'
	# The names in it are absolute: whatever unpacks it must not go by them.
	mkdir -p "$work/rpm" "$work/bin"
	printf '#!/bin/sh\nexec %s --no-absolute-filenames "$@"\n' "$(command -v cpio)" >"$work/bin/cpio"
	chmod 755 "$work/bin/cpio"
	local PATH=$work/bin:$PATH
	(cd "$work/rpm" && rpm2cpio "$rpm" | cpio -id --quiet 2>/dev/null) || true
	[[ $("$work/rpm/usr/bin/todoku-cli" version) == todoku-cli* ]] || fail 'rpm: the program in it'
	rpmlint -c /dev/null "$rpm" >"$work/log" 2>&1 || true
	! grep -E ': E: ' "$work/log" | grep -vE 'statically-linked-binary|no-changelogname-tag|not-listed-as-documentation|no-signature' || fail rpmlint
	passed 'rpm: requires, files, rpmlint; it was installed on no system'
}

test_tarball() {
	local to="$work/a folder with spaces" home=$work/home
	mkdir -p "$to" "$home"
	tar -xzf "$(the_one '*-linux-x64.tar.gz')" -C "$to"
	HOME=$home "$to"/todoku-*/install.sh "$to/prefix" >/dev/null
	HOME=$home "$to/prefix/bin/todoku-cli" practice --run >"$work/log" || fail "tarball: $(tail -3 "$work/log")"
	HOME=$home "$to/prefix/bin/todoku" >"$work/log" 2>&1 &
	program=$!
	shows tarball
	stop
	grep -x '50:application/x-todoku-bundle:\*.todoku' "$to/prefix/share/mime/globs2" >/dev/null || fail 'tarball: .todoku is not known'
	"$to"/todoku-*/install.sh --remove "$to/prefix" >/dev/null
	[[ -z $(find "$to/prefix" -type f) ]] || fail "left: $(find "$to/prefix" -type f)"
	passed 'tarball: installed and started from a path with spaces, removed'
}

# ── Windows ──────────────────────────────────────────────────────────────────

wine_run() { packaging/wine/run.sh "$@" >"$work/log" 2>&1; }

# user_folder prints the profile of the user in the prefix.
user_folder() { (cd "$TODOKU_WINE/drive_c/users" && echo "$PWD/$(id -un)"); }

# state lists files and registry of Windows, for a comparison; of the settings
# without what says that a window is open.
state() {
	WINEPREFIX=$TODOKU_WINE wineserver -w # the registry is written when it ends
	(cd "$TODOKU_WINE/drive_c" && find . -type f ! -path '*/Temp/*' ! -path './windows/Installer/*' ! -name 'window.*' | grep -i todoku | sort)
	grep -ai todoku "$TODOKU_WINE"/{user,system}.reg | sed 's/^[^:]*://' | sort || true
}

# settings writes something of the user's, which nothing may take away.
settings() {
	mkdir -p "$(user_folder)/AppData/Roaming/todoku"
	echo 'version = 1' >"$(user_folder)/AppData/Roaming/todoku/settings.toml"
}

# starts NAME FOLDER runs the programs in it.
starts() {
	wine_run "$2/todoku-cli.exe" practice --run || fail "$1: practice: $(tail -3 "$work/log")"
	packaging/wine/run.sh "$2/todoku.exe" >"$work/log" 2>&1 &
	program=$!
	shows "windows-$1"
}

# value KEY [NAME] prints a string of the user's registry.
value() {
	local of=(/ve)
	[[ $# == 1 ]] || of=(/v "$2")
	wine_run reg query "HKCU\\$1" "${of[@]}" || true
	tr -d '\r' <"$work/log" | sed -n 's/^ .*REG_SZ *//p'
}

# opens NAME opens a bundle by what the registry says of it, as a double click
# does on Windows; wine's own looks at the registry of the machine alone.
opens() {
	local file=$work/move.todoku command
	[[ $(value 'Software\Classes\.todoku') == Todoku.Bundle ]] || fail "$1: .todoku is $(value 'Software\Classes\.todoku')"
	command=$(value 'Software\Classes\Todoku.Bundle\shell\open\command')
	[[ $command == '"'*'todoku.exe" "%1"' ]] || fail "$1: .todoku is opened by $command"
	echo nothing >"$file"
	command=${command#'"'}
	packaging/wine/run.sh "${command%%'"'*}" "$(windows_path "$file")" >"$work/log" 2>&1 &
	program=$!
	shows "windows-$1-bundle"
	stop
	WINEPREFIX=$TODOKU_WINE wineserver -k || true
}

# other_program FOLDER puts a todoku-cli.exe of version 0.0.1 there.
other_program() {
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build -trimpath -tags no_emoji -ldflags '-s -w -X todoku/version.Number=0.0.1 -X main.version=0.0.1' -o "$1/todoku-cli.exe" ./cmd/todoku-cli
}

# older_setup FILE makes the setup of an older version.
older_setup() {
	local in=$work/older-setup
	cp -r build/release-work/windows "$in" || fail 'setup: no build/release-work; run make release'
	other_program "$in"
	makensis -V1 -X"SetCompressor /FINAL zlib" -INPUTCHARSET UTF8 -DVERSION=0.0.1 -DNUMBERS=0.0.1.0 -DIN="$in" -DICON="$PWD/build/release-work/resources/todoku.ico" -DOUT="$1" packaging/release/windows/todoku.nsi
	rm -r "$in"
}

# is_version FILE VERSION asks a todoku-cli.exe.
is_version() { wine_run "$1" version && grep -F " $2" "$work/log" >/dev/null; }

test_setup() {
	local setup to before new
	setup=$(the_one '*-windows-x64-setup.exe')
	new=$(sed 's/.*todoku-\(.*\)-windows-x64-setup.exe/\1/' <<<"$setup")
	wine_run cmd /c exit
	settings
	before=$(state)
	to=$(user_folder)/AppData/Local/Programs/Todoku
	older_setup "$work/older-setup.exe"
	wine_run "$work/older-setup.exe" /S || fail "setup: $?"
	[[ -e $(user_folder)/AppData/Roaming/Microsoft/Windows/Start\ Menu/Programs/Todoku.lnk ]] || fail 'setup: no Start menu'
	is_version "$to/todoku-cli.exe" 0.0.1 || fail "setup: installed: $(<"$work/log")"
	starts setup "$to"
	wine_run "$setup" /S || fail 'setup: over an older, running copy'
	[[ -e $to/todoku.exe.1.old ]] || fail 'setup: the running copy was not moved aside'
	wine_run "$setup" /S || fail 'setup: over it, once more'
	is_version "$to/todoku-cli.exe" "$new" || fail "setup: after the upgrade: $(<"$work/log")"
	[[ $(value 'Software\Microsoft\Windows\CurrentVersion\Uninstall\Todoku' DisplayVersion) == "$new" ]] || fail 'setup: Windows lists another version'
	waits "$setup" "$to"
	echo damaged >"$to/todoku-cli.exe"
	wine_run "$setup" /S || fail 'setup: over itself'
	[[ -z $(compgen -G "$to/*.old") ]] || fail 'setup: an old copy is still there'
	is_version "$to/todoku-cli.exe" "$new" || fail 'setup: a repair leaves the damaged program'
	opens setup
	uninstall "$to"
	[[ $(state) == "$before" ]] || fail "setup: removal leaves: $(diff <(echo "$before") <(state))"
	passed 'setup: installed, practice test, window, over an older running copy, over itself, .todoku opens with it, removed without a trace but the settings'
}

# waits SETUP FOLDER has a setup and a removal wait for a program that ends: both
# the window and its watcher hold its file.
waits() {
	stop
	WINEPREFIX=$TODOKU_WINE wineserver -k || true
	packaging/wine/run.sh "$2/todoku.exe" >"$work/log" 2>&1 &
	program=$!
	shows windows-waits
	wine_run "$2/uninstall.exe" /S "_?=$(windows_path "$2")" && fail 'uninstall: beside a running copy'
	[[ -e $2/todoku.exe && -e $2/uninstall.exe ]] || fail 'uninstall: half of it is gone'
	packaging/wine/run.sh "$1" /S >"$work/log" 2>&1 &
	local waiting=$!
	stop
	WINEPREFIX=$TODOKU_WINE wine taskkill /f /im todoku.exe >/dev/null 2>&1 || true
	wait "$waiting" || fail 'setup: while the program ends'
	[[ -z $(compgen -G "$2/*.old") ]] || fail 'setup: it did not wait for the program to end'
}

# uninstall waits for the copy of itself that the uninstaller starts.
uninstall() {
	wine_run "$1/uninstall.exe" /S || fail "uninstall: $?"
	local i
	for ((i = 0; i < 100; i++)); do
		[[ -e $1 ]] || return 0
		sleep 0.2
	done
	fail "uninstall leaves: $(ls -A "$1")"
}

windows_path() { WINEPREFIX=$TODOKU_WINE winepath -w "$1" 2>/dev/null | tr -d '\r'; }

# older_msi FILE makes the MSI of an older version.
older_msi() {
	local folder=build/release-work/msi
	[[ -d $folder ]] || fail 'msi: no build/release-work; run make release'
	cp $folder/todoku-cli.exe "$work/todoku-cli.exe"
	other_program $folder
	VERSION=0.0.1 IN=$folder SOURCE_DATE_EPOCH=0 build/release-work/release fill packaging/release/windows/todoku.wxs $folder/older.wxs
	(cd $folder && wixl -a x64 -o "$1" older.wxs) && rm $folder/older.wxs
	mv "$work/todoku-cli.exe" $folder/todoku-cli.exe
}

# products prints the versions that Windows lists as installed.
products() {
	wine_run reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall' /s || true
	cat "$work/log" >"$work/products"
	wine_run reg query 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall' /s || true
	cat "$work/log" >>"$work/products"
	tr -d '\r' <"$work/products" | awk '$1 == "DisplayVersion" { print $3 }' | sort -u
}

test_msi() {
	local package to before
	package=$(the_one '*-windows-x64.msi')
	wine_run cmd /c exit
	settings
	before=$(state)
	older_msi "$work/older.msi"
	wine_run msiexec /i "$(windows_path "$work/older.msi")" /qn || fail "msi: $?"
	[[ $(products) == 0.0.1 ]] || fail "msi: installed: $(products)"
	wine_run msiexec /i "$(windows_path "$package")" /qn || fail "msi: over an older version: $?"
	[[ $(products | wc -l) == 1 && $(products) != 0.0.1 ]] || fail "msi: installed after the upgrade: $(products)"
	to=$(dirname "$(find "$TODOKU_WINE/drive_c" -name todoku-cli.exe | head -1)")
	[[ -e $to/todoku.exe ]] || fail 'msi: nothing was installed'
	is_version "$to/todoku-cli.exe" "$(sed 's/.*todoku-\(.*\)-windows-x64.msi/\1/' <<<"$package")" || fail "msi: after the upgrade: $(<"$work/log")"
	opens msi
	starts msi "$to"
	stop
	WINEPREFIX=$TODOKU_WINE wineserver -k || true
	wine_run msiexec /i "$(windows_path "$package")" /qn || fail "msi: over itself: $?"
	wine_run msiexec /x "$(windows_path "$package")" /qn || fail "msi: removal: $?"
	[[ ! -e $to/todoku.exe ]] || fail 'msi: removal leaves the program'
	[[ -e $(user_folder)/AppData/Roaming/todoku/settings.toml ]] || fail 'msi: removal takes the settings'
	diff <(echo "$before") <(state) >"$work/log" || printf 'release-test: not proven: msi: wine keeps %s\n' "$(grep -c '^>' "$work/log") lines of the registry or files: $(grep '^>' "$work/log" | head -3 | tr '\n' ' ')"
	passed 'msi: installed, over an older version, .todoku opens with it, practice test, window, over itself, removed, settings kept'
}

test_portable() {
	local to=$work/portable
	mkdir -p "$to"
	unzip -q "$(the_one '*-portable.zip')" -d "$to"
	starts portable "$to/Todoku"
	stop
	WINEPREFIX=$TODOKU_WINE wineserver -k || true
	[[ -d $to/Todoku/settings ]] || fail 'portable: the settings are not beside the program'
	[[ ! -e $(user_folder)/AppData/Roaming/todoku ]] || fail 'portable: it writes into the profile'
	passed 'portable: settings beside the program'
}

# Text in a pipe is UTF-8: with code page 65001, as docs/manual.md says, what
# reads it there sees it.
test_console() {
	local cli=$PWD/build/release-work/windows/todoku-cli.exe
	wine_run cmd /c "chcp 65001 >nul & $(windows_path "$cli") providers --lang ja gmail > $(windows_path "$work")\\piped.txt" || fail "console: $(tail -3 "$work/log")"
	grep '未確認' "$work/piped.txt" >/dev/null || fail "console: $(head -3 "$work/piped.txt")"
	passed 'console: what is piped is UTF-8'
	echo 'release-test: not proven: console: more and PowerShell 5, which wine has not'
}

# ── signatures, macOS ────────────────────────────────────────────────────────

# Keys for nothing but this test.
test_signing() {
	local keys=$work/keys
	mkdir -m 700 "$keys" "$keys/gpg"
	echo secret >"$keys/password"
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Todoku test' -addext extendedKeyUsage=codeSigning -keyout "$keys/key.pem" -out "$keys/certificate.pem" 2>/dev/null
	openssl pkcs12 -export -inkey "$keys/key.pem" -in "$keys/certificate.pem" -passout file:"$keys/password" -out "$keys/sign.pfx"
	GNUPGHOME=$keys/gpg gpg --batch --quiet --passphrase '' --quick-generate-key 'Todoku test' ed25519 sign 2>/dev/null
	rm -rf "$work/unsigned" && cp -r "$out" "$work/unsigned"
	SIGN_PFX=$keys/sign.pfx SIGN_PASSWORD_FILE=$keys/password SIGN_GPG='Todoku test' GNUPGHOME=$keys/gpg packaging/release.sh windows >"$work/log" || fail "signing: $(tail -3 "$work/log")"
	local file
	for file in "$out"/*-setup.exe "$out"/*.msi build/release-work/windows/*.exe; do
		osslsigncode verify -CAfile "$keys/certificate.pem" "$file" >"$work/log" 2>&1 || fail "signature of $file: $(tail -3 "$work/log")"
	done
	GNUPGHOME=$keys/gpg gpg --quiet --verify "$out/SHA256SUMS.asc" "$out/SHA256SUMS" 2>"$work/log" || fail "SHA256SUMS.asc: $(<"$work/log")"
	GNUPGHOME=$keys/gpg gpgconf --kill all
	rm -rf "$out" && mv "$work/unsigned" "$out"
	passed 'signing: setup, .msi, programs and SHA256SUMS, with keys for this test alone'
}

test_macos() {
	local name
	for name in arm64 x64; do
		tar -xzf "$(the_one "todoku-cli-*-macos-$name.tar.gz")" -C "$work"
		file "$work"/todoku-cli-*-macos-$name/todoku-cli | grep Mach-O >/dev/null || fail "macOS $name: not a program for it"
	done
	# The window itself is compiled on a Mac; the bundle is laid out around these.
	cp "$work"/todoku-cli-*-macos-arm64/todoku-cli "$work/todoku-arm64"
	cp "$work"/todoku-cli-*-macos-x64/todoku-cli "$work/todoku-amd64"
	cp build/release-work/{release,licences.txt} "$work/"
	VERSION=1.2.3 SITE=https://example.com packaging/release/macos/bundle.sh --layout "$work" unused.dmg
	file "$work/Todoku.app/Contents/MacOS/todoku" | grep 'universal binary with 2 architectures' >/dev/null || fail 'macOS: the program in the bundle is not for both kinds of Mac'
	file "$work/Todoku.app/Contents/Resources/todoku.icns" | grep 'Mac OS X icon' >/dev/null || fail 'macOS: the icon'
	echo 'release-test: not proven: nothing for macOS has run; what .app and .dmg need of a Mac is the compiler, signatures and hdiutil'
	passed 'macOS: todoku-cli is a program for it, the bundle around it'
}

test_workflow() {
	local actionlint=github.com/rhysd/actionlint/cmd/actionlint@v1.7.7
	go run "$actionlint" .github/workflows/*.yml || fail 'the workflow'
	! sed 's/needs: \[debian, mac\]/needs: [debian, none]/' .github/workflows/release.yml | go run "$actionlint" - >/dev/null || fail 'actionlint sees nothing'
	passed 'workflow: actionlint; it has not run'
}

[[ $# -gt 0 ]] || set -- twice slim sizes debian chroot rpm tarball setup msi portable console signing macos workflow
for one in "$@"; do
	finish_wine
	rm -rf "$TODOKU_WINE"
	"test_$one"
done
(cd "$out" && sha256sum --quiet -c SHA256SUMS) && passed 'SHA256SUMS'
