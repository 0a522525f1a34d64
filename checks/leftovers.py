"""What files say of people without showing it: where a photo was taken, who wrote a document.

Pure: a file's name and bytes in, what was left in it out. Phones write the place into every photo
(Exif 2.32, the GPS directory; XMP; QuickTime's ©xyz), and word processors the name of whoever
sat at the computer. A file that is broken, or of another kind, says nothing.
"""

from __future__ import annotations

import codecs
import io
import logging
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from itertools import islice

LOCATION, AUTHOR = "photo-location", "document-author"
KINDS = frozenset({LOCATION, AUTHOR})

_PICTURES = (
    ".jpg", ".jpeg", ".jpe", ".jfif", ".pjpeg", ".png", ".apng", ".webp", ".heic", ".heif", ".hif",
    ".avif", ".tif", ".tiff", ".dng", ".jxl", ".jp2", ".gif", ".svg",
)  # fmt: skip
_FILMS = (".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2")
_PAPERS = (
    ".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xlsb", ".xltx", ".xltm", ".pptx",
    ".pptm", ".ppsx", ".ppsm", ".potx", ".potm", ".vsdx",
)  # fmt: skip
_OPEN_PAPERS = (".odt", ".ods", ".odp", ".odg", ".ott", ".ots", ".otp")
_OTHERS = (".pdf", ".rtf")
BY_KIND = {
    LOCATION: (*_PICTURES, *_FILMS),
    AUTHOR: (*_PAPERS, *_OPEN_PAPERS, *_OTHERS),
}


def may_say_where(name: str, start: bytes) -> bool:
    """Whether a file is a picture or a film, by its name or by its first bytes."""
    return name.lower().endswith((*_PICTURES, *_FILMS)) or _is_film(start) or _is_picture(start)


def _is_film(start: bytes) -> bool:
    return start[4:8] == b"ftyp"  # or a picture of the same family: HEIC, AVIF


def _is_picture(start: bytes) -> bool:
    return start.startswith(_STARTS) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")


def has_location(name: str, data: bytes) -> bool:
    """Whether a picture or film says where it was taken, whatever it is called."""
    name = name.lower()
    found = False
    if name.endswith(_FILMS) or _is_film(data):
        found = any(map(_PLACE.match, _after(_FILM, data))) or bool(_XMP.search(data))
    if not found and may_say_where(name, data):
        found = any(map(_in_tiff, _exif(data))) or any(map(_XMP.search, _xmp(data)))
    return found


def authors(name: str, data: bytes) -> tuple[str, ...]:
    """The people and programs that a document names as its makers, each once."""
    name = name.lower()
    if name.endswith(".pdf"):
        found = list(_of_pdf(data))
    elif name.endswith((*_PAPERS, *_OPEN_PAPERS)):
        found = list(_of_zip(data))
    elif name.endswith(".rtf"):
        found = [_of_rtf(match[1]) for match in _RTF.finditer(data[:100_000])]
    else:
        found = []
    flat = (" ".join(each.split()) for each in found)
    return tuple(dict.fromkeys(each for each in flat if each))


# ---- pictures -----------------------------------------------------------------------------------

# A box of QuickTime, and Apple's own key, with a place after ISO 6709: +51.7520-001.2577/; 3GPP's
# box, with a name, a role, and a longitude and a latitude that are not 0.
_FILM = re.compile(rb"\xa9xyz|location\.ISO6709|loci\0{4}")
_PLACE = re.compile(
    rb"(?:\xa9xyz|location\.ISO6709).{0,4096}?(?![+-]0+\.0+[+-]0+\.0+)[+-]\d{1,3}\.\d+[+-]\d{1,3}\.\d+"
    rb"|loci.{6}[^\0]{0,200}\0.(?!\0{8}).{8}",
    re.DOTALL,
)
_XMP = re.compile(
    rb":GPSLatitude(?:\s*=\s*[\"'](?=[^\"'])|>\s*(?=[^<\s]))(?!0{1,3}(?:,0{1,9}(?:\.0{0,9})?){1,2}[NS])"
)
_PACKED = b"XML:com.adobe.xmp\0\1"
_TIFFS = (b"II*\0", b"MM\0*")
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", *_TIFFS)
_HEADER = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4
_MOST = 4 << 20  # so much is unpacked of a compressed text
# More places, chunks and entries than these no camera writes: a file made to keep us busy does.
_PLACES, _CHUNKS, _ENTRIES = 64, 50_000, 1_000


