"""An address as it was written → what a browser makes of it, and the host that it asks.

After the URL standard (whatwg.org): control characters and spaces around it are cut, tabs and
line ends inside are dropped, and a backslash stands for a slash where there is a host.
"""

from __future__ import annotations

import re

_AROUND = "".join(map(chr, range(0x21)))
_INSIDE = re.compile(r"[\t\n\r]")
_HOST = re.compile(r"(?:(?:https?|wss?|ftp):[\\/]*|[\\/]{2,})([^\\/?#]+)", re.IGNORECASE)
_PORT = re.compile(r":\d*\Z")


def bare(address: str) -> str:
    """An address without what browsers drop, its scheme in lower case."""
    address = _INSIDE.sub("", address.strip(_AROUND))
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}:{rest}" if colon else address


def host(address: str) -> str:
    """The other host that an address names, in lower case; "" when it stays on this one."""
    match = _HOST.match(bare(address))
    if match is None:
        return ""
    return _PORT.sub("", match[1].rpartition("@")[2]).rstrip(".").lower()
