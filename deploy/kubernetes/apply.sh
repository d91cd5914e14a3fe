#!/usr/bin/env bash
# Installs or updates Préau on the current cluster: deploy/kubernetes/apply.sh OVERLAY [--dry-run]
# Migrations end before any host of the new version starts; until then the old ones serve.
set -euo pipefail
overlay=${1:?usage: apply.sh OVERLAY [--dry-run]   (a folder such as deploy/kubernetes/overlays/region, or your own)}
all=$(mktemp)
trap 'rm -f "$all"' EXIT
kubectl kustomize "$overlay" > "$all"
if grep -qE '^ *image: .*:local$' "$all"; then
  echo "The images still have the tag \"local\": set newTag (better: digest) in $overlay/kustomization.yaml." >&2
  [ "${2:-}" = --dry-run ] || exit 1
fi
if [ "${2:-}" = --dry-run ]; then
  grep -E '^kind:' "$all" | sort | uniq -c
  exit 0
fi

kubectl apply -f "$all" -l '!preau/part' --server-side
# A job can't be changed: the ones of the former version go.
kubectl -n preau delete job -l preau/part=migration --ignore-not-found --wait
kubectl apply -f "$all" -l preau/part=migration --server-side
if ! kubectl -n preau wait --for=condition=complete job -l preau/part=migration --timeout=60m; then
  echo "A migration did not end. Nothing of the new version was started; the former one still serves. See:" >&2
  echo "  kubectl -n preau logs -l preau/part=migration --tail=20" >&2
  exit 1
fi
kubectl apply -f "$all" --server-side
for host in identity family planning billing messaging families office gateway; do
  kubectl -n preau rollout status "deployment/$host" --timeout=10m
done
