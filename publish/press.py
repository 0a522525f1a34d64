"""HTML for paper → a tagged PDF. The only module that knows WeasyPrint.

It runs as a program of its own (`python -m publish.press WORK.json`), one for each booklet:
two can work side by side, a fault in a library of the system ends only this one, and the
command itself starts without loading any of it. WORK.json names the HTML, the CSS, the PDF
to write and what it is known by; what came of it goes to standard output as JSON.

Nothing is fetched while it works: the HTML holds its pictures as data.

The PDF follows PDF/UA-1 (ISO 14289-1): tags, language, title, bookmarks. WeasyPrint makes
most of that; `_finish` does what it leaves to do.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import os
import re
import sys
import warnings
from pathlib import Path
from typing import Any

from publish.said import Said

# How the program ends when it can't work at all.
NO_WEASYPRINT, NO_LIBRARY, NO_FONT = 3, 4, 5

# Where the end of a PDF says that its table of contents stands, and the identifier in there.
_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_KNOWN_BY = re.compile(rb"/ID \[\(local-offer-([0-9a-f]{64})-(\d+)\)")


def main(work: str) -> int:
    given = json.loads(Path(work).read_text("utf-8"))
    gc.disable()  # It ends with the booklet, and is a sixth faster so.
    try:
        # WeasyPrint prints advice of its own when a library is missing; ours is in printing.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(record=True) as w:
            warnings.simplefilter("always")
            import weasyprint  # noqa: PLC0415
    except ImportError:
        return NO_WEASYPRINT
    except OSError:
        return NO_LIBRARY
    if any("FontConfig" in str(warning.message) for warning in w):
        return NO_FONT  # to go on would end in a fault of Pango's
    said = Said()
    logging.getLogger("weasyprint").addHandler(said)
    html = weasyprint.HTML(
        string=Path(given["html"]).read_text("utf-8"),
        url_fetcher=weasyprint.URLFetcher(allowed_protocols={"data"}),
    )
    document = _laid_out(html, weasyprint.CSS(given["css"]))
    pages = len(document.pages)
    document.write_pdf(
        given["pdf"],
        pdf_variant="pdf/ua-1",
        # The identifier says what the PDF was made from, so that a later build knows it.
        pdf_identifier=f"local-offer-{given['digest']}-{pages}".encode(),
        finisher=_finish,
    )
    sys.stdout.write(json.dumps({"pages": pages, "said": said.lines}))
    sys.stdout.flush()
    # At once: to take the libraries' objects apart is slow, and has no order that all can bear.
    os._exit(0)


def known(pdf: bytes) -> tuple[str, int] | None:
    """The digest that a PDF of ours was made from, and its number of pages."""
    table = _TABLE.search(pdf, max(0, len(pdf) - 64))
    match = _KNOWN_BY.search(pdf, int(table[1])) if table else None
    return (match[1].decode(), int(match[2])) if match else None


def _laid_out(html: Any, css: Any) -> Any:
    """The document with the right page numbers in it.

    CSS has target-counter() for this, but WeasyPrint 70 leaves it wrong when the numbers
    themselves push text to another page. So: lay out, write in the numbers, and lay out again
    until they are all right.
    """
    numbers = [span for span in html.etree_element.iter("span") if span.get("data-page")]
    for tried in range(_TRIES + 3):
        document = html.render(stylesheets=[css], pdf_variant="pdf/ua-1")
        pages = _pages(document)
        right = [str(pages[span.get("data-page")]) for span in numbers]
        if right == [span.text for span in numbers]:
            break
        for span, page in zip(numbers, right, strict=True):
            span.text = page
            if tried >= _TRIES:
                # Two layouts that lead to each other: with one width, a number moves nothing.
                span.set("style", "display: inline-block; width: 1.7em")
    return document


_TRIES = 4


def _pages(document: Any) -> dict[str, int]:
    """The page on which each anchor stands."""
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return pages


# ---- what PDF/UA asks and WeasyPrint 70 leaves to do --------------------------------------


def _finish(document: Any, pdf: Any) -> None:
    """Bring the PDF's objects in order, right before they are written."""
    tree = _object(pdf, pdf.catalog["StructTreeRoot"])
    elements = _elements(pdf, tree)
    _margins(pdf, tree, elements)
    _headers(tree, elements)
    _links(document, pdf, tree, elements)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _elements(pdf: Any, tree: Any) -> dict[bytes, Any]:
    """Every structure element that hangs in the tree, by its reference, in reading order."""
    found: dict[bytes, Any] = {}
    todo = list(reversed(tree["K"]))
    while todo:
        reference = todo.pop()
        # A number is a piece of a page's content; an OBJR is a link's place on the page.
        if isinstance(reference, bytes) and reference not in found:
            element = _object(pdf, reference)
            if element.get("Type") == "/StructElem":
                found[reference] = element
                todo.extend(reversed(element.get("K", ())))
    return found


