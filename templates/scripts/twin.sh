# Read by the other scripts: `twin` on this project, with the installed program or the published one.
project_folder=$(cd "$(dirname "$0")/.." && pwd)

twin() {
  if command -v twin >/dev/null 2>&1; then
    command twin "$@" --cwd "$project_folder"
  else
    npx --yes create-digital-twin "$@" --cwd "$project_folder"
  fi
}
