#!/bin/sh
# Installs awsume on Linux or macOS, for you alone and without root: `sh install.sh --help`.
#
# A release has a copy of this script with its own version, address and SHA-256 sums in the three lines below. Nothing
# is unpacked before its sum was checked, nothing replaces a file that this script has not put there, and no start-up
# file is changed. It is plain POSIX sh, and reads itself to the end before it does anything.

version=''
source=''
sums=''

set -eu

main() {
  # Whatever the caller's is: nobody else may write what is run, and who may run it may read it.
  umask 022
  action=install home=${HOME:-} prefix=${HOME:-}/.local offline='' given='' stage='' folders=''
  read_options "$@"
  find_prefix
  trap 'tidy' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  case $action in
    install) install_awsume ;;
    uninstall) uninstall_awsume ;;
  esac
}

usage() {
  cat <<'END'
Usage: sh install.sh [OPTION]...

Installs awsume into ~/.local: bin/awsume, share/man/man1/awsume.1 and share/awsume.

  --prefix DIR     install below another folder
  --offline FILE   take the archive from here, and download nothing
  --sha256 HEX     what the SHA-256 of that archive has to be (else its line in the SHA256SUMS beside it)
  --from URL       download from another place that has the files of this release
  --uninstall      remove what was installed below the prefix, and nothing else
  --help           print this
END
}

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --uninstall) action=uninstall ;;
      -h | --help) usage && exit 0 ;;
      --prefix | --offline | --sha256 | --from)
        [ -n "${2-}" ] || fail 2 "Cannot use $1 without a value" "See sh install.sh --help"
        set_option "$1" "$2"
        shift
        ;;
      --*=?*) set_option "${1%%=*}" "${1#*=}" ;;
      *) unknown_option "$1" ;;
    esac
    shift
  done
}

set_option() {
  case $1 in
    --prefix) prefix=$2 ;;
    --offline) offline=$2 ;;
    --sha256) given=$(printf %s "$2" | tr ABCDEF abcdef) ;;
    --from) source=${2%/} ;;
    *) unknown_option "$1" ;;
  esac
}

unknown_option() {
  fail 2 "Unknown option $1" "See sh install.sh --help"
}

