"""Facts about the machine: memory, disk, temperature, displays, touch screens, network, clock, versions.

Each is a value or ``Unknown`` with the reason; nothing here raises, draws, or needs to be root. ``look.look``
asks for all of them; ``words`` says them in four languages.
"""
