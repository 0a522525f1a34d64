"""What photos and documents say of people without showing it, read by ourselves."""

from __future__ import annotations

import io
import zlib
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import leftovers, load, people, people_words
from checks.model import Leftover, Place, Settings, Site, Team
from checks.people.boxes import is_maker
from checks.people.signs import signs
from tests import left, tiny
from tests.conftest import TODAY

EXIF = b"Exif\0\0"
XMP = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="51,45.12N" exif:GPSLongitude="1,15W"/>'
PROFILE = b"\nexif\n     300\n" + (EXIF + left.tiff()).hex().encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", left.jpeg(EXIF + left.tiff())),
        ("A.JPEG", left.jpeg(b"other", EXIF + left.tiff(">"))),
        ("a.jpg", left.jpeg(b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
        ("a.jpg", left.jpeg(XMP.replace(b'="51,45.12N"', b">51,45.12N<"))),
        ("a.png", left.png((b"eXIf", left.tiff()))),
        ("a.png", left.png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP))),
        ("a.png", left.png((b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)))),
        ("a.png", left.png((b"tEXt", b"Raw profile type exif\0" + PROFILE))),
        ("a.png", left.png((b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(PROFILE)))),
        ("a.webp", left.webp((b"VP8 ", b"abc"), (b"EXIF", left.tiff()))),
        ("a.webp", left.webp((b"EXIF", EXIF + left.tiff(">")))),
        ("a.tif", left.tiff()),
        ("noext", left.jpeg(EXIF + left.tiff())),
        ("c.jpeg.bak", left.jpeg(EXIF + left.tiff(">"))),
        ("a.dat", b"\0\0\0\x18ftypheic" + bytes(50) + b"\0\0\0\6" + EXIF + left.tiff(">")),
        ("a.jpg", left.jpeg(EXIF + left.tiff(angle=(0, 1, 5, 1, 0, 1)))),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(50) + b"\0\0\0\6" + EXIF + left.tiff(">")),
        ("a.mp4", b"\0\0\0\x18ftypmp42" + b"\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+51.7520-001.2577/"),
        ("a.mov", b"com.apple.quicktime.location.ISO6709" + bytes(30) + b"+51.7520-001.2577+060/"),
    ],
)
def test_a_place_is_found(name, data):
    assert leftovers.has_location(name, data)
    for end in range(0, len(data), 7):  # cut short, it never raises
        leftovers.has_location(name, data[:end])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", left.jpeg()),
        ("a.jpg", left.jpeg(EXIF + left.tiff(fixed=False))),
        ("a.jpg", left.jpeg(EXIF + left.tiff(degrees=False))),
        ("a.jpg", left.jpeg(XMP.replace(b"51,45.12N", b""))),
        ("a.png", left.png()),
        ("a.webp", left.webp((b"VP8 ", b"abc"))),
        ("a.html", b"<svg>" + EXIF + left.tiff()),
        ("a.mp4", b"\0\0\0\x18ftypmp42 \xa9xyz nowhere"),
        ("a.jpg", b""),
        ("a.txt", b"words: " + left.tiff()),
        ("a.jpg", left.jpeg(EXIF + left.tiff(angle=(0, 1, 0, 1, 0, 1)))),
        ("a.jpg", left.jpeg(XMP.replace(b"51,45.12N", b"0,0.000000N"))),
        ("a.mp4", b"\0\0\0\x18ftypmp42\xa9xyz\0\x12\x15\xc7+00.0000+000.0000/"),
    ],
)
def test_no_place_is_made_up(name, data):
    assert not leftovers.has_location(name, data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_as_another_program_writes_it(kind):
    """A second opinion: Pillow's files, with a place and without."""
    image = pytest.importorskip("PIL.Image")
    for place in (True, False):
        exif = image.Exif()
        exif[0x010F] = "Camera"
        if place:
            exif[0x8825] = {1: "N", 2: (51.0, 45.0, 7.2), 3: "W", 4: (1.0, 15.0, 27.7)}
        stream = io.BytesIO()
        image.new("RGB", (4, 4)).save(stream, kind, exif=exif)
        assert leftovers.has_location(f"a.{kind.lower()}", stream.getvalue()) is place


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", left.pdf("Jane Smith"), ("Jane Smith",)),
        ("A.PDF", left.pdf(xmp="Jane Smith"), ("Jane Smith",)),
        ("a.pdf", left.pdf("Jane Smith", "J. Smith"), ("Jane Smith", "J. Smith")),
        ("a.pdf", left.pdf("Jane Smith", password="secret"), ("Jane Smith",)),
        ("a.pdf", left.pdf(), ()),
        ("a.docx", left.docx("Jane Smith", "Siân &amp; Co"), ("Jane Smith", "Siân & Co")),
        ("a.xlsx", left.docx("Jane  Smith", "Jane Smith"), ("Jane Smith",)),
        ("a.pptx", left.docx(), ()),
        ("a.odt", left.docx("Jane Smith", part="meta.xml"), ("Jane Smith",)),
        ("a.docx", left.archive({"word/document.xml": b"<a/>"}), ()),
        ("a.rtf", rb"{\rtf1{\info{\author Jane Smith}{\operator J}}", ("Jane Smith", "J")),
        ("a.docx", b"PK\3\4 broken", ()),
        ("a.pdf", b"%PDF-1.7 broken", ()),
        ("a.txt", b"Jane Smith", ()),
    ],
)
def test_the_makers_of_a_document(name, data, found):
    assert leftovers.authors(name, data) == found


