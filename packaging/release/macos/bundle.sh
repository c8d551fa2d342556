#!/bin/bash
# Puts Todoku.app together from the programs for both kinds of Mac, signs and
# notarises it where there are means to, and packs the .dmg. Runs on a Mac; the
# layout alone (first argument --layout) anywhere.
#
# usage: bundle.sh [--layout] WORK DMG      WORK holds todoku-arm64, todoku-amd64, licences.txt and the program "release"
#
# MAC_IDENTITY            a "Developer ID Application" in the keychain; without it the app is signed for this Mac alone
# MAC_NOTARY_PROFILE      what "xcrun notarytool store-credentials" has stored; without it nothing is notarised
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
layout=''
[[ $1 != --layout ]] || { layout=1 && shift; }
readonly work=$1 dmg=$2 app=$1/Todoku.app

rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"/{ja,en}.lproj
"$work/release" universal "$app/Contents/MacOS/todoku" "$work/todoku-arm64" "$work/todoku-amd64"
"$work/release" icns "$app/Contents/Resources/todoku.icns" "$here/../../../assets/icon.png"
"$work/release" fill "$here/Info.plist" "$app/Contents/Info.plist"
printf 'APPL????' >"$app/Contents/PkgInfo"
cp "$work/licences.txt" "$app/Contents/Resources/"
printf '"CFBundleDisplayName" = "Todoku（届く）";\n' >"$app/Contents/Resources/ja.lproj/InfoPlist.strings"
printf '"CFBundleDisplayName" = "Todoku";\n' >"$app/Contents/Resources/en.lproj/InfoPlist.strings"
[[ -z $layout ]] || exit 0

# The hardened runtime is what Apple asks for before it notarises; Todoku needs
# no exception from it. A timestamp needs an identity.
timestamp=()
[[ -z ${MAC_IDENTITY:-} ]] || timestamp=(--timestamp)
codesign --force --options runtime "${timestamp[@]+"${timestamp[@]}"}" --sign "${MAC_IDENTITY:--}" "$app"
codesign --verify --strict --verbose=2 "$app"

image=$work/image
mkdir -p "$image"
cp -R "$app" "$image/"
ln -s /Applications "$image/Applications"
hdiutil create -quiet -volname Todoku -srcfolder "$image" -format UDZO -ov "$dmg"
[[ -z ${MAC_IDENTITY:-} ]] || codesign --sign "$MAC_IDENTITY" --timestamp "$dmg"
[[ -z ${MAC_NOTARY_PROFILE:-} ]] || {
	xcrun notarytool submit "$dmg" --keychain-profile "$MAC_NOTARY_PROFILE" --wait
	xcrun stapler staple "$dmg"
}
