#!/usr/bin/env bash
# Checks Dockerfile and compose files without an engine; with docker-compose (or docker's compose plugin) installed, also that they parse.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dockerfile=deploy/Dockerfile
compose=docker-compose.yml
override=deploy/compose.sqlite.yml
faults=0
fault() { echo "check-containers: $*" >&2; faults=$((faults + 1)); }

# BuildKit would fetch the syntax from Docker Hub, which not every build machine reaches; docker-compose 1.29 refuses a name.
if grep -qiE '^#[[:space:]]*syntax[[:space:]]*=' $dockerfile; then fault "$dockerfile: a syntax line"; fi
for file in $compose $override; do
  if grep -q '^name:' $file; then fault "$file: a top-level name"; fi
done

# Both tools fetch images as root unless told otherwise.
if ! grep -E '^USER ' $dockerfile | tail -1 | grep -qE '^USER [1-9][0-9]*'; then fault "$dockerfile: the last USER is not a number above 0"; fi

# An image for another processor is made without emulation: the compiler is the builder's own, and the last stage starts no program.
if ! grep -qE '^FROM --platform=\$\{BUILDPLATFORM:-[a-z0-9/]+\} .*/sdk:' $dockerfile; then fault "$dockerfile: the compiler is not the builder's own"; fi
for step in restore publish; do
  if ! grep -qF -- "dotnet $step " $dockerfile || grep -F -- "dotnet $step " $dockerfile | grep -qvF -- '${TARGETARCH:+-a $TARGETARCH}'; then
    fault "$dockerfile: dotnet $step is not told for which processor"
  fi
done
if tac $dockerfile | sed '/^FROM /q' | grep -q '^RUN '; then fault "$dockerfile: the last stage runs a program, under emulation for another processor"; fi

# Every project of the product is restored in the cached layer; every host has its image and, with a database, its migration.
while read -r project; do
  if ! grep -qF "COPY $project " $dockerfile; then fault "$dockerfile: $project is not copied before the restore"; fi
done < <(git ls-files '*.csproj' 2> /dev/null | grep -v '^tests/' || find gateway identity services web deploy -name '*.csproj')
while read -r project; do
  folder=$(dirname "$project")
  if ! grep -qE "PROJECT: $folder\}" $compose; then fault "$compose: no service is built from $folder"; fi
  if [ -d "$folder/Migrations" ]; then
    name=$(basename "$folder" | tr '[:upper:]' '[:lower:]')
    if ! grep -qF "  migrate-$name: {condition: service_completed_successfully}" $compose; then fault "$compose: services do not wait for migrate-$name"; fi
    if ! grep -q "^  migrate-$name:" $override; then fault "$override: migrate-$name keeps SQL Server"; fi
  fi
done < <(sed -n 's|.*ProjectReference Include="../../\(.*\)".*|\1|p' deploy/Standalone/Standalone.csproj)

# Per service: the keys it has itself or by merging an anchor.
awk '
  /^[^ #]/ { section = $1 }
  /^x-[a-z-]+: *&/ { block = substr($2, 2); next }
  /^[^ #]/ { block = "" ; next }
  section == "services:" && /^  [a-z][a-z-]*:/ { block = $1; sub(":", "", block); block = "service " block; names[++count] = block; next }
  block != "" {
    depth = (block ~ /^service /) ? 4 : 2
    match($0, /^ */)
    if (RLENGTH != depth || $0 ~ /^ *#/) next
    if ($1 == "<<:") { merged = $0; gsub(/.*<<:|[][*,]/, " ", merged); merges[block] = merges[block] merged }
    else { key = $1; sub(":.*", "", key); value = $0; sub(/^[^:]*: */, "", value); keys[block, key] = value == "" ? "(below)" : value }
  }
  function of(block, key,   i, n, parts, found) {
    if ((block, key) in keys) return keys[block, key]
    n = split(merges[block], parts, " ")
    for (i = 1; i <= n; i++) if ((found = of(parts[i], key)) != "") return found
    return ""
  }
  function need(block, key, pattern) {
    if (of(block, key) !~ pattern) { print block ": " key " is " (of(block, key) == "" ? "missing" : of(block, key)); bad = 1 }
  }
  END {
    if (count < 10) { print "only " count " services were found"; bad = 1 }
    for (i = 1; i <= count; i++) {
      need(names[i], "user", "^\"[1-9][0-9]*:[0-9]+\"$")
      need(names[i], "mem_limit", "^[0-9]+m$")
      # SQL Server writes beside its own program.
      if (names[i] != "service mssql") { need(names[i], "read_only", "^true$"); need(names[i], "tmpfs", "/tmp"); need(names[i], "cap_drop", "ALL") }
      if (names[i] ~ /^service migrate-/) { need(names[i], "command", "^\\[\"migrate\"\\]$"); need(names[i], "restart", "no") }
      else { need(names[i], "healthcheck", "."); need(names[i], "restart", "unless-stopped") }
    }
    exit bad
  }' $compose >&2 || faults=$((faults + 1))

if command -v docker-compose > /dev/null; then tool=docker-compose; elif docker compose version > /dev/null 2>&1; then tool="docker compose"; else tool=; fi
if [ -n "$tool" ]; then
  $tool -f $compose config -q || fault "$compose: $tool can't read it"
  $tool -f $compose -f $override config -q || fault "$override: $tool can't read it"
fi

[ $faults -eq 0 ] || exit 1
echo "containers: Dockerfile and compose files are in order${tool:+ ($tool read them)}"
