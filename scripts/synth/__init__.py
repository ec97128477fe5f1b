"""Tools that the makers in scripts/ share: sounds, speech and pictures from nothing but numbers."""