# A whole path, which the lines for start-up files and the manifest can hold.
find_prefix() {
  case $prefix in
    /.local) fail 2 "Cannot tell where to install: HOME is not set" "Name a folder: --prefix DIR" ;;
    /*) ;;
    *) prefix=$(pwd)/$prefix ;;
  esac
  while [ "$prefix" != "${prefix%/}" ]; do prefix=${prefix%/}; done
  case $prefix in
    *["'\"\\\$\`"]* | *'
'*) fail 2 "Cannot install into $prefix: there are quotes, \$ or \\ in it" "Choose another folder: --prefix DIR" ;;
  esac
  share=$prefix/share/awsume manifest=$prefix/share/awsume/manifest
}

install_awsume() {
  find_target
  look_around
  make_stage
  fetch
  check
  unpack
  put
  say_next
}

# linux-x64 and so on, as the archives are called.
find_target() {
  os=$(uname -s) machine=$(uname -m)
  case $os in
    Linux) os=linux && refuse_musl ;;
    Darwin)
      os=macos
      # A shell that runs translated sees an Intel machine.
      if [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || :)" = 1 ]; then machine=arm64; fi
      ;;
    MINGW* | MSYS* | CYGWIN*) fail 1 "Cannot install on Windows with this script" "Run install.ps1 in PowerShell" ;;
    *) fail 1 "There is no awsume for $os" "See which systems there are in the README" ;;
  esac
  case $machine in
    x86_64 | amd64) target=$os-x64 ;;
    aarch64 | arm64) target=$os-arm64 ;;
    *) fail 1 "There is no awsume for $os on $machine" "See which systems there are in the README" ;;
  esac
}

# The runtime in the executable needs glibc. Where both libraries are, the one of the system's own programs counts.
refuse_musl() {
  case $(ldd --version 2>&1 || :) in
    *musl*) refuse_libc ;;
  esac
  getconf GNU_LIBC_VERSION >/dev/null 2>&1 && return 0
  for loader in /lib/ld-linux-*.so.* /lib64/ld-linux-*.so.*; do
    [ ! -e "$loader" ] || return 0
  done
  for loader in /lib/ld-musl-*.so.1; do
    [ ! -e "$loader" ] || refuse_libc
  done
}

refuse_libc() {
  fail 1 "Cannot install here: this system uses musl, and awsume needs glibc (2.27 or later)" \
    "Use a system or a container with glibc: Debian, Ubuntu, Fedora, not Alpine"
}

# What is in the way is found before anything is made.
look_around() {
  if [ -e "$prefix" ] && [ ! -d "$prefix" ]; then
    fail 1 "Cannot install into $prefix: it is a file" "Choose another folder: --prefix DIR"
  fi
  if [ -e "$share" ] && [ ! -f "$manifest" ]; then
    fail 1 "Cannot install: $share is there, and not from this script" "Move it away, or choose another --prefix"
  fi
  for file in bin/awsume share/man/man1/awsume.1; do
    if [ -d "$prefix/$file" ] && [ ! -h "$prefix/$file" ]; then
      fail 1 "Cannot install: $prefix/$file is a folder" "Move it away, or choose another --prefix"
    fi
    { [ -e "$prefix/$file" ] || [ -h "$prefix/$file" ]; } || continue
    if ! is_ours "file $file"; then
      fail 1 "Cannot install: $prefix/$file is there, and not from this script" \
        "Remove it (pip uninstall awsume, if it is the Python tool), or choose another --prefix"
    fi
  done
}

is_ours() {
  [ -f "$manifest" ] && grep -Fqx "$1" "$manifest"
}

# All is prepared on the same disk as the target, so that it can be moved into place at once.
make_stage() {
  make_folder ''
  stage=$(mktemp -d "$prefix/.awsume-install.XXXXXX" 2>/dev/null) || stage=''
  [ -n "$stage" ] || fail_to_write "$prefix"
  archive=$stage/archive
}

# Makes a folder below the prefix, with those above it, and remembers which were missing.
make_folder() {
  [ ! -d "$prefix/$1" ] || return 0
  if [ -n "$1" ]; then
    case $1 in
      */*) make_folder "${1%/*}" ;;
    esac
    mkdir "$prefix/$1" 2>/dev/null || fail_to_write "$prefix/$1"
  else
    mkdir -p "$prefix" 2>/dev/null || fail_to_write "$prefix"
  fi
  folders="folder $1
$folders"
}

fail_to_write() {
  fail 1 "Cannot write to $1" "Choose a folder that you may write to: --prefix DIR"
}

fetch() {
  if [ -n "$offline" ]; then
    [ -f "$offline" ] || fail 1 "Cannot find the archive $offline" "Give the file that you downloaded"
    cp "$offline" "$archive" 2>/dev/null || fail 1 "Cannot copy $offline to $prefix" "Look whether there is space"
    return
  fi
  name=awsume-$version-$target.tar.gz
  if [ -z "$version" ] || [ -z "$(pinned)" ]; then
    fail 1 "Cannot download: this install.sh knows no sums" \
      "Take the install.sh from the page of a release, or give the archive: --offline FILE"
  fi
  [ -n "$source" ] || fail 1 "Cannot download: this install.sh knows no address" "Give one: --from URL"
  say "Downloading $source/$name"
  download "$source/$name" || fail 1 "Cannot download $source/$name" \
    "Look at the network and HTTPS_PROXY, or download it elsewhere: --offline FILE"
}

download() {
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL -o "$archive" "$1"
  elif command -v wget >/dev/null 2>&1; then
    wget -q -O "$archive" "$1"
  else
    fail 1 "Cannot download: there is neither curl nor wget" "Download it elsewhere: --offline FILE"
  fi
}

