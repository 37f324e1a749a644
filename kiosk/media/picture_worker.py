"""The program that decodes the pictures of packs: started by ``kiosk.media.workers``, with standard input as
its lifeline and a socket for everything else.

A request is one letter and the open file of a picture. Answers are frames: the lengths of both parts, JSON,
bytes; the last frame of an answer says so. ``LOOK`` and ``CHECK`` are answered by what was found,
``DERIVE`` by the number of pixels and then, when that is answered by ``GO``, by each derivative and an end.
What Pillow complains of comes in its own words.
"""

import errno
import json
import os
import signal
import socket
import struct
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

LOOK, CHECK, DERIVE, GO = b"L", b"C", b"D", b"G"
FRAME = struct.Struct("!II")
"""Bytes of JSON, and of what comes after it."""
IDLE_SECONDS = 30.0
"""A worker that nobody asks for so long ends, and is started again when it is needed."""

_MEMORY, _MEMORY_PER_PIXEL = 200_000_000, 24
"""Bytes of address space: a progressive CMYK picture with a colour profile, turned, needs the most."""
_SECONDS, _SECONDS_PER_MEGAPIXEL = 10, 0.5
"""Of processor time, on a slow machine."""
_DISK_FAULTS = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN)


def send(channel: socket.socket, told: dict[str, Any], content: memoryview | bytes = b"") -> None:
    words = json.dumps(told).encode()
    channel.sendall(FRAME.pack(len(words), len(content)) + words)
    channel.sendall(content)


def _answer(channel: socket.socket, request: bytes, stream: BinaryIO, base: int) -> None:
    """Do what was asked. Raises whatever decoders raise."""
    from kiosk.media import confine, pictures
    from kiosk.media.sizes import MOST_PIXELS

    confine.limit_memory(base + _MEMORY + _MEMORY_PER_PIXEL * MOST_PIXELS)
    confine.limit_work(_SECONDS)
    image = pictures.opened(stream)
    pixels = image.width * image.height
    confine.limit_memory(base + _MEMORY + _MEMORY_PER_PIXEL * pixels)
    confine.limit_work(_SECONDS + int(_SECONDS_PER_MEGAPIXEL * pixels / 1_000_000))
    if request == DERIVE:
        send(channel, {"pixels": pixels})
        if channel.recv(1) != GO:
            return
        image = pictures.upright(image)
        size = image.size
        made = pictures.derivatives(image)
        del image
        for name, content in made:
            send(channel, {"file": name}, content)
        send(channel, {"width": size[0], "height": size[1], "last": True})
        return
    found = pictures.look(image)
    if request == CHECK:
        pictures.check(image)
    send(channel, {"width": found.width, "height": found.height, "moving": found.moving, "last": True})


def _guarded(channel: socket.socket, request: bytes, stream: BinaryIO, base: int) -> None:
    """Answer, if only with what went wrong."""
    from PIL import UnidentifiedImageError

    from kiosk.media.pictures import TooLarge

    try:
        _answer(channel, request, stream, base)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except TooLarge as error:
        send(channel, {"error": "too-large", "size": error.args, "last": True})
    except MemoryError:
        # Not the last that it would say: who was out of memory is ended.
        send(channel, {"error": "memory"})
    except UnidentifiedImageError:
        send(channel, {"error": "unidentified", "last": True})
    except Exception as error:
        # Decoders fed with damage raise whatever they like: OSError, SyntaxError, struct.error, zlib.error …
        if isinstance(error, OSError) and error.errno in _DISK_FAULTS:
            send(channel, {"errno": error.errno, "last": True})
        else:
            words = (str(error) or type(error).__name__)[:400]
            send(channel, {"error": "undecodable", "words": words, "last": True})


def _rehearse() -> None:
    """Decode one picture of each kind, so that Pillow imports now what it imports late."""
    from PIL import Image, ImageCms, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

    from kiosk.media import pictures

    assert MpoImagePlugin and TiffImagePlugin and WebPImagePlugin
    exif = Image.Exif()
    exif[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("PNG", "P")):
        encoded = BytesIO()
        Image.new(mode, (4, 3)).save(encoded, kind, exif=exif, icc_profile=profile)
        image = pictures.opened(encoded)
        pictures.look(image)
        for _ in pictures.derivatives(pictures.upright(image)):
            pass


def main(channel: socket.socket) -> None:
    """Answer requests until nobody asks any more."""
    from kiosk.media import confine

    confine.end_with(sys.stdin.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    _rehearse()
    base = confine.mapped()
    # What decoders print is for nobody.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.dup2(silence, sys.stderr.fileno())
    confine.write_nothing()
    confine.shut_in()
    send(channel, {"last": True})
    while True:
        channel.settimeout(IDLE_SECONDS)
        try:
            request, files, _, _ = socket.recv_fds(channel, 1, 1)
        except TimeoutError:
            return
        if not request:
            return
        channel.settimeout(None)
        with os.fdopen(files[0], "rb") as stream:
            _guarded(channel, request, stream, base)


if __name__ == "__main__":
    # Started in isolation, which finds neither this package nor anything of the folder it is started in.
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(socket.socket(fileno=int(sys.argv[1])))
    os._exit(0)
