"""A short form in capitals is explained nowhere.

Families meet dozens of short forms and can't ask a page what they mean. A short form is
explained when the glossary (`docs/about/glossary.yml`) has it, or when the page says what it
stands for: “an education, health and care (EHC) plan”, “EHC (education, health and care)”.
Short forms that everybody knows, such as NHS, are a list: `known` in
checks/packs/plain-english.yml, and under `plain_english` in local-offer.yml.

Fix: write it out where it first stands, with the short form in brackets, or put it into the
glossary. Leave the short form away if it is used only once.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    The special educational needs coordinator (SENCO) of your school can help you to ask.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    The SENCO of your school can help you to ask.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    for found in context.unexplained():
        also = f". {count_of(found.pages, 'page')} use it" if found.pages > 1 else ""
        yield Problem(
            found.place,
            f"“{found.short}” is explained neither on this page nor in the glossary{also}.",
            f"Write what it stands for where it first stands, as in “… ({found.short})”, or put it "
            "into docs/about/glossary.yml. If it is a name that everybody knows, put it under "
            "“plain_english: known” in local-offer.yml.",
            same=found.short,
        )
