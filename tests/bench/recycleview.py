"""Reference: a plain Kivy ``RecycleView`` of cards with the same pictures and titles, flung the same way.

``python -m tests.bench.recycleview FILE``: JSON ``{"cards": [[picture, title], …], "columns": 4, "card":
[width, height], "picture": [width, height], "seconds": …, "speed": …}`` in, one line of JSON out.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KIVY_NO_CONSOLELOG="1")

from kivy.config import Config

for option, value in {"width": "1920", "height": "1080", "maxfps": "0", "multisamples": "0"}.items():
    Config.set("graphics", option, value)

from kivy.base import EventLoop, runTouchApp  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.graphics.opengl import glFinish  # noqa: E402
from kivy.lang import Builder  # noqa: E402

from tests.bench.inside import FLING_SPEED, SLOW_SPEED, memory  # noqa: E402

RULES = """
<Card@BoxLayout>:
    orientation: "vertical"
    picture: ""
    title: ""
    Image:
        source: root.picture
        size_hint_y: None
        height: {picture_height}
    Label:
        text: root.title
        text_size: self.size
        valign: "top"
        font_size: 28
        font_name: "{font}"

RecycleView:
    viewclass: "Card"
    RecycleGridLayout:
        cols: {columns}
        default_size: {card_width}, {card_height}
        default_size_hint: None, None
        size_hint: None, None
        size: self.minimum_size
"""


def main() -> None:
    asked = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    (card_width, card_height), (_, picture_height) = asked["card"], asked["picture"]
    page = Builder.load_string(
        RULES.format(
            picture_height=picture_height,
            columns=asked["columns"],
            card_width=card_width,
            card_height=card_height,
            font=asked["font"],
        )
    )
    page.data = [{"picture": picture, "title": title} for picture, title in asked["cards"]]
    Window.add_widget(page)
    runTouchApp(embedded=True)
    flip = Window.flip

    def flipped() -> None:
        flip()
        glFinish()

    Window.flip = flipped
    for _ in range(30):
        EventLoop.idle()
    length = -(-len(page.data) // asked["columns"]) * card_height - Window.height
    at, speed, frames = 0.0, FLING_SPEED, []
    start = last = time.perf_counter()
    while last < start + asked["seconds"]:
        page.scroll_y = 1 - at / length
        EventLoop.idle()
        now = time.perf_counter()
        frames.append((now - last) * 1000)
        # The kiosk's own friction: see kiosk.ui.kinetic.
        at += speed * (now - last)
        speed -= speed * 2.6 * (now - last)
        speed = FLING_SPEED if speed < SLOW_SPEED else speed
        last = now
    print(json.dumps({"whole": frames, "seconds": last - start, "moved": at, **memory()}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
