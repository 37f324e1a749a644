"""Opens one film and prints what it found, as a program of its own: a film that makes the decoder hang or
crash takes only this process with it. Run by ``kiosk.media.probe``; imports nothing of the kiosk.

Prints one JSON object: ``{"width", "height", "duration", "frames"}`` or ``{"error": "..."}``.
"""

import json
import os
import resource
import sys
import time

#: The demuxer is pinned, only files may be opened, only these decoders may run: a playlist that calls
#: itself a film cannot read other files or reach a network.
DEMUXER = "mp4"
SAFE = {"protocol_whitelist": "file", "codec_whitelist": "h264,aac"}
FRAMES = 3
SECONDS = 15.0
MEMORY = 3 * 1024**3
NO_PICTURE = "no picture could be decoded"


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
        ff_opts={"an": True, "sn": True, "sync": "video", "f": DEMUXER},
        lib_opts=SAFE,
    )
    frames = 0
    deadline = time.monotonic() + SECONDS
    try:
        while frames < FRAMES and time.monotonic() < deadline:
            frame, state = player.get_frame()
            if frame is not None:
                frames += 1
            elif state == "eof" or any(each.endswith(":error") for each in failed):
                break
            else:
                time.sleep(0.005)
        facts = player.get_metadata()
    finally:
        player.close_player()
    if not frames:
        return {"error": complaints[-1] if complaints else NO_PICTURE}
    width, height = facts["src_vid_size"]
    return {"width": width, "height": height, "duration": facts["duration"], "frames": frames}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ["SDL_AUDIODRIVER"] = os.environ["SDL_VIDEODRIVER"] = "dummy"
    sys.stdout.write(json.dumps(look(sys.argv[1])))
    sys.stdout.flush()
    # Without waiting for the player's threads, which can hang at exit.
    os._exit(0)
