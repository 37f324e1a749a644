"""What a window manager, or another program on the display, may send to the kiosk's window. By Xlib alone."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, Union, byref, c_char_p, c_int, c_long, c_ubyte, c_ulong, c_void_p
from select import select
from time import monotonic

PATIENCE_SECONDS = 30.0
_CLIENT_MESSAGE, _SELECTION_REQUEST, _SELECTION_NOTIFY = 33, 30, 31
_REPLACE = 0


class _ClientMessage(Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
    )


class _SelectionRequest(Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("owner", c_ulong),
        ("requestor", c_ulong),
        ("selection", c_ulong),
        ("target", c_ulong),
        ("property", c_ulong),
        ("time", c_ulong),
    )


class _Selection(Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("requestor", c_ulong),
        ("selection", c_ulong),
        ("target", c_ulong),
        ("property", c_ulong),
        ("time", c_ulong),
    )


class _Event(Union):
    _fields_ = (
        ("type", c_int),
        ("message", _ClientMessage),
        ("request", _SelectionRequest),
        ("selection", _Selection),
        ("room", c_long * 24),
    )


class Client:
    """A connection to a display."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XInternAtom.restype = self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XCreateSimpleWindow.restype = c_ulong
        self._display = c_void_p(self._x.XOpenDisplay(display.encode()))
        assert self._display, f"no display {display}"
        self.root = int(self._x.XDefaultRootWindow(self._display))

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, c_char_p(name.encode()), 0))

    def children(self) -> list[int]:
        """The windows on the root, the uppermost last."""
        root, parent, found, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_int()
        self._x.XQueryTree(
            self._display, c_ulong(self.root), byref(root), byref(parent), byref(found), byref(count)
        )
        return [int(found[number]) for number in range(count.value)]

    def send(self, window: int, message: str, *data: int) -> None:
        """A client message of 32-bit numbers."""
        event = _Event()
        event.message = _ClientMessage(
            _CLIENT_MESSAGE, 0, 1, self._display, window, self.atom(message), 32, (c_long * 5)(*data)
        )
        assert self._x.XSendEvent(self._display, c_ulong(window), 0, c_long(0), byref(event))
        self._x.XSync(self._display, 0)

    def ask_to_close(self, window: int) -> None:
        """As a window manager does at Alt+F4, or where somebody touches the cross."""
        self.send(window, "WM_PROTOCOLS", self.atom("WM_DELETE_WINDOW"), 0)

    def drop_file(self, window: int, path: str) -> bool:
        """Drag a file over the window and let it go; True when the window said that it was done with it."""
        me = int(
            self._x.XCreateSimpleWindow(
                self._display, c_ulong(self.root), 0, 0, 1, 1, 0, c_ulong(0), c_ulong(0)
            )
        )
        selection, uris = self.atom("XdndSelection"), self.atom("text/uri-list")
        self._x.XSetSelectionOwner(self._display, c_ulong(selection), c_ulong(me), c_ulong(0))
        self.send(window, "XdndEnter", me, 5 << 24, uris)
        self.send(window, "XdndPosition", me, 0, (100 << 16) | 100, 0, self.atom("XdndActionCopy"))
        status, finished = self.atom("XdndStatus"), self.atom("XdndFinished")
        for event in self._events():
            if event.type == _CLIENT_MESSAGE and event.message.message_type == status:
                if not event.message.data[1] & 1:
                    return False
                self.send(window, "XdndDrop", me, 0, 0)
            elif event.type == _SELECTION_REQUEST:
                self._hand_over(event.request, f"file://{path}\r\n".encode())
            elif event.type == _CLIENT_MESSAGE and event.message.message_type == finished:
                return True
        return False

    def _hand_over(self, asked: _SelectionRequest, content: bytes) -> None:
        self._x.XChangeProperty(
            self._display,
            c_ulong(asked.requestor),
            c_ulong(asked.property),
            c_ulong(asked.target),
            8,
            _REPLACE,
            (c_ubyte * len(content)).from_buffer_copy(content),
            len(content),
        )
        event = _Event()
        event.selection = _Selection(
            _SELECTION_NOTIFY,
            0,
            1,
            self._display,
            asked.requestor,
            asked.selection,
            asked.target,
            asked.property,
            asked.time,
        )
        self._x.XSendEvent(self._display, c_ulong(asked.requestor), 0, c_long(0), byref(event))
        self._x.XSync(self._display, 0)

    def _events(self) -> Iterator[_Event]:
        end = monotonic() + PATIENCE_SECONDS
        while monotonic() < end:
            if not self._x.XPending(self._display):
                select([self._x.XConnectionNumber(self._display)], [], [], end - monotonic())
                continue
            event = _Event()
            self._x.XNextEvent(self._display, byref(event))
            yield event


@contextmanager
def client(display: str) -> Iterator[Client]:
    found = Client(display)
    try:
        yield found
    finally:
        found.close()
