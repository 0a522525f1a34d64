"""A document names a person as its author.

Word processors write the name of whoever sat at the computer into the file, and PDFs made from it
keep it. Readers' programs show it, and search engines find it. The council speaks for itself; its
staff need not be found by name.

Fix: in Word, choose File, Info, Check for Issues, Inspect Document, and remove the author. Save it,
make the PDF again, and replace the file. An author who may be named goes into
`privacy: may_be_named` in local-offer.yml.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [The leaflet](leaflet.docx) (Word, 1 kB)

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [The leaflet](leaflet-by-jane-smith.docx) (Word, 1 kB)
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    for trace in context.papers():
        yield Problem(trace.place, trace.message, trace.fix, severity=trace.severity)
