#!/bin/bash
# Builds an OpenGL for Windows that needs no graphics card, Mesa's softpipe,
# from Debian's source with Debian's mingw-w64, and puts it into
# build/software-gl: opengl32.dll, libgallium_wgl.dll and Mesa's licence.
#
# usage: packaging/software-gl.sh [twice]
#
# It takes some 15 minutes of CPU once; what was built is kept in the cache
# folder, under a hash of all that it is made of. With twice, it is built two
# times over in different folders, whatever is kept, and the bytes have to be
# the same; then they are kept.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly version=22.3.6-1+deb12u2
readonly sums='
737cb8e5d380ce1a0ad01fb8b74db7f27303435c353e753d2302e8cf3927bad2  mesa_22.3.6.orig.tar.gz
a6045acd53bc400eafcf8b2aba94df5728378df27b6e61154784b00eaec2ec1e  mesa_22.3.6-1+deb12u2.diff.gz
'
readonly options='
	-Dplatforms=windows -Dgallium-drivers=swrast -Dvulkan-drivers= -Dllvm=disabled -Dopengl=true -Dshared-glapi=disabled
	-Dgles1=disabled -Dgles2=disabled -Degl=disabled -Dglx=disabled -Dosmesa=false -Dshader-cache=disabled -Dzlib=disabled
	-Dzstd=disabled -Dbuild-tests=false -Dmin-windows-version=7'
# The linker strips: strip itself would write the time of day into the file.
readonly linking='-static -s -Wl,--no-insert-timestamp'
readonly files='src/gallium/targets/wgl/libgallium_wgl.dll src/gallium/targets/libgl-gdi/opengl32.dll'

# What is linked statically, so that no DLL of the compiler is needed.
readonly compiler=x86_64-w64-mingw32
cross_file() {
	cat <<-END
		[binaries]
		c = '$compiler-gcc-posix'
		cpp = '$compiler-g++-posix'
		ar = '$compiler-gcc-ar-posix'
		strip = '$compiler-strip'
		windres = '$compiler-windres'
		dlltool = '$compiler-dlltool'

		[host_machine]
		system = 'windows'
		cpu_family = 'x86_64'
		cpu = 'x86_64'
		endian = 'little'
	END
}

# key hashes what the bytes depend on.
key() {
	{
		echo "$version" "$sums" "$options" "$linking"
		cross_file
		declare -f licences
		dpkg-query -W -f '${Package} ${Version}\n' gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix binutils-mingw-w64-x86-64 mingw-w64-x86-64-dev
	} | sha256sum | cut -c1-16
}

# source_to FOLDER gets Debian's source there, without touching the machine's
# own list of sources.
source_to() (
	mkdir -p "$1/lists/partial" && cd "$1"
	echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${DEBIAN_MIRROR:-http://deb.debian.org/debian} bookworm main" >bookworm.list
	apt_here() { apt-get -q -o Dir::Etc::sourcelist="$PWD/bookworm.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$PWD/lists" -o APT::Sandbox::User="$(id -un)" "$@"; }
	apt_here update >&2
	apt_here source --download-only "mesa=$version" >&2
	sha256sum --check --quiet <<<"$(sed '/^$/d' <<<"$sums")"
)

# unpack FOLDER makes FOLDER/mesa of it.
unpack() {
	mkdir "$1/mesa"
	tar xf "$1"/mesa_*.orig.tar.* --strip-components=1 -C "$1/mesa"
	zcat "$1"/mesa_*.diff.gz | patch -d "$1/mesa" -p1 -s
}

# build_in FOLDER builds what lies there as mesa, into FOLDER/out. Meson takes
# the first python3, and that has to be Debian's, which has mako.
build_in() {
	cross_file >"$1/cross"
	local settings
	read -ra settings <<<"$(tr '\n' ' ' <<<"$options")"
	(
		export PATH=/usr/bin:$PATH PYTHONHASHSEED=0 LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1 # whatever the machine has
		cd "$1"
		meson setup build mesa --cross-file cross --buildtype=release -Doptimization=2 -Db_ndebug=true \
			-Dc_args="-ffile-prefix-map=$1=." -Dcpp_args="-ffile-prefix-map=$1=." -Dc_link_args="$linking" -Dcpp_link_args="$linking" \
			"${settings[@]}" >meson.log
		ninja -C build -j "$(nproc)" $files >ninja.log
	) || { tail -20 "$1"/*.log >&2 && return 1; }
	mkdir "$1/out"
	local file
	for file in $files; do
		cp "$1/build/$file" "$1/out/"
	done
	licences "$1/mesa" >"$1/out/LICENSE-Mesa.txt"
}

# licences SOURCE prints Mesa's licence, and those of what it has inside.
licences() {
	cat "$1/docs/license.rst"
	local file
	for file in src/c11/impl/threads_win32.c src/util/xxhash.h include/GL/glext.h; do
		printf '\n\n%s\n\n' "$file"
		sed '/\*\//q' "$1/$file"
	done
}

# make_in FOLDER builds it from the source.
make_in() {
	source_to "$1"
	unpack "$1"
	build_in "$1"
}

# only_system FOLDER refuses DLLs that need others than Windows has.
only_system() {
	local needs
	needs=$("$compiler-objdump" -p "$1"/*.dll | sed -n 's/.*DLL Name: //p' | sort -fu | grep -vixE 'advapi32\.dll|gdi32\.dll|kernel32\.dll|msvcrt\.dll|user32\.dll|libgallium_wgl\.dll|ole32\.dll|shell32\.dll|ws2_32\.dll|version\.dll|api-ms-win-.*' || true)
	[[ -z $needs ]] || {
		printf 'software-gl: they need what Windows does not bring: %s\n' "$needs" >&2
		return 1
	}
}

show() { (cd "$1" && sha256sum -- *.dll && stat -c '%n %s bytes' -- *.dll); }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kept=${XDG_CACHE_HOME:-$HOME/.cache}/todoku/software-gl/$(key)

# keep FOLDER refuses what does not run on Windows alone, and keeps the rest.
keep() {
	only_system "$1"
	mkdir -p "$(dirname "$kept")"
	rm -rf "$kept"
	mv "$1" "$kept"
}

if [[ ${1:-} == twice ]]; then
	for round in first the-second-one; do
		mkdir "$work/$round"
		make_in "$work/$round"
		rm -rf "$work/$round"/{build,mesa}
	done
	diff -r "$work/first/out" "$work/the-second-one/out"
	keep "$work/first/out"
	echo 'software-gl: built twice, the same bytes'
fi

[[ -e $kept/opengl32.dll ]] || {
	echo 'software-gl: building Mesa for Windows, some 15 minutes of CPU, once'
	make_in "$work"
	keep "$work/out"
}
rm -rf build/software-gl
mkdir -p build
cp -r "$kept" build/software-gl
show build/software-gl
