#!/usr/bin/env sh
# Deploys the twin: ./scripts/deploy.sh [--use-local] [ENVIRONMENT] [PROJECT_NAME]
set -eu

usage() {
  cat <<'TEXT'
./scripts/deploy.sh [--use-local] [ENVIRONMENT] [PROJECT_NAME]

  --use-local    personal data from backend/data, not from the private repository
  --yes          take saved answers and approve, as where there is no terminal
  ENVIRONMENT    dev, test or prod (the saved answer, or dev)
  PROJECT_NAME   what the twin is called in AWS (the saved answer, or digital-twin)

The same as `twin deploy`; `twin deploy --help` tells all options.
TEXT
}

use_local=
yes=
environment=
project=
for word in "$@"; do
  case "$word" in
    --help | -h) usage; exit 0 ;;
    --use-local) use_local=--use-local ;;
    --yes) yes=--yes ;;
    -*) echo "deploy.sh: unknown option $word" >&2; usage >&2; exit 2 ;;
    *)
      if [ -z "$environment" ]; then environment=$word
      elif [ -z "$project" ]; then project=$word
      else echo "deploy.sh: too many words: $word" >&2; usage >&2; exit 2
      fi
      ;;
  esac
done

. "$(dirname "$0")/twin.sh"
twin deploy ${environment:+"$environment"} ${project:+--project-name "$project"} ${use_local:+"$use_local"} ${yes:+"$yes"}
