"""Rows and a language in, frozen view-models out. Pure functions: no Kivy, no files, no clock.

Every text is a ``Phrase``, because line breaking depends on its language, and a text shown in
another language says so with its ``tag``.
"""
