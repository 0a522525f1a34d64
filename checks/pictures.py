"""How large a picture is, from the first bytes of its file.

Reads the heads of PNG, GIF, JPEG and WebP, each as its specification gives it: a few lines
here instead of a library that unpacks whole pictures.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

ENOUGH = 256 * 1024  # bytes; before a JPEG's size may stand a thumbnail and much else


def size(head: bytes) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) where they can't be read. Never raises."""
    for sign, read in _KINDS.items():
        if head.startswith(sign):
            try:
                return read(head)
            except (struct.error, IndexError):
                return 0, 0
    return 0, 0


def _png(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _gif(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", head[6:10])
    return width, height


def _jpeg(head: bytes) -> tuple[int, int]:
    """By ISO/IEC 10918-1, B.1: segments, until the one that starts the frame."""
    at = 2
    while at + 9 <= len(head):
        if head[at] != 0xFF:
            return 0, 0
        mark = head[at + 1]
        if mark == 0xFF:  # filling
            at += 1
        elif 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return 0, 0


def _webp(head: bytes) -> tuple[int, int]:
    kind = head[8:16]
    if kind == b"WEBPVP8X":
        width, height = (int.from_bytes(head[n : n + 3], "little") + 1 for n in (24, 27))
        return (width, height) if len(head) >= 30 else (0, 0)
    if kind == b"WEBPVP8L":
        bits = struct.unpack("<I", head[21:25])[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"WEBPVP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


_KINDS: dict[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"GIF8": _gif,
    b"\xff\xd8": _jpeg,
    b"RIFF": _webp,
}
