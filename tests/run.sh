#!/usr/bin/env bash
# Runs every test: installs what is missing from Debian packages, builds, checks formatting and migrations, tests.
# Ends with "N passed, N failed, N skipped" and the right exit status.
#   tests/run.sh [PROJECT...]     only these test projects, e.g. tests/run.sh Planning.Tests
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MASSTRANSIT_USAGE_TELEMETRY=false DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LANGUAGE=fr
# Tests live for a minute and start a thousand hosts: code made faster by watching it run costs more than it gives here (a quarter of the processor).
export DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0
# No host of a test reads its settings again, and a machine allows 128 watches of files.
export DOTNET_hostBuilder__reloadConfigOnChange=false
started=$SECONDS
step() { printf '\n== %s (%d s)\n' "$1" $((SECONDS - started)); }
stop() { echo "$1" >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

step "Debian packages"
missing=()
for package in rabbitmq-server chromium-headless-shell poppler-utils fonts-noto-core; do
  dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root=; [ "$(id -u)" = 0 ] || as_root=sudo
  # RUNLEVEL=1: the packages must not start their own services.
  $as_root apt-get update -qq || stop "apt-get update failed."
  $as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=400 "${missing[@]}" > /dev/null || stop "Could not install: ${missing[*]}"
fi

step "Build"
# One compiler process for all projects of this run: a third of the time. Not one that ran before: grown old, it misreads Razor pages.
dotnet build Preau.slnx --nologo -v quiet -clp:NoSummary -p:UseSharedCompilation=true -p:SharedCompilationId="preau-$$" || stop "The build failed."

if [ $# -eq 0 ]; then
  step "Format"
  # The build has checked style already; this checks white space, on files alone, in seconds.
  dotnet format whitespace . --folder --verify-no-changes --exclude services/*/Migrations identity/Migrations || stop "Run: dotnet format whitespace . --folder"

  step "Container files"
  deploy/check-containers.sh || stop "The container files are at fault."
fi

failed=0 passed=0 skipped=0 red=()
results=$(mktemp -d)
trap 'rm -rf "$results"; kill $(jobs -p) 2> /dev/null' EXIT
chosen() { [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]]; }
only=("$@")

# The runtime's own compiling is most of the work of tests: code that runs a few times in many processes is compiled quickly and once,
# code that runs for minutes in one process is compiled well at once. Fewer, larger collections, and pages that may be written and run, save a tenth.
export DOTNET_EnableWriteXorExecute=0 DOTNET_GCgen0size=0x4000000
compile_for() { [ "$1" = EndToEnd ] && echo DOTNET_TC_CallCounting=0 || echo DOTNET_TieredCompilation=0; }

# A test that never ends is a failure with a name, not a run that never ends. Two runs at once on a busy machine are slow, not endless.
run() { # NAME: leaves its status in $results/NAME.status
  env "$(compile_for "$1")" timeout -k 30 3000 "tests/$1/bin/Debug/net10.0/Preau.$1" \
    -noLogo -noColor -diagnostics -longRunning 120 -trx "$results/$1.trx" > "$results/$1.log" 2>&1
  echo $? > "$results/$1.status"
}

report() { # NAME
  local counters status p f t skips
  status=$(cat "$results/$1.status")
  [ "$status" -lt 124 ] || grep 'Long running' "$results/$1.log" | tail -5
  counters=$(grep -o '<Counters [^>]*>' "$results/$1.trx" 2> /dev/null)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  p=$(count passed) f=$(count failed) t=$(count total)
  if [ -z "$counters" ] || { [ "$status" -ne 0 ] && [ "${f:-0}" = 0 ]; }; then
    tail -50 "$results/$1.log"
    failed=$((failed + 1)) red+=("$1 ended with status $status without results.")
    return
  fi
  if [ "$f" != 0 ]; then
    grep -vE '^ *(info|warn|fail|crit):' "$results/$1.log" | grep -F -A 25 '[FAIL]' | head -300
    mapfile -t -O ${#red[@]} red < <(grep -F '[FAIL]' "$results/$1.log" | sed 's/^ *//')
  fi
  skips=$((t - p - f))
  echo "$1: $p passed, $f failed, $skips skipped ($(grep -o 'PREAU_TEST_SEED=.*' "$results/$1.log"))"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + skips))
}

report_ended() {
  local name
  for name in "${waiting[@]}"; do
    [ -e "$results/$name.status" ] || continue
    report "$name"
    unset "waiting[$name]"
  done
}

# Two projects at a time: tests wait for browsers, brokers and leases half of their time. The longest first, so that none is left to run alone.
declare -A waiting=()
step "Tests"
for name in EndToEnd $(ls -S tests/*/bin/Debug/net10.0/Preau.*.Tests.dll | sed 's/.*Preau\.\(.*\)\.dll/\1/') Architecture; do
  chosen "$name" || continue
  if [ "$(jobs -rp | wc -l)" -ge 2 ]; then wait -n; fi
  report_ended
  echo "$name begins ($((SECONDS - started)) s)"
  waiting[$name]=$name
  run "$name" &
done
wait
report_ended

step "Done"
[ ${#red[@]} -eq 0 ] || printf 'RED %s\n' "${red[@]}"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
