#!/bin/sh
# Removes what install.sh put below $DESTDIR$PREFIX, and nothing else.
set -eu

for file in bin/ttlscope share/bash-completion/completions/ttlscope share/zsh/site-functions/_ttlscope \
  share/fish/vendor_completions.d/ttlscope.fish; do
  path=${DESTDIR:-}${PREFIX:?}/$file
  [ -e "$path" ] || continue
  rm -f "$path"
  echo "removed $path"
done
