"""Everything that becomes a still picture: layers of cards, chrome, overlays, sheets."""
