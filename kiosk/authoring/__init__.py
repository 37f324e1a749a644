"""The tools with which packs are written: texts to and from translators, records from tables.

Nothing of it is imported while the kiosk runs.
"""
