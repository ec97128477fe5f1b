"""The index over published clips: made from their manifests, and made again whenever it is gone."""
