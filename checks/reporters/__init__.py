"""Reports for their readers: one module a format, each with `render(report) -> str`."""

from collections.abc import Callable, Mapping

from checks.model import Report
from checks.reporters import json, text

REPORTERS: Mapping[str, Callable[[Report], str]] = {"json": json.render, "text": text.render}
