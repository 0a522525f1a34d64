"""What a library complains of while it works for us, kept for the editor."""

from __future__ import annotations

import logging
import re

_CONFIG = re.compile(r"Config value '(?P<key>[^']*)': (?P<what>.*)", re.DOTALL)
_LINE = re.compile(r"(?P<what>.*?)\s*in \"[^\"]*\", line (?P<line>\d+).*", re.DOTALL)


class Said(logging.Handler):
    """Keeps warnings and what is worse, so that the editor sees them once and in our form."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def of_config(complaint: str, text: str) -> str:
    """What MkDocs says of its settings (`text`), with the line of mkdocs.yml where there is one."""
    if match := _CONFIG.fullmatch(complaint):
        key = re.search(rf"^{re.escape(match['key'])}\s*:", text, re.MULTILINE)
        line = text.count("\n", 0, key.start()) + 1 if key else 1
        return f"mkdocs.yml:{line}: “{match['key']}”: {' '.join(match['what'].split())}"
    if match := _LINE.fullmatch(complaint):
        return f"mkdocs.yml:{match['line']}: {' '.join(match['what'].split())}"
    return complaint if complaint.startswith("mkdocs.yml") else f"mkdocs.yml: {complaint}"
