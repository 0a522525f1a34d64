"""What a library complains of while it works for us, kept for the editor."""

from __future__ import annotations

import logging


class Said(logging.Handler):
    """Keeps warnings and what is worse, so that the editor sees them once and in our form."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
