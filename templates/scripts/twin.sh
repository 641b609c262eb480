# Read by the other scripts: `twin` on this project, with the installed program or the published one.
project_folder=$(cd "$(dirname "$0")/.." && pwd)
# Asked before there is a function of the same name, which would be found in its place.
installed_twin=$(command -v twin || true)

twin() {
  if [ -n "$installed_twin" ]; then
    "$installed_twin" "$@" --cwd "$project_folder"
  else
    npx --yes create-digital-twin "$@" --cwd "$project_folder"
  fi
}
