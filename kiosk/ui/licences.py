"""What ships with the kiosk and must be named on its About screen; the whole list is LICENSES.md."""

LICENCES = (
    "Kiosk Sans, Kiosk Serif: made from Noto Sans, Noto Serif, Noto Sans SC and Noto Serif SC. "
    "SIL Open Font License 1.1.",
    "Material Design Icons by Pictogrammers. Apache License 2.0.",
    "Kivy and KivyMD: MIT License. SQLAlchemy: MIT License. Babel: BSD License. ICU: Unicode License.",
    "FFmpeg, in ffpyplayer: GNU Lesser General Public License 3.",
    "The kiosk's own code: MIT License. Its content: CC BY 4.0.",
)