def _exif(data: bytes) -> Iterator[bytes]:
    """The pieces of a picture that may be Exif's, each from its TIFF header."""
    if data.startswith(_TIFFS):
        yield data
    yield from _after(_HEADER, data, part=6)
    for name, piece in _chunks(data):
        if name in (b"eXIf", b"EXIF"):
            yield piece.removeprefix(b"Exif\0\0")
        elif piece.startswith(b"Raw profile type "):
            yield _profile(name, piece)


def _after(pattern: re.Pattern[bytes], data: bytes, part: int = 0) -> Iterator[bytes]:
    """What follows the places that a pattern finds, from a part of these on."""
    for match in islice(pattern.finditer(data), _PLACES):
        yield data[match.start() + part : match.start() + 0x20000]


def _xmp(data: bytes) -> Iterator[bytes]:
    yield data
    for name, piece in _chunks(data):
        if name == b"iTXt" and piece.startswith(_PACKED):
            # Then its method, its language and its name in that language.
            _, _, rest = piece[len(_PACKED) + 1 :].partition(b"\0")
            yield _unpacked(rest.partition(b"\0")[2])
        elif piece.startswith(b"Raw profile type "):
            yield _profile(name, piece)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG or WebP file, each with its name."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        at, order, name_first, extra = 8, ">I", False, 4
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        at, order, name_first, extra = 12, "<I", True, 0
    else:
        return
    for _ in range(_CHUNKS):
        if at + 8 > len(data):
            return
        first, second = data[at : at + 4], data[at + 4 : at + 8]
        name, size = (first, second) if name_first else (second, first)
        (length,) = struct.unpack(order, size)
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + extra + (length % 2 if name_first else 0)


def _profile(name: bytes, piece: bytes) -> bytes:
    """Exif as older programs put it into a PNG: in hex digits, mostly compressed."""
    if name == b"zTXt":
        text = _unpacked(piece.partition(b"\0")[2][1:])
    else:
        text = piece.partition(b"\0")[2]
    digits = re.sub(rb"\s", b"", b"\n".join(text.split(b"\n")[3:]))
    try:
        plain = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""
    return plain.removeprefix(b"Exif\0\0")


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST)
    except zlib.error:
        return b""


def _in_tiff(tiff: bytes) -> bool:
    """Whether a TIFF's first directory leads to a place: a latitude and a longitude."""
    if not tiff.startswith(_TIFFS):
        return False
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        for tag, _, _, where in _entries(tiff, order, first):
            if tag == _GPS:
                given = {entry[0]: entry for entry in _entries(tiff, order, where)}
                angles = [_angle(tiff, order, given.get(each)) for each in (_LATITUDE, _LONGITUDE)]
                # Both 0 is a camera without a fix; nobody lives there.
                return None not in angles and any(map(any, filter(None, angles)))
    except struct.error:  # it ends too soon
        pass
    return False


_Entry = tuple[int, int, int, int]  # tag, kind, count, value or where it stands


def _entries(tiff: bytes, order: str, at: int) -> Iterator[_Entry]:
    (count,) = struct.unpack_from(order + "H", tiff, at)
    for number in range(min(count, _ENTRIES)):
        yield struct.unpack_from(order + "HHII", tiff, at + 2 + 12 * number)


def _angle(tiff: bytes, order: str, entry: _Entry | None) -> tuple[int, ...] | None:
    """The degrees, minutes and seconds of an entry; without a fix cameras leave them 0/0."""
    if entry is None or entry[1:3] not in ((5, 3), (10, 3)):
        return None
    numbers = struct.unpack_from(order + "6I", tiff, entry[3])
    return numbers[::2] if numbers[1] else None


