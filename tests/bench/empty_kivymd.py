"""Reference: an empty KivyMD window. Says so on its first frame, and ends."""

import os

os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KIVY_NO_CONSOLELOG="1")

from kivy.config import Config

Config.set("graphics", "width", "1920")
Config.set("graphics", "height", "1080")

from kivy.core.window import Window  # noqa: E402
from kivymd.app import MDApp  # noqa: E402
from kivymd.uix.screen import MDScreen  # noqa: E402


class Empty(MDApp):
    """KivyMD's own way to begin."""

    def build(self) -> MDScreen:
        return MDScreen(md_bg_color=self.theme_cls.backgroundColor)

    def on_start(self) -> None:
        Window.bind(on_flip=self.flipped)

    def flipped(self, window: Window) -> None:
        # Kivy tells before it flips.
        window.flip()
        print("first frame", flush=True)
        os._exit(0)


Empty().run()
