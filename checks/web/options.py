"""The options of `local-offer check-links` and `local-offer links`.

Apart from `checks.web.cli`, so that a command which asks no other site need not load what does.
"""

from __future__ import annotations

import argparse

from checks.reporters import REPORTERS


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `check-links`."""
    names = ", ".join(sorted(REPORTERS))
    parser.add_argument("folder", nargs="?", metavar="DIR", help="any folder of HTML, instead")
    parser.add_argument("--base-url", default="", metavar="URL", help="where that folder stands")
    parser.add_argument("--format", default="text", metavar="FORMAT", help=f"one of: {names}")
    parser.add_argument("--output", metavar="FILE", help="write the report to a file")
    parser.add_argument(
        "--fail-on", default="error", metavar="LEVEL", help="error (default), warning or never"
    )
    parser.add_argument(
        "--page", action="append", default=[], metavar="FILE",
        help="only the links of this page, such as docs/index.md (repeatable; * for anything)",
    )  # fmt: skip
    parser.add_argument("--again", action="store_true", help="ask also what is still fresh")
    parser.add_argument(
        "--emails", action="store_true", help="ask also whether the hosts of emails take any"
    )
    parser.add_argument("--offline", action="store_true", help="ask nothing; report the ledger")
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME",
        help="a private host that may be asked after all (repeatable)",
    )  # fmt: skip
    parser.add_argument("--minutes", type=float, metavar="N", help="the longest that it may take")
    parser.add_argument("--ledger", metavar="FILE", help="where results are kept")
    parser.add_argument("--today", metavar="DATE", help="check as if on this day (2026-11-22)")
    parser.add_argument("--site", default="site", metavar="DIR", help="the built site (site/)")
    parser.set_defaults(law_as_at=None)


def add_list_options(parser: argparse.ArgumentParser) -> None:
    """The options of `links`."""
    parser.add_argument("--state", action="append", default=[], metavar="STATE")
    parser.add_argument("--host", action="append", default=[], metavar="NAME")
    parser.add_argument("--by", default="state", metavar="ORDER", help="state, host or slowest")
    parser.add_argument("--format", default="text", metavar="FORMAT", help="text, json or csv")
    parser.add_argument("--output", metavar="FILE", help="write it to a file")
    parser.add_argument("--ledger", metavar="FILE", help="where results are kept")
