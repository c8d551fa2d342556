#!/bin/bash
# Installs what Debian packages are missing, and says which and why.
#
# usage: packaging/setup.sh GROUP...     (build window keyring lab mailers schedule monitoring bench
#        windows software-gl wine release all)
#
# Nothing is asked and nothing else is changed: mail servers that come along
# are neither started nor enabled. Where another mail server is installed,
# Postfix would replace it; TODOKU_ALLOW_POSTFIX=1 allows that.
set -euo pipefail

readonly groups='build window keyring lab mailers schedule monitoring bench windows software-gl wine release'
declare -Ar why=(
	[build]='to compile the window'
	[window]='to test the window on a display of its own'
	[keyring]='to test against a real keyring'
	[lab]='to test against real mail servers, which are neither started nor enabled'
	[mailers]='to see what the mail libraries of products do'
	[schedule]='to have systemd judge the timer of the watch'
	[monitoring]='to have monitoring systems read what todoku-cli prints, none of which is started with the machine'
	[bench]='to compare with other programs'
	[windows]='to compile the window for Windows'
	[software-gl]='to build the OpenGL that Todoku brings to Windows'
	[wine]='to run the tests as on Windows'
	[release]='to make the packages and to try them'
)
declare -Ar packages=(
	[build]='ca-certificates gcc libc6-dev pkg-config libgl-dev libegl-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev'
	[window]='xvfb xdotool imagemagick x11-utils libgl1-mesa-dri dbus-daemon procps'
	[keyring]='gnome-keyring libsecret-tools dbus-daemon'
	[lab]='postfix dovecot-core dovecot-imapd dovecot-pop3d sasl2-bin libsasl2-modules'
	[mailers]='php-cli php-intl php-mbstring libphp-phpmailer php-symfony-mailer php-symfony-dotenv php-vlucas-phpdotenv ruby ruby-mail python3-django nodejs node-nodemailer'
	[schedule]='systemd'
	[monitoring]='prometheus prometheus-node-exporter nagios4-core monitoring-plugins-basic python3-prometheus-client libplist-utils'
	[bench]='curl swaks libnet-ssleay-perl'
	[windows]='gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix binutils-mingw-w64-x86-64'
	[software-gl]='gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix binutils-mingw-w64-x86-64 meson ninja-build bison flex python3-mako dpkg-dev patch'
	[wine]='wine wine64 gcc-mingw-w64-x86-64-posix'
	[release]='gcc-mingw-w64-x86-64-posix cpio file openssl nsis wixl msitools librsvg2-bin imagemagick osslsigncode gpg lintian rpm rpmlint appstream desktop-file-utils debootstrap wine wine64 unzip'
)

die() {
	printf 'setup: %s\n' "$@" >&2
	exit 1
}

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# missing GROUP names its packages that are not installed.
missing() {
	local package
	for package in ${packages[$1]}; do
		installed "$package" || echo "$package"
	done
}

# other_mail_server names an installed package that Postfix would replace.
other_mail_server() {
	dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
		awk '$1 == "installed" && $2 != "postfix" && /mail-transport-agent/ { print $2; exit }'
}

allow_postfix() {
	local other
	other=$(other_mail_server)
	[[ -z $other || -n ${TODOKU_ALLOW_POSTFIX:-} || ${CI:-} == true ]] && return
	die "the tests need Postfix, and installing it would remove $other from this machine." \
		'Where that is all right: TODOKU_ALLOW_POSTFIX=1 make test'
}

# quietly COMMAND... runs it while no service may be started.
readonly policy=/usr/sbin/policy-rc.d
quietly() (
	trap '$root rm -f $policy; [[ ! -e $policy.todoku ]] || $root mv $policy.todoku $policy' EXIT
	[[ ! -e $policy ]] || $root mv "$policy" "$policy.todoku"
	printf '#!/bin/sh\nexit 101\n' | $root tee "$policy" >/dev/null
	$root chmod 755 "$policy"
	"$@"
)

install() {
	$root env DEBIAN_FRONTEND=noninteractive apt-get update -q
	$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" </dev/null
}

# disable keeps what has just been installed from starting with the machine.
disable() {
	command -v systemctl >/dev/null || return 0
	local unit
	for unit in postfix.service dovecot.service dovecot.socket saslauthd.service prometheus.service prometheus-node-exporter.service nagios4.service; do
		$root systemctl disable "$unit" 2>/dev/null || true
	done
}

[[ $# -gt 0 ]] || die "usage: packaging/setup.sh GROUP... ($groups all)"
[[ $* == all ]] && set -- $groups
command -v go >/dev/null || die 'Go is missing: https://go.dev/dl/ (1.26 or newer)'
command -v apt-get >/dev/null || {
	for group in "$@"; do printf 'setup: not Debian; %s you need what Debian calls: %s\n' "${why[$group]}" "${packages[$group]}"; done
	exit 0
}

wanted=()
for group in "$@"; do
	[[ -n ${packages[$group]:-} ]] || die "there is no group $group ($groups all)"
	mapfile -t lacking < <(missing "$group")
	((${#lacking[@]})) || continue
	printf 'setup: installing, %s: %s\n' "${why[$group]}" "${lacking[*]}"
	wanted+=("${lacking[@]}")
done
((${#wanted[@]})) || exit 0

root=''
if [[ $EUID -ne 0 ]]; then
	command -v sudo >/dev/null || die 'this needs root; as root run:' "  apt-get update && apt-get install --no-install-recommends ${wanted[*]}"
	root='sudo'
fi
readonly root
[[ " ${wanted[*]} " != *' postfix '* ]] || {
	allow_postfix
	# Without a configuration of its own, Debian's Postfix never starts.
	installed postfix || echo 'postfix postfix/main_mailer_type select No configuration' | $root debconf-set-selections
}
quietly install "${wanted[@]}"
[[ " ${wanted[*]} " != *' postfix '* && " ${wanted[*]} " != *' dovecot-core '* && " ${wanted[*]} " != *' sasl2-bin '* ]] || disable