def _margins(pdf: Any, tree: Any, elements: dict[bytes, Any]) -> None:
    """Headers and footers are artifacts (7.8), so that they are not read out on each page.

    WeasyPrint marks them as text, but hangs them nowhere in the tree.
    """
    import pydyf  # noqa: PLC0415 (comes with WeasyPrint)

    numbers = _object(pdf, tree["ParentTree"])["Nums"]
    parents = {numbers[n]: numbers[n + 1] for n in range(0, len(numbers), 2)}
    for page, reference in enumerate(pdf.page_references):
        stream = _object(pdf, _object(pdf, reference)["Contents"]).stream
        owners = parents[page]
        for n, piece in enumerate(stream):
            if not isinstance(piece, pydyf.Dictionary) or "MCID" not in piece:
                continue
            mcid = piece["MCID"]
            if owners[mcid] not in elements:
                stream[n - 1] = "/Artifact"
                stream[n] = pydyf.Dictionary({"Type": "/Pagination"})
                owners[mcid] = "null"


def _headers(tree: Any, elements: dict[bytes, Any]) -> None:
    """Every header cell has an identifier of its own, and the tree lists them (14.7.2).

    A table that goes on over the page repeats its headers with the same ones.
    """
    import pydyf  # noqa: PLC0415

    listed: list[tuple[str, bytes]] = []
    for number, (reference, element) in enumerate(elements.items()):
        if "ID" in element:
            # The cells below hold this same object, so they follow.
            element["ID"].string = f"header-{number:06}"
            listed.append((element["ID"].string, reference))
    if listed:
        names = pydyf.Array()
        for name, reference in sorted(listed):
            names.extend((pydyf.String(name), reference))
        tree["IDTree"] = pydyf.Dictionary({"Names": names})


def _links(document: Any, pdf: Any, tree: Any, elements: dict[bytes, Any]) -> None:
    """A link says which page it leads to (7.18.5), and is there once.

    WeasyPrint calls it by its anchor, and makes another link of every piece inside it.
    """
    import pydyf  # noqa: PLC0415

    pages = _pages(document)
    twice: set[bytes] = set()
    for element in elements.values():
        for reference in list(element.get("K", ())):
            thing = _object(pdf, reference) if isinstance(reference, bytes) else {}
            if thing.get("Type") != "/OBJR":
                continue
            link = _object(pdf, thing["Obj"])
            if element["S"] != "/Link":
                element["K"].remove(reference)
                twice.add(thing["Obj"])
            elif "Dest" in link:
                link["Contents"] = pydyf.String(f"Page {pages[link['Dest'].string]}")
    for reference in pdf.page_references:
        page = _object(pdf, reference)
        if "Annots" in page:
            kept = [link for link in page["Annots"] if link not in twice]
            page["Annots"] = pydyf.Array(kept)
    gone = {_object(pdf, reference)["StructParent"] for reference in twice}
    numbers = _object(pdf, tree["ParentTree"])["Nums"]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    numbers[:] = [part for number, owner in pairs if number not in gone for part in (number, owner)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
