"""Content packs: read, check, keep."""
