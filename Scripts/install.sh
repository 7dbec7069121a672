#!/bin/sh
# install.sh PROGRAM: copies the program and its shell completions below $DESTDIR$PREFIX.
set -eu

program=$1
prefix=${DESTDIR:-}${PREFIX:?}
bin=$prefix/bin

if ! mkdir -p "$bin" 2>/dev/null || [ ! -w "$bin" ]; then
  echo "$bin cannot be written to. Try: sudo make install, or make install PREFIX=\$HOME/.local" >&2
  exit 1
fi

# copy SOURCE TARGET MODE: whole or not at all, also over a program that is running.
copy() {
  mkdir -p "$(dirname "$2")"
  cp "$1" "$2.new"
  chmod "$3" "$2.new"
  mv -f "$2.new" "$2"
  echo "$2"
}

copy "$program" "$bin/ttlscope" 755

completion=$(mktemp)
trap 'rm -f "$completion"' EXIT
for target in bash:share/bash-completion/completions/ttlscope zsh:share/zsh/site-functions/_ttlscope \
  fish:share/fish/vendor_completions.d/ttlscope.fish; do
  "$program" --generate-completion-script "${target%%:*}" >"$completion"
  copy "$completion" "$prefix/${target#*:}" 644
done