def test_a_file_of_entities_is_no_trap():
    """A few lines of XML that stand for gigabytes: nothing of them is expanded."""
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]><a><dc:creator>&a;&a;</dc:creator></a>'
    assert leftovers.authors("a.docx", left.archive({"docProps/core.xml": bomb.encode()})) == (
        "&a;&a;",
    )


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.jfif", left.jpeg(EXIF + left.tiff()), True),
        ("a.gif", left.jpeg(EXIF + left.tiff()), True),  # whatever it is called
        ("a.jpg", b'\xff\xd8<a e:GPSLatitude="51,45N">', True),
        ("a.svg", b"<svg><exif:GPSLatitude>51,45N</exif:GPSLatitude></svg>", True),
        ("a.svg", b"<svg><text>GPSLatitude</text></svg>", False),
        ("a.3gp", b"\xa9xyz\0\x12\x15\xc7+51.7520-001.2577/", True),
        ("a.mp4", b"loci\0\0\0\0\x15\xc7Home\0\0" + b"\xff\xff\0\1\0\x33\0\0", True),
        ("a.mp4", b"loci\0\0\0\0\x15\xc7\0\0" + bytes(8), False),
        ("a.mp4", b'<rdf exif:GPSLatitude="51,45N"/>', True),
    ],
)
def test_a_place_is_found_wherever_it_is_kept(name, data, found):
    assert leftovers.has_location(name, data) is found


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.dotm", left.docx("Jane Smith"), ("Jane Smith",)),
        ("a.docx", left.docx("<![CDATA[Jane Smith]]>"), ("Jane Smith",)),
        ("a.docx", left.docx("Jane Smith", part="docProps/core2.xml"), ("Jane Smith",)),
        (
            "a.docx",
            left.archive({"word/comments.xml": b'<w:comment w:id="1" w:author="Jane Smith">'}),
            ("Jane Smith",),
        ),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), ()),  # with a password
        ("a.rtf", rb"{\rtf1{\info{\author Ren\'e9e Smith}}}", ("Renée Smith",)),
        ("a.rtf", rb"{\rtf1{\info{\*\manager \u346?ukasz}}}", ("Śukasz",)),
        ("a.pdf", left.pdf("Jane Smith")[:-60], ("Jane Smith",)),
        ("a.pdf", left.pdf("Jane Smith", xmp="<x"), ("Jane Smith",)),
    ],
)
def test_a_maker_is_found_in_odd_files(name, data, found):
    assert leftovers.authors(name, data) == found


