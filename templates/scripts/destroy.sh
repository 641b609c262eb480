#!/usr/bin/env sh
# Removes an environment and all its data, after a typed confirmation: ./scripts/destroy.sh [ENVIRONMENT]
set -eu

if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
  echo './scripts/destroy.sh [ENVIRONMENT]   dev, test or prod (the saved answer, or dev)'
  echo 'The same as `twin destroy`; the state bucket and the lock table stay.'
  exit 0
fi

. "$(dirname "$0")/twin.sh"
twin destroy "$@"
