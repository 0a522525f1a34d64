"""The checks, listed by hand.

A new check is its file, a line here, a tiny site and a line of the changelog.
"""

from typing import cast

from checks.model import Check
from checks.suite import (
    accessibility_barrier,
<<<<<<< HEAD
    all_capitals,
=======
    autoplaying_media,
    bad_aria,
    bad_autocomplete,
>>>>>>> engine
    bad_email,
    bad_front_matter,
    bad_language,
    bad_list,
    bad_phone,
    bad_postcode,
<<<<<<< HEAD
    bare_address,
=======
    bad_table_header,
    blocked_zoom,
>>>>>>> engine
    broken_anchor,
    broken_link,
    changing_law,
    date_style,
    deep_page,
    duplicate_id,
    empty_heading,
    empty_link,
    ended_contract,
    expired_waiver,
    future_review_date,
    hard_to_read,
<<<<<<< HEAD
    long_sentence,
=======
    headerless_table,
    hidden_but_focusable,
    missing_alt_text,
    missing_main_heading,
    missing_page_language,
    missing_page_title,
>>>>>>> engine
    missing_review_date,
    missing_transcript,
    moved_link,
    moving_text,
    nested_control,
    no_recent_comments,
    orphan_page,
    personal_data,
    review_due_soon,
    several_main_headings,
    skipped_heading_level,
    stale_review,
    stale_version,
    timed_refresh,
    unanswered_comment,
<<<<<<< HEAD
    unexplained_acronym,
=======
    uncaptioned_video,
>>>>>>> engine
    unknown_requirement,
    unlabelled_download,
    unmet_requirement,
    unnamed_control,
    unreachable_link,
    unsupported_claim,
    untitled_frame,
    unused_file,
    unused_waiver,
    vague_link_text,
    wall_of_text,
    words_to_avoid,
)

CHECKS: tuple[Check, ...] = cast(
    "tuple[Check, ...]",
    (
        accessibility_barrier,
<<<<<<< HEAD
        all_capitals,
=======
        autoplaying_media,
        bad_aria,
        bad_autocomplete,
>>>>>>> engine
        bad_email,
        bad_front_matter,
        bad_language,
        bad_list,
        bad_phone,
        bad_postcode,
<<<<<<< HEAD
        bare_address,
=======
        bad_table_header,
        blocked_zoom,
>>>>>>> engine
        broken_anchor,
        broken_link,
        changing_law,
        date_style,
        deep_page,
        duplicate_id,
        empty_heading,
        empty_link,
        ended_contract,
        expired_waiver,
        future_review_date,
        hard_to_read,
<<<<<<< HEAD
        long_sentence,
=======
        headerless_table,
        hidden_but_focusable,
        missing_alt_text,
        missing_main_heading,
        missing_page_language,
        missing_page_title,
>>>>>>> engine
        missing_review_date,
        missing_transcript,
        moving_text,
        nested_control,
        no_recent_comments,
        orphan_page,
        personal_data,
        review_due_soon,
        several_main_headings,
        skipped_heading_level,
        stale_review,
        stale_version,
        timed_refresh,
        unanswered_comment,
<<<<<<< HEAD
        unexplained_acronym,
=======
        uncaptioned_video,
>>>>>>> engine
        unknown_requirement,
        unlabelled_download,
        unmet_requirement,
        unnamed_control,
        unsupported_claim,
        untitled_frame,
        unused_file,
        unused_waiver,
        vague_link_text,
        wall_of_text,
        words_to_avoid,
    ),
)

# Those that need the network: run by `local-offer check-links`, never by `check`.
ON_REQUEST: tuple[Check, ...] = cast("tuple[Check, ...]", (moved_link, unreachable_link))
