"""Small files with and without what phones and word processors leave in them, made by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from pypdf import PdfWriter


def tiff(
    order: str = "<",
    *,
    fixed: bool = True,
    degrees: bool = True,
    angle: tuple[int, ...] = (51, 1, 45, 1, 0, 1),
) -> bytes:
    """Exif with a GPS directory: a latitude and a longitude. Not `fixed`: 0/0, as without a fix."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    first = struct.pack(order + "HHHIII", 1, 0x8825, 4, 1, 26, 0)
    numbers = struct.pack(order + "6I", *angle) if fixed else bytes(24)
    tags = (
        ((1, 2, 2, 0), (2, 5, 3, 200), (3, 2, 2, 0), (4, 5, 3, 200)) if degrees else ((0, 1, 4, 2),)
    )
    gps = struct.pack(order + "H", len(tags))
    gps += b"".join(struct.pack(order + "HHII", *tag) for tag in tags) + bytes(4)
    whole = mark + struct.pack(order + "I", 8) + first + gps
    return whole.ljust(200, b"\0") + numbers


def jpeg(*pieces: bytes) -> bytes:
    """The smallest start of a JPEG file, with these as its APP1 segments."""
    segments = b"".join(b"\xff\xe1" + struct.pack(">H", len(p) + 2) + p for p in pieces)
    return b"\xff\xd8" + segments + b"\xff\xda\0\2\xff\xd9"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0"))
    more = b"".join(chunk(*each) for each in chunks)
    return b"\x89PNG\r\n\x1a\n" + body + more + chunk(b"IEND", b"")


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def docx(author: str = "", changed: str = "", part: str = "docProps/core.xml") -> bytes:
    """What an office program's file holds of its makers."""
    core = (
        '<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d">'
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{changed}</cp:lastModifiedBy>"
        "</cp:coreProperties>"
    )
    return archive({part: core.encode()})


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 0, 0, 0)), data)
    return stream.getvalue()


def pdf(author: str = "", xmp: str = "", password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    if author:
        writer.add_metadata({"/Author": author})
    if xmp:
        writer.xmp_metadata = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:creator><rdf:Seq>'
            f"<rdf:li>{xmp}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
        ).encode()
    if password:
        writer.encrypt("", password)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


# What the manuals' examples name.
SAMPLES = {
    "garden.jpg": jpeg(),
    "garden-from-the-phone.jpg": jpeg(b"Exif\0\0" + tiff()),
    "leaflet.docx": docx("Anywhere Council"),
    "leaflet-by-jane-smith.docx": docx("Jane Smith"),
}
