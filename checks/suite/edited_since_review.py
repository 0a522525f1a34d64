"""A page's words changed after the day on which it was last checked.

`last_reviewed` tells families that somebody held the whole page against its sources on that day.
What was written since has not been. A mended word is no matter (`review: edited_words` in
local-offer.yml says how many are), nor are a page's facts or its layout. Git says when the words
changed; without git, and where its history was cut off too early to tell, nothing is said.

Fix: read the whole page against its sources, then set `last_reviewed`. Nothing else is wrong.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-12
    ---
    Short breaks are for children with disabilities. Ring the team to ask for one, and say
    what would help you most. They ring you back in two days, and visit you at home.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Short breaks are for children with disabilities. Ring the team to ask for one, and say
    what would help you most. They ring you back in two days, and visit you at home.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of, in_words

SEVERITY = Severity.NOTE
NEEDS_HISTORY = True


def check(context: Context) -> Iterator[Problem]:
    least = context.site.settings.edited_words
    for path, edited in sorted(context.site.history().edited.items()):
        page = context.site.by_source.get(path)
        if page is None or page.review is None or edited.words < least:
            continue
        yield Problem(
            page.at_key("last_reviewed"),
            f"This page was last checked on {in_words(page.review.last)}, and its words changed "
            f"after that, last on {in_words(edited.day)}: {count_of(edited.words, 'word')} are "
            "new or gone.",
            "Read the whole page against its sources, then set “last_reviewed” to that day.",
            same="edited",
        )
