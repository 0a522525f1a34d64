"""Reports for their readers: one module a format, each with `render(report) -> str`."""

from collections.abc import Callable, Mapping

from checks.model import Report
from checks.reporters import github, gitlab, html, json, junit, sarif, text

REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "github": github.render,
    "gitlab": gitlab.render,
    "html": html.render,
    "json": json.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "text": text.render,
}