# The sum of this target's archive, which the script itself knows.
pinned() {
  printf '%s\n' "$sums" | sed -n "s/^\([0-9a-f]*\)  awsume-[^ ]*-$target\.tar\.gz\$/\1/p"
}

check() {
  wanted=$(pinned)
  case $offline in
    */*) beside=${offline%/*}/SHA256SUMS ;;
    *) beside=SHA256SUMS ;;
  esac
  if [ -z "$wanted$given" ] && [ -f "$beside" ]; then given=$(sum_beside); fi
  if [ -z "$wanted$given" ]; then
    fail 1 "Cannot check $offline: its SHA-256 is not known" \
      "Put SHA256SUMS of the release beside it, or give the sum: --sha256 HEX"
  fi
  found=$(sum_of "$archive")
  for each in $wanted $given; do
    [ "$each" = "$found" ] || fail 1 "Cannot trust ${offline:-the download}: its SHA-256 is $found, not $each" \
      "Download it again, from the page of the release"
  done
}

sum_beside() {
  sed -n "s/^\([0-9a-f]*\) [ *]${offline##*/}\$/\1/p" "$beside"
}

sum_of() {
  if command -v sha256sum >/dev/null 2>&1; then
    set -- "$(sha256sum <"$1")"
  elif command -v shasum >/dev/null 2>&1; then
    set -- "$(shasum -a 256 <"$1")"
  elif command -v openssl >/dev/null 2>&1; then
    set -- "$(openssl dgst -r -sha256 <"$1")"
  else
    fail 1 "Cannot check the archive: there is no sha256sum, shasum or openssl" "Install one of them"
  fi
  printf '%s\n' "${1%%[ *]*}"
}

# The archive is what it should be; here is seen that it is for this computer, too.
unpack() {
  top=$(tar -tzf "$archive" 2>/dev/null | sed -n '1s,/.*,,p')
  case $top in
    awsume-*-"$target") ;;
    awsume-*-*) fail 1 "Cannot install $top: this is $target" "Download the archive for $target" ;;
    *) fail 1 "Cannot read the archive" "Download it again, from the page of the release" ;;
  esac
  (cd "$stage" && tar -xzof archive) || fail 1 "Cannot unpack the archive" "Look whether there is space in $prefix"
  new=$stage/$top
  "$new/awsume" --version >/dev/null 2>&1 || fail 1 "Cannot run this awsume here" \
    "See which systems there are in the README; a file system mounted noexec does not serve either"
}

# First all but the program, then the program, each moved at once; then goes what an older version had more.
put() {
  chmod 755 "$new/awsume" "$new/install.sh"
  mkdir "$stage/share"
  for name in README.md LICENSE CHANGELOG.md THIRD_PARTY_NOTICES.txt awsume.cdx.json install.sh docs completions; do
    [ ! -e "$new/$name" ] || mv "$new/$name" "$stage/share/$name"
  done
  make_folder bin
  make_folder share/man/man1
  write_manifest >"$stage/share/manifest"
  # A key pressed here must not leave half of it.
  trap '' HUP INT TERM
  if [ -d "$share" ]; then mv "$share" "$stage/old" 2>/dev/null || fail_to_write "$share"; fi
  mv "$stage/share" "$share" 2>/dev/null || put_back
  move "$new/man/awsume.1" share/man/man1/awsume.1
  move "$new/awsume" bin/awsume
  folders=''
}

put_back() {
  [ ! -d "$stage/old" ] || mv "$stage/old" "$share"
  fail_to_write "$share"
}

move() {
  mv -f "$1" "$prefix/$2" 2>/dev/null || fail_to_write "$prefix/$2"
}

# Which folders were made for awsume, the inner ones first, and which files.
write_manifest() {
  printf %s "$folders"
  if [ -f "$manifest" ]; then grep '^folder' "$manifest" || :; fi
  echo "file bin/awsume"
  echo "file share/man/man1/awsume.1"
  (cd "$stage/share" && find . -type f ! -name manifest) | sed 's,^\./,file share/awsume/,' | sort
}

