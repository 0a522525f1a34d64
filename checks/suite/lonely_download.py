"""A page holds hardly more than a link to a document.

A PDF or Word file is hard to read on a phone, often shut to a screen reader, and says nothing
when it is out of date. What matters in it belongs on the page, as words. A page with fewer words
of its own than the council asks for (`documents: words` in local-offer.yml) is told.

Fix: write on the page what the document says: who it is for, what to do, by when. Keep the
document as the second way to read it.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Fill in [the form](form.pdf) to ask for a short break. You need your child’s name, the name
    of the school, and what you would like. You can do it on paper or with us on the phone. We
    answer within ten working days, and we tell you what happens next. If you get stuck, ring the
    team and we go through it together, line by line, as slowly as you like.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Read [our policy](policy.pdf).
"""

import re
from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of

SEVERITY = Severity.WARNING

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|rtf|pptx?|odp|pages)(?:$|[?#])", re.IGNORECASE)


def check(context: Context) -> Iterator[Problem]:
    least = context.site.settings.document_words
    for page in context.site.pages:
        if page.source is None or page.built is None:
            continue
        links = [k for k in page.built.links if k.in_content and k.element == "a"]
        documents = {link.target for link in links if _DOCUMENT.search(link.target)}
        whole = page.passage()
        if not documents or whole is None or whole.words >= least:
            continue
        # A list of pages is no wrapping of a document.
        if len(documents) * 2 < len({link.target for link in links}):
            continue
        named = next(link for link in links if link.target in documents)
        what = count_of(len(documents), "document")
        yield Problem(
            page.at_words(named.text, named.offset),
            f"This page holds {count_of(whole.words, 'word')} besides its links, which lead to "
            f"{what}: whoever can’t open {'it' if len(documents) == 1 else 'them'} learns nothing.",
            "Write on the page what the document says: who it is for, what to do, by when.",
        )