# ---- documents ----------------------------------------------------------------------------------

_RTF = re.compile(
    rb"\{(?:\\\*)?\\(?:author|operator|manager) "
    rb"((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u\d{1,5}\??){0,200})\}"
)
_RTF_SIGN = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(\d{1,5})\??")
_PDF = re.compile(rb"/Author\s{0,9}\(([^()\\\0]{1,200})\)")  # in what can't be read otherwise
_SAID = r"\s*=\s*(?:\"([^\"<]{0,500})\"|'([^'<]{0,500})')"
_NAMED = re.compile(
    # PowerPoint's authors of notes, old and new.
    rf"<(?:\w{{1,10}}:)?(?:cmAuthor|author|userInfo)\s(?:[^<>]{{0,500}}?\s)?name{_SAID}"
    # Word's core facts and OpenDocument's, also of a note or a change; an author of Excel's notes.
    r"|<(?:[\w-]{1,20}:)?(?:creator|lastModifiedBy|initial-creator|Manager|author)(?:\s[^<>]{0,500})?>"
    r"(?:<!\[CDATA\[)?([^<\]]{0,500})(?=[<\]])"
    # Word: whatever was changed, moved or noted, and who was there.
    rf"|\sw\d{{0,3}}:author{_SAID}"
    # Excel's people.
    rf"|<(?:\w{{1,10}}:)?person\s(?:[^<>]{{0,500}}?\s)?displayName{_SAID}"
)
# Word's own and what other programs call the same; the text is read for changes and notes in it.
_PARTS = re.compile(
    r"docProps/[\w-]{1,40}\.xml|(?:meta|content|styles)\.xml"
    r"|word/(?:glossary/)?(?:comments|document|footnotes|endnotes|header|footer|people)\d{0,4}\.xml"
    r"|ppt/(?:commentAuthors|authors)\.xml"
    r"|xl/(?:\w{1,40}/)?(?:comments?|persons?|userNames)\d{0,4}\.xml"
)
# So much is unpacked at a time, of a whole document, and read twice where two pieces meet.
_PIECE, _MOST_WORDS, _SEAM = 1 << 20, 32 << 20, 2048
_MOST_PARTS = 200


def _of_zip(data: bytes) -> Iterator[str]:
    left = _MOST_WORDS
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in islice(filter(_PARTS.fullmatch, archive.namelist()), _MOST_PARTS):
                with archive.open(part) as stream:
                    rest, decoder = "", None
                    while left > 0 and (piece := stream.read(min(_PIECE, left))):
                        left -= len(piece)
                        decoder = decoder or _decoder(piece)
                        text = rest + decoder.decode(piece)
                        for match in _NAMED.finditer(text):
                            yield unescape(next(filter(None, match.groups()), ""))
                        rest = text[-_SEAM:]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return  # broken, or locked with a password
    except NotImplementedError:
        return  # packed in a way that few programs know


def _decoder(start: bytes) -> codecs.IncrementalDecoder:
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return codecs.getincrementaldecoder("utf-16" if wide else "utf-8")("replace")


def _of_rtf(written: bytes) -> str:
    """A name with its escapes read: Ren\\'e9e, \\u346?ukasz."""

    def sign(match: re.Match[str]) -> str:
        return (
            bytes.fromhex(match[1]).decode("cp1252", "replace") if match[1] else chr(int(match[2]))
        )

    return _RTF_SIGN.sub(sign, written.decode("cp1252", "replace"))


def _of_pdf(data: bytes) -> Iterator[str]:
    import pypdf  # noqa: PLC0415 (a slow import, and few sites have PDFs)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # broken files are not our matter
    found: list[object] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        facts = reader.metadata
        found.append(facts.author if facts else None)
        more = reader.xmp_metadata
        found += more.dc_creator or [] if more else []
    except Exception:  # noqa: BLE001 (whatever a broken file does to its reader)
        if not found and b"/Encrypt" not in data:
            found += (m[1].decode("latin-1") for m in islice(_PDF.finditer(data), _PLACES))
    yield from (str(each) for each in found if each)