uninstall_awsume() {
  [ -f "$manifest" ] || fail 1 "There is nothing of awsume below $prefix" "Name the folder it is in: --prefix DIR"
  [ -w "$share" ] || fail_to_write "$share"
  grep -v -e '\.\./' -e '/\.\.$' "$manifest" | sed -n 's/^file //p' | while read -r file; do rm -f "$prefix/$file"; done
  made=$(sed -n 's/^folder //p' "$manifest")
  was_made=$(grep -cx 'folder ' "$manifest" || :)
  rm -f "$manifest"
  rmdir "$share/docs" "$share/completions" "$share" 2>/dev/null || :
  # A folder in which there is something else stays.
  printf '%s\n' "$made" | while read -r folder; do
    case $folder in
      '' | *..*) ;;
      *) rmdir "$prefix/$folder" 2>/dev/null || : ;;
    esac
  done
  [ "$was_made" = 0 ] || rmdir "$prefix" 2>/dev/null || :
  say "awsume is removed from $prefix. Its settings and its cache are still in ~/.awsume, and the line that loads it"
  say "in your start-up file: take them out yourself."
}

say_next() {
  program=$prefix/bin/awsume
  say "awsume ${top#awsume-} is in $prefix"
  case ":${PATH-}:" in
    *:"$prefix/bin":*) ;;
    *) say "(That folder's bin is not in your PATH. The line below does without it; scripts may want it there.)" ;;
  esac
  case $program in
    *[!A-Za-z0-9_./:-]*) program="'$program'" ;;
  esac
  shell=${SHELL:-}
  say_line "${shell##*/}"
}

# The one line to add, for the shell that people log in with.
say_line() {
  # shellcheck disable=SC2016 # a variable of nushell's
  autoload='$nu.data-dir | path join vendor/autoload'
  case $1 in
    zsh) line_for "$home/.zshrc" "eval \"\$($program init zsh)\"" ;;
    fish) line_for "$home/.config/fish/config.fish" "$program init fish | source" ;;
    ksh | ksh93) line_for "$home/.kshrc" "eval \"\$($program init ksh)\"" ;;
    mksh) line_for "$home/.mkshrc" "eval \"\$($program init ksh)\"" ;;
    dash | ash | sh) line_for "$home/.profile" "eval \"\$($program init dash)\"" ;;
    elvish) line_for "$home/.config/elvish/rc.elv" "eval ($program init elvish | slurp)" ;;
    tcsh | csh) line_for "$(csh_file)" "eval \"\`$program init tcsh\`\"" ;;
    nu)
      line_for "config.nu" \
        "mkdir ($autoload); ^$program init nushell | save -f ($autoload/awsume.nu)"
      ;;
    xonsh) line_for "$home/.xonshrc" "execx(\$($program init xonsh))" ;;
    pwsh) line_for "the file \$PROFILE" "Invoke-Expression ((& $program init powershell) -join \"\`n\")" ;;
    *) line_for "$(bash_file)" "eval \"\$($program init bash)\"" ;;
  esac
}

# The terminals of macOS start login shells, which do not read ~/.bashrc.
bash_file() {
  if [ "$os" = macos ]; then echo "$home/.bash_profile"; else echo "$home/.bashrc"; fi
}

# tcsh reads ~/.cshrc where ~/.tcshrc is not there: to make that would hide it.
csh_file() {
  if [ -e "$home/.tcshrc" ] || [ ! -e "$home/.cshrc" ]; then echo "$home/.tcshrc"; else echo "$home/.cshrc"; fi
}

line_for() {
  say "Add this line to $1, and open a new shell:"
  say "$2"
}

say() {
  printf '%s\n' "$1"
}

# The status, what cannot be done, and the next step.
fail() {
  printf 'install.sh: %s\n            %s\n' "$2" "$3" >&2
  exit "$1"
}

# Also takes back the folders of an installation that came to nothing.
tidy() {
  [ -z "$stage" ] || rm -rf "$stage"
  printf %s "$folders" | while read -r _ folder; do rmdir "$prefix/$folder" 2>/dev/null || :; done
}

main "$@"
