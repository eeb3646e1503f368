#!/bin/sh
# Name every image by what it holds: writes beside each tag in Dockerfile and compose.yaml the digest
# that it has today. Run before a build that is to be made again later; again, to take newer ones.
set -eu
cd "${1:-$(dirname "$0")}"
docker=${DOCKER:-docker}
for file in Dockerfile compose.yaml; do
  tags=$(sed -nE 's/^(FROM|[[:space:]]+image:) ([^@[:space:]]+:[^@[:space:]]+).*/\2/p' "$file" | sort -u)
  for tag in $tags; do
    "$docker" pull --quiet "$tag" >/dev/null
    found=$("$docker" image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$tag")
    digest=$(printf '%s\n' "$found" | grep -oE 'sha256:[0-9a-f]{64}' | head -n 1)
    sed -i -E "s#^(FROM|[[:space:]]+image:) ${tag}(@sha256:[0-9a-f]+)?#\1 ${tag}@${digest:?}#" "$file"
    echo "$tag@$digest"
  done
done
