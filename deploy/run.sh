#!/usr/bin/env bash
# Starts the whole product on this machine: deploy/run.sh [--port 8080] [--data DIR] [--now ISO-8601] [--fresh]
# or, on a data folder that nothing serves: deploy/run.sh [--data DIR] commune create|open|prepare|close|archive|export|move-out|move-in|erase|keep|list …
# Needs only the .NET 10 SDK. Demo communes and families on the first start, kept on the next.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

if ! command -v dotnet > /dev/null; then
  echo "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again." >&2
  exit 3
fi
if ! dotnet --list-sdks | grep -q '^1[0-9]\.'; then
  echo "This needs the .NET 10 SDK; found only: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')." >&2
  exit 3
fi

args=()
data=$root/data
while [ $# -gt 0 ]; do
  case $1 in
    --data) data=${2:?--data needs a folder}; shift 2 ;;
    *) args+=("$1"); shift ;;
  esac
done
case $data in /*) ;; *) data=$PWD/$data ;; esac

echo "Building (a minute the first time, a few seconds later)..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
( cd "$root" && dotnet build deploy/Standalone -c Release --nologo -v minimal > "$log" 2>&1 ) &
build=$!
while kill -0 $build 2> /dev/null; do printf '.'; sleep 1; done
echo
if ! wait $build; then
  grep -E 'error|Error' "$log" | sort -u | head -20 >&2
  echo "The build failed." >&2
  exit 4
fi
rm -f "$log"
# Two stores of native memory instead of eight for each core: each keeps what it was given once.
export DOTNET_gcServer=0 MALLOC_ARENA_MAX=2
exec dotnet "$root/deploy/Standalone/bin/Release/net10.0/Preau.Standalone.dll" --data "$data" "${args[@]+"${args[@]}"}"
