#!/usr/bin/env bash
# Writes a bill of materials (CycloneDX, JSON) for each host image: every package in it, with version, licence and hash.
#
#   deploy/sbom.sh [FOLDER] [VERSION]      default: artifacts/sbom, and the commit
#
# The tool stands in .config/dotnet-tools.json and reads what a restore has resolved; nothing is built. So a bill also names what only
# generates migrations (Microsoft.EntityFrameworkCore.Design and what it brings), which no image holds. The base image (.NET, Debian) has a bill of its own:
#   docker buildx imagetools inspect --format '{{ json .SBOM }}' mcr.microsoft.com/dotnet/aspnet:10.0
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-artifacts/sbom}
version=${2:-$(git describe --always --dirty 2> /dev/null || echo unknown)}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet tool restore > /dev/null
dotnet restore deploy/Standalone -v quiet
mkdir -p "$folder"
for host in identity gateway web/Families web/Office services/Family services/Planning services/Billing services/Messaging; do
  name=$(basename "$host" | tr '[:upper:]' '[:lower:]')
  bill=$folder/$name.cdx.json
  rm -f "$bill"
  log=$(dotnet CycloneDX "$host"/*.csproj --recursive --disable-package-restore --output-format Json --output "$folder" \
    --filename "$name.cdx.json" --set-name "preau-$name" --set-version "$version" --set-type Application 2>&1) || { echo "$log" >&2; exit 1; }
  # Without a restore the tool writes an empty bill and calls it done.
  packages=$(grep -c '"purl": "pkg:nuget/' "$bill" || true)
  [ "$packages" -gt 0 ] || { echo "$log" >&2; echo "sbom: no package found for $host" >&2; exit 1; }
  echo "$bill: $packages packages"
done