@pytest.mark.parametrize(
    ("name", "part", "text"),
    [
        ("a.docx", "word/document.xml", '<w:moveFrom w:id="1" w:author="Jane Smith">'),
        ("a.docx", "word/document.xml", "<w:rPrChange\n w:author = 'Jane Smith'/>"),
        ("a.docx", "word/document.xml", "<w:t>W</w:t>" * 100_000 + '<w:ins w:author="Jane Smith">'),
        ("a.docx", "word/document.xml", "<" * ((1 << 20) - 9) + '<w:ins w:author="Jane Smith">'),
        ("a.docx", "word/footnotes.xml", '<w:ins w:author="Jane Smith">'),
        ("a.docx", "word/header1.xml", '<w:del w:author="Jane Smith">'),
        ("a.docx", "word/people.xml", '<w15:person w15:author="Jane Smith">'),
        ("a.pptx", "ppt/commentAuthors.xml", '<p:cmAuthor id="0" name="Jane Smith" initials="J"/>'),
        ("a.pptx", "ppt/authors.xml", "<p188:author id='{0}' name='Jane Smith'/>"),
        ("a.xlsx", "xl/comments1.xml", "<authors><author>Jane Smith</author></authors>"),
        ("a.xlsx", "xl/persons/person.xml", '<person displayName="Jane Smith" id="{0}"/>'),
        ("a.odt", "content.xml", "<office:annotation><dc:creator>Jane Smith</dc:creator>"),
        ("a.odt", "styles.xml", "<office:change-info><dc:creator>Jane Smith</dc:creator>"),
    ],
)
def test_who_changed_or_noted_something_is_found(name, part, text):
    assert leftovers.authors(name, left.archive({part: text.encode()})) == ("Jane Smith",)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("word/document.xml", "<w:t>w:author is a word, and so is name</w:t>"),
        ("word/media/person.xml", '<person displayName="Jane Smith"/>'),
        ("xl/sheet1.xml", "<author>Jane Smith</author>"),
        ("ppt/authors.xml", '<p188:author id="0" surname="Jane Smith"/>'),
    ],
)
def test_nobody_is_made_up_from_the_words(part, text):
    assert leftovers.authors("a.docx", left.archive({part: text.encode()})) == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", (EXIF + b"II*\0\x08\0\0\0\xff\xff") * 300_000),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(3_000_000)),
        ("a.webp", b"RIFF\0\0\0\0WEBP" + b"AAAA\0\0\0\0" * 500_000),
        ("a.mp4", b"\xa9xyz" * 1_000_000),
        ("a.docx", left.archive({"docProps/core.xml": b"<dc:creator " * 80_000})),
        ("a.docx", left.archive({"docProps/core.xml": bytes(20_000_000)})),
        ("a.docx", left.archive({f"word/header{n}.xml": b"<a " * 700_000 for n in range(30)})),
        ("a.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000),
    ],
    ids=["headers", "zeros", "chunks", "places", "tags", "bomb", "bombs", "brackets"],
)
def test_a_file_made_to_keep_us_busy_does_not(name, data):
    """Each took minutes, or would have: there is an end to what is looked at."""
    started = perf_counter()
    assert not leftovers.has_location(name, data)
    assert leftovers.authors(name, data) == ()
    assert perf_counter() - started < 10


ENDS = sorted({end for ends in leftovers.BY_KIND.values() for end in ends})
STARTS = [b"", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"II*\0\x08\0\0\0", b"%PDF-1.7\n", EXIF]


@given(st.sampled_from(ENDS), st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_can_be_read(end, start, data):
    assert leftovers.has_location(f"a{end}", start + data) in (True, False)
    assert leftovers.authors(f"a{end}", start + data) == leftovers.authors(f"a{end}", start + data)


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ("Jane Smith", True),
        ("SMITH Jane", True),
        ("QUELLETTE, Xanthe (Services)", False),
        ("QUELLETTE Xanthe", True),
        ("Smith, J", True),
        ("jsmith", True),
        ("smithj", True),
        ("Mohammed", True),
        ("jane.smith@anywhere.gov.uk", True),
        ("Jane Smith <team@anywhere.gov.uk>", True),
        ("Early years <early.years@anywhere.gov.uk>", False),
        ("info@anywhere.gov.uk", False),
        ("Anywhere Council", False),
        ("Rights team", False),
        ("SEND Service", False),
        ("Mary Hare School", False),
        ("Microsoft Office User", False),
        ("python-docx", False),
        ("Patron", False),
        ("Named Here Jones", False),
        ("Acme", False),
        ("NHS England", False),
        ("", False),
    ],
)
def test_only_people_are_told(tmp_path, author, told):
    settings = Settings(
        council="Anywhere Council",
        teams={"rights": Team("Rights team")},
        may_be_named={"Named Here Jones": "Signs all papers."},
    )
    tiny.write(tmp_path, {"docs/a.docx": left.docx(author)})
    site = Site((), frozenset(), settings, leftovers=tuple(leftover(author)))
    assert bool(list(people.papers(site, people_words.load()))) is told


def leftover(author: str):
    yield Leftover(Place("docs/a.docx", 1), authors=(author,))


def test_files_are_read_only_when_they_are_asked_after(tmp_path, monkeypatch):
    files = {"docs/a.jpg": left.SAMPLES["garden-from-the-phone.jpg"], "docs/a.docx": left.docx("J")}
    tiny.built(tmp_path, files, TODAY)
    read = []
    monkeypatch.setattr(leftovers, "has_location", lambda name, data: bool(read.append(name)))
    for kinds, names in (
        ((), []),
        (("photo-location",), ["a.jpg"]),
        (("document-author",), ["a.docx"]),
    ):
        read.clear()
        load.load(tmp_path, tmp_path / "site", kinds=kinds)
        assert read == names


def test_our_own_booklets_name_nobody(tmp_path):
    """They are named after the site, and no person made them."""
    assert not is_maker("Anywhere Council", signs(people_words.load()))
