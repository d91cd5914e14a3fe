#!/usr/bin/env bash
# Adds a migration to both providers of each service whose model changed: deploy/migration.sh NAME [SERVICE...]
# Migrations are generated, never edited; one per commit.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: deploy/migration.sh NAME [Family|Planning|Billing|Messaging|Identity ...]}
shift
dotnet tool restore > /dev/null
for service in "${@:-}"; do
  [ -n "$service" ] || { set -- Family Planning Billing Messaging Identity; break; }
done
for service in "$@"; do
  project=services/$service
  [ "$service" = Identity ] && project=identity
  dotnet build "$project" -v q --nologo -clp:NoSummary
  for provider in Sqlite SqlServer; do
    context=${provider}${service}Db
    if dotnet ef migrations has-pending-model-changes --no-build -p "$project" -c "$context" > /dev/null 2>&1; then
      echo "$context: no change"
    else
      dotnet ef migrations add "$name" --no-build -p "$project" -c "$context" -o "Migrations/$provider" > /dev/null
      echo "$context: $name"
    fi
  done
done
