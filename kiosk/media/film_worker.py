"""Opens one film and prints what it found, as a program of its own: a film that makes the decoder hang, crash
or bloat takes only this process with it. Run by ``kiosk.media.films`` with its lifeline as standard input and
the open film as the one file that it may read.

Prints one JSON object: ``{"width", "height", "duration", "refused"}`` or ``{"error": "..."}``.
"""

import json
import os
import re
import signal
import sys
import time
from pathlib import Path

#: The demuxer is pinned, only files may be opened, only these decoders may run: a playlist that calls
#: itself a film cannot read other files or reach a network.
DEMUXER = "mp4"
SAFE = {"protocol_whitelist": "file", "codec_whitelist": "h264,aac"}
FRAMES = 3
SECONDS = 20.0
WORK_SECONDS = 20
MEMORY = 1_500_000_000
"""Bytes of address space; twelve frames of 4096 x 2304, and the threads of the player."""
NO_PICTURE = "no picture could be decoded"
_REFUSED = re.compile(r"Codec \((\w+)\) not on whitelist")


def look(file: str) -> dict[str, object]:
    from ffpyplayer.player import MediaPlayer
    from ffpyplayer.tools import set_log_callback, set_loglevel

    complaints: list[str] = []
    failed: list[str] = []
    set_log_callback(lambda message, level: complaints.append(message.strip()))
    set_loglevel("error")
    player = MediaPlayer(
        file,
        callback=lambda selector, value: failed.append(selector),
        ff_opts={"sn": True, "sync": "video", "f": DEMUXER, "volume": 0.0},
        lib_opts={**SAFE, "enable_drefs": "0", "threads": "1"},
    )
    frames, size = 0, (0, 0)
    deadline = time.monotonic() + SECONDS
    try:
        while frames < FRAMES and time.monotonic() < deadline:
            frame, state = player.get_frame()
            if frame is not None:
                # Turned as the film says, which its own width and height are not.
                frames, size = frames + 1, frame[0].get_size()
            elif state == "eof" or any(each.endswith(":error") for each in failed):
                break
            else:
                time.sleep(0.005)
        facts = player.get_metadata()
    finally:
        player.close_player()
    if not frames:
        return {"error": complaints[-1] if complaints else NO_PICTURE}
    refused = sorted({found[1] for each in complaints if (found := _REFUSED.search(each))})
    return {"width": size[0], "height": size[1], "duration": facts["duration"], "refused": refused}


if __name__ == "__main__":
    # Started in isolation, which finds neither this package nor anything of the folder it is started in.
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from kiosk.media import confine

    confine.end_with(sys.stdin.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["SDL_AUDIODRIVER"] = os.environ["SDL_VIDEODRIVER"] = "dummy"
    import ffpyplayer.player
    import ffpyplayer.tools

    assert ffpyplayer.player and ffpyplayer.tools
    film = int(sys.argv[1])
    confine.limit_memory(confine.mapped() + MEMORY)
    confine.limit_work(WORK_SECONDS)
    confine.write_nothing()
    confine.shut_in(film)
    sys.stdout.write(json.dumps(look(f"/proc/self/fd/{film}")))
    sys.stdout.flush()
    # Without waiting for the player's threads, which can hang at exit.
    os._exit(0)
