"""The catalogue: built from packs, read by the screens."""
