"""Something on a page keeps disabled people from reading or using it.

Found by opening every page in a browser (`local-offer check --browser`): with axe-core's rules
of WCAG 2.2 A and AA, in light and dark colours, on a phone, a tablet and a computer; zoomed to
400 %; and with wide text spacing. What breaks a rule of WCAG is an error, what breaks axe's
advice is a warning, and what a machine can't decide is a note. `handbook/accessibility.md` says
what no machine can find.

Fix: mend the element that the message names, in the file and line that it names. Where that
is a template, all pages are mended at once.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <button type="button">Print this page</button>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <button type="button"></button>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR
NEEDS_BROWSER = True


def check(context: Context) -> Iterator[Problem]:
    for barrier in context.barriers():
        yield Problem(barrier.place, barrier.message, barrier.fix, barrier.severity)
