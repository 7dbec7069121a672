#!/bin/sh
# Sees to it that what the build needs is there, and with the word "tests" what the tests need besides.
# Says what it is about to do before it does it. Says and does nothing when all is there.
set -eu

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# Swift ----------------------------------------------------------------------------------------------------------------

check_swift() {
  how='Install it from https://www.swift.org/install and see that "swift --version" answers, then try again.'
  has swift || fail 'ttlscope is built with Swift 6.2 or newer, and there is no swift on the PATH.' "$how"
  # On macOS there is always a swift, which may only offer to install itself.
  version=$(swift --version 2>/dev/null </dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  [ -n "$version" ] || fail 'ttlscope is built with Swift 6.2 or newer, and "swift --version" does not work here.' "$how"
  major=${version% *}
  minor=${version#* }
  if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
    fail "ttlscope is built with Swift 6.2 or newer, and this is Swift $major.$minor." "$how"
  fi
}

# What is missing ------------------------------------------------------------------------------------------------------

# library HEADER NAME...: whether a C program can include the header and be linked with the libraries.
library() {
  header=$1
  shift
  directory=$(mktemp -d)
  printf '#include <stdio.h>\n#include <%s>\nint main(void) { return 0; }\n' "$header" >"$directory/probe.c"
  found=1
  for compiler in "${CC:-cc}" clang gcc; do
    has "$compiler" || continue
    flags=
    for name in "$@"; do flags="$flags -l$name"; done
    # shellcheck disable=SC2086 # one word a library
    if "$compiler" -o "$directory/probe" "$directory/probe.c" $flags >/dev/null 2>&1; then
      found=0
      break
    fi
  done
  rm -rf "$directory"
  return $found
}

# keg FORMULA FILE: whether Homebrew has the formula with this file in it.
keg() {
  [ -e "$(brew --prefix)/opt/$1/$2" ]
}

# Each of these asks for the thing itself first and for its package second: a machine without a linker for C still gets
# a true answer, and one with libraries of its own making is left alone.
has_ncurses() {
  case $manager in
    brew) keg ncurses lib/pkgconfig/ncursesw.pc ;;
    *) library ncurses.h ncursesw tinfo || has_package "$(package ncurses)" ;;
  esac
}

has_hiredis() {
  case $manager in
    brew) keg hiredis include/hiredis/hiredis.h ;;
    *) library hiredis/hiredis.h hiredis || has_package "$(package hiredis)" ;;
  esac
}

has_openssl() {
  case $manager in
    brew) keg openssl include/openssl/ssl.h ;;
    *) library openssl/ssl.h ssl crypto || has_package "$(package tls)" ;;
  esac
}

# For network namespaces, which other systems than Linux do not have. Often not on the PATH of others than root.
has_ip() {
  [ "$(uname -s)" != Linux ] || has ip || [ -x /usr/sbin/ip ] || [ -x /sbin/ip ]
}

has_package() {
  case $manager in
    apt-get) [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    dnf) rpm --query --whatprovides "$1" >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

# package THING: what the package manager calls it.
package() {
  case $manager:$1 in
    apt-get:ncurses) echo libncurses-dev ;;
    apt-get:hiredis) echo libhiredis-dev ;;
    apt-get:redis) echo redis-server ;;
    apt-get:tls) echo libssl-dev ;;
    apt-get:ip) echo iproute2 ;;
    dnf:ncurses) echo ncurses-devel ;;
    dnf:hiredis) echo hiredis-devel ;;
    dnf:tls) echo openssl-devel ;;
    dnf:ip) echo iproute ;;
    brew:tls) echo openssl ;;
    *) echo "$1" ;;
  esac
}

# Installing -----------------------------------------------------------------------------------------------------------

find_manager() {
  if [ "$(uname -s)" = Darwin ]; then
    has brew || fail 'ttlscope needs ncurses and hiredis from Homebrew, and there is no brew on the PATH.' \
      'Install it from https://brew.sh, then try again.'
    echo brew
  elif has apt-get; then
    echo apt-get
  elif has dnf; then
    echo dnf
  else
    echo none
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Whoever is not root needs sudo, and is told before it asks for a password.
announce() {
  command="$manager install $*"
  [ "$manager" = brew ] && { echo "Installing what is missing: $command"; return; }
  if [ "$(id -u)" -eq 0 ]; then
    echo "Installing what is missing: $command"
  elif has sudo; then
    echo "Installing what is missing: sudo $command"
    echo '(sudo may ask for your password)'
  else
    fail "These packages are missing: $*" \
      'Installing them takes root, and there is no sudo here. Run this as root, then try again:' "  $command"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null
}

install_with_apt() {
  for name in "$@"; do
    # No candidate: the package lists were never fetched, as in a fresh container.
    if ! LC_ALL=C apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
      echo 'Fetching the package lists first: apt-get update'
      apt_get update
      break
    fi
  done
  apt_get install --yes --no-install-recommends "$@" && return
  echo 'That did not work; the package lists may be old. Once more, after apt-get update'
  apt_get update
  apt_get install --yes --no-install-recommends "$@"
}

# Debian starts a server as soon as its package is installed, and at every boot. The tests start servers of their own:
# so the service is held back while the package goes in, and switched off afterwards.
install_with_apt_quietly() {
  case " $* " in
    *' redis-server '*) ;;
    *) install_with_apt "$@"; return ;;
  esac
  if ! has systemctl || [ ! -d /run/systemd/system ]; then
    echo 'redis-server is for the tests, which start servers of their own. Its package may start a service, too.'
    install_with_apt "$@"
    return
  fi
  echo 'redis-server is for the tests, which start servers of their own: its system service is left switched off.'
  as_root systemctl --quiet mask --runtime redis-server.service
  status=0
  install_with_apt "$@" || status=$?
  as_root systemctl --quiet unmask --runtime redis-server.service
  [ $status -ne 0 ] || as_root systemctl --quiet disable redis-server.service
  return $status
}

install() {
  if [ "$manager" = none ]; then
    fail "Missing: $*" 'Neither apt-get nor dnf is here to install that. Please install it (for libraries the' \
      'development package, with headers) the way your system does, then try again.'
  fi
  announce "$@"
  case $manager in
    apt-get) install_with_apt_quietly "$@" ;;
    dnf) as_root dnf install --assumeyes "$@" </dev/null ;;
    brew) brew install "$@" </dev/null ;;
  esac || fail "Installing did not work: $*" 'What the package manager said is above.'
}

check_swift
manager=$(find_manager)
missing=
has_ncurses || missing="$missing $(package ncurses)"
has_hiredis || missing="$missing $(package hiredis)"
if [ "${1:-}" = tests ]; then
  has redis-server || missing="$missing $(package redis)"
  has tmux || missing="$missing $(package tmux)"
  has_openssl || missing="$missing $(package tls)"
  has openssl || missing="$missing openssl"
  has_ip || missing="$missing $(package ip)"
fi
# shellcheck disable=SC2086 # one word a package
[ -z "$missing" ] || install $missing
