"""What the environment of a public screen may not decide.

Kivy and SDL take settings from variables: other keys that quit, an inspector, a listener for touches from the
network, a window that goes away when it loses the focus. Only the standard library here.
"""

from collections.abc import MutableMapping

KEPT = frozenset(
    {
        "SDL_VIDEODRIVER",
        "SDL_VIDEO_GL_DRIVER",
        "SDL_VIDEO_EGL_DRIVER",
        "SDL_VIDEO_X11_FORCE_EGL",
        "SDL_KMSDRM_DEVICE_INDEX",
        "SDL_KMSDRM_REQUIRE_DRM_MASTER",
        "SDL_AUDIODRIVER",
        "SDL_AUDIO_DEVICE_NAME",
    }
)
"""Of SDL's: what a technician may have to choose for a machine."""

_FOREIGN = ("KIVY_", "KCFG_", "SDL_")
_SINGLE = frozenset({"XMODIFIERS", "PYTHONINSPECT", "PYTHONBREAKPOINT"})
"""An input method opens windows of its own; Python would end in a prompt."""


def drop_foreign(environ: MutableMapping[str, str]) -> list[str]:
    """Take out what would change the window, its keys or where touches come from; says which names."""
    dropped = [
        name for name in environ if name in _SINGLE or (name.startswith(_FOREIGN) and name not in KEPT)
    ]
    for name in dropped:
        del environ[name]
    return sorted(dropped)
