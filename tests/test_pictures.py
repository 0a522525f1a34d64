"""How large a picture is."""

from __future__ import annotations

import struct
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import pictures
from tests import tiny

WIDE, HIGH = 3000, 2000
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", WIDE, HIGH)
JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + bytes(14)  # a segment to pass over
    + b"\xff\xff\xc2" + struct.pack(">HBHH", 17, 8, HIGH, WIDE) + bytes(10)
)  # fmt: skip
KINDS = {
    "png": PNG,
    "gif": b"GIF89a" + struct.pack("<HH", WIDE, HIGH),
    "jpeg": JPEG,
    "webp": b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", WIDE, HIGH),
    "lossless webp": b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f"
    + struct.pack("<I", (HIGH - 1) << 14 | (WIDE - 1)),
    "long webp": b"RIFF\0\0\0\0WEBPVP8X" + bytes(8)
    + (WIDE - 1).to_bytes(3, "little") + (HIGH - 1).to_bytes(3, "little"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_size_of_a_picture(kind):
    assert pictures.size(KINDS[kind]) == (WIDE, HIGH)


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 40), st.binary(max_size=40))
def test_a_damaged_picture_stops_nothing(kind, end, more):
    width, height = pictures.size(KINDS[kind][:end] + more)
    assert width >= 0
    assert height >= 0


def test_many_pixels_matter_when_they_weigh(tmp_path):
    today = date(2026, 11, 22)
    page = tiny.page("![Light](light.png)\n\n![Heavy](heavy.png)")
    tiny.write(tmp_path, {"docs/page.md": page})
    (tmp_path / "docs/light.png").write_bytes(PNG)
    (tmp_path / "docs/heavy.png").write_bytes(PNG + bytes(200_000))
    site = tiny.built(tmp_path, {}, today)
    (found,) = tiny.findings(site, "heavy-image", today)
    assert "heavy.png is 3,000 by 2,000 pixels and 200 kB" in found.message
    assert found.line == 9
