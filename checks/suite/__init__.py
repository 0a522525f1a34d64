"""The checks, listed by hand.

A new check is its file, a line here, a tiny site and a line of the changelog.
"""

from typing import cast

from checks.model import Check
from checks.suite import (
    accessibility_barrier,
    bad_email,
    bad_front_matter,
    bad_phone,
    bad_postcode,
    bad_waiver,
    broken_anchor,
    broken_link,
    changing_law,
    deep_page,
    empty_link,
    ended_contract,
    expired_waiver,
    future_review_date,
    hard_to_read,
    missing_alt_text,
    missing_review_date,
    moved_link,
    no_recent_comments,
    orphan_page,
    personal_data,
    review_due_soon,
    stale_review,
    stale_version,
    unanswered_comment,
    unknown_requirement,
    unmet_requirement,
    unreachable_link,
    unsupported_claim,
    unused_file,
    unused_waiver,
)

CHECKS: tuple[Check, ...] = cast(
    "tuple[Check, ...]",
    (
        accessibility_barrier,
        bad_email,
        bad_front_matter,
        bad_phone,
        bad_postcode,
        bad_waiver,
        broken_anchor,
        broken_link,
        changing_law,
        deep_page,
        empty_link,
        ended_contract,
        expired_waiver,
        future_review_date,
        hard_to_read,
        missing_alt_text,
        missing_review_date,
        no_recent_comments,
        orphan_page,
        personal_data,
        review_due_soon,
        stale_review,
        stale_version,
        unanswered_comment,
        unknown_requirement,
        unmet_requirement,
        unsupported_claim,
        unused_file,
        unused_waiver,
    ),
)

# Those that need the network: run by `local-offer check-links`, never by `check`.
ON_REQUEST: tuple[Check, ...] = cast("tuple[Check, ...]", (moved_link, unreachable_link))
