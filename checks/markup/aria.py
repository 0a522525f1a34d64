"""WAI-ARIA as data: which roles and attributes there are, and what goes with what.

By WAI-ARIA 1.2 (https://www.w3.org/TR/wai-aria-1.2/), with the roles of the Graphics and the
Digital Publishing modules, and the few attributes of the draft of 1.3 that browsers know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Role(NamedTuple):
    """What a role may have and must have. Words are separated by spaces."""

    takes: str = ""  # attributes, beside the global ones
    needs: str = ""  # attributes
    inside: str = ""  # roles, one of which must hold it
    holds: str = ""  # roles, one of which it must hold


_CELL = "aria-colindex aria-colindextext aria-colspan aria-rowindex aria-rowindextext aria-rowspan"
_IN_GRID = "aria-expanded aria-readonly aria-required aria-selected"
_RANGE = "aria-valuemax aria-valuemin aria-valuenow aria-valuetext"
_PLACE = "aria-posinset aria-setsize"
_FIELD = "aria-readonly aria-required"
# Besides what ARIA 1.2 names: a menu that opens beside its item, as in the Authoring Practices, and
# lines between items, which ARIA 1.3 adds.
_MENU = "menu menuitem menuitemcheckbox menuitemradio separator"
_ROWS = "row rowgroup"

# Roles that hold nothing but what the page holds anyway, and take global attributes only.
_PLAIN = _set("""
alert banner blockquote caption code comment complementary contentinfo definition deletion
directory document emphasis figure form generic graphics-document graphics-object
graphics-symbol image img insertion log main mark marquee math navigation none note paragraph
presentation region search status strong subscript suggestion superscript term time timer
tooltip
doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry
doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover doc-credit
doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue doc-errata
doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction
doc-noteref doc-notice doc-pagebreak doc-pagefooter doc-pageheader doc-pagelist doc-part
doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc
""")

ROLES: Mapping[str, Role] = {
    **{name: Role() for name in sorted(_PLAIN)},
    "alertdialog": Role("aria-modal"),
    "application": Role("aria-activedescendant aria-expanded"),
    "article": Role(_PLACE),
    "button": Role("aria-expanded aria-pressed"),
    "cell": Role(_CELL, inside="row"),
    "checkbox": Role(f"aria-checked aria-expanded {_FIELD}", "aria-checked"),
    "columnheader": Role(f"{_CELL} {_IN_GRID} aria-sort", inside="row"),
    "combobox": Role(
        f"aria-activedescendant aria-autocomplete aria-expanded {_FIELD}",
        "aria-controls aria-expanded",
    ),
    "dialog": Role("aria-modal"),
    "feed": Role(holds="article"),
    "grid": Role(
        "aria-activedescendant aria-colcount aria-multiselectable aria-readonly aria-rowcount",
        holds=_ROWS,
    ),
    "gridcell": Role(f"{_CELL} {_IN_GRID}", inside="row"),
    "group": Role("aria-activedescendant"),
    "heading": Role("aria-level", "aria-level"),
    "link": Role("aria-expanded"),
    "list": Role(holds="listitem"),
    "listbox": Role(
        "aria-activedescendant aria-expanded aria-multiselectable aria-orientation "
        f"{_FIELD}",
        holds="group option",
    ),
    "listitem": Role(f"aria-level {_PLACE}", inside="directory list"),
    "menu": Role("aria-activedescendant aria-orientation", holds=f"group {_MENU}"),
    "menubar": Role("aria-activedescendant aria-orientation", holds=f"group {_MENU}"),
    "menuitem": Role(f"aria-expanded {_PLACE}", inside="group menu menubar"),
    "menuitemcheckbox": Role(
        f"aria-checked aria-expanded {_PLACE}", "aria-checked", inside="group menu menubar"
    ),
    "menuitemradio": Role(
        f"aria-checked aria-expanded {_PLACE}", "aria-checked", inside="group menu menubar"
    ),
    "meter": Role(_RANGE, "aria-valuenow"),
    "option": Role(f"aria-checked aria-selected {_PLACE}", inside="group listbox"),
    "progressbar": Role(_RANGE),
    "radio": Role(f"aria-checked {_PLACE}", "aria-checked"),
    "radiogroup": Role(f"aria-activedescendant aria-orientation {_FIELD}"),
    "row": Role(
        f"aria-activedescendant aria-colindex aria-expanded aria-level {_PLACE} aria-rowindex "
        "aria-rowindextext aria-selected",
        inside="grid rowgroup table treegrid",
        holds="cell columnheader gridcell rowheader",
    ),
    "rowgroup": Role(inside="grid table treegrid", holds="row"),
    "rowheader": Role(f"{_CELL} {_IN_GRID} aria-sort", inside="row"),
    "scrollbar": Role(f"aria-orientation {_RANGE}", "aria-controls aria-valuenow"),
    "searchbox": Role(
        "aria-activedescendant aria-autocomplete aria-multiline aria-placeholder "
        f"{_FIELD}"
    ),
    "separator": Role(f"aria-orientation {_RANGE}"),
    "slider": Role(f"aria-orientation aria-readonly {_RANGE}", "aria-valuenow"),
    "spinbutton": Role(f"aria-activedescendant {_FIELD} {_RANGE}"),
    "switch": Role(f"aria-checked aria-expanded {_FIELD}", "aria-checked"),
    "tab": Role(f"aria-expanded {_PLACE} aria-selected", inside="tablist"),
    "table": Role("aria-colcount aria-rowcount", holds=_ROWS),
    "tablist": Role(
        "aria-activedescendant aria-level aria-multiselectable aria-orientation", holds="tab"
    ),
    "tabpanel": Role(),
    "textbox": Role(
        "aria-activedescendant aria-autocomplete aria-multiline aria-placeholder "
        f"{_FIELD}"
    ),
    "toolbar": Role("aria-activedescendant aria-orientation"),
    "tree": Role(
        "aria-activedescendant aria-multiselectable aria-orientation aria-required",
        holds="group treeitem",
    ),
    "treegrid": Role(
        "aria-activedescendant aria-colcount aria-multiselectable aria-orientation "
        "aria-readonly aria-required aria-rowcount",
        holds=_ROWS,
    ),
    "treeitem": Role(
        f"aria-checked aria-expanded aria-level {_PLACE} aria-selected", inside="group tree"
    ),
}  # fmt: skip

# What must not be called by an ARIA attribute (WAI-ARIA 1.2, 5.2.8.6).
NAMELESS = _set(
    "caption code deletion emphasis generic insertion mark none paragraph presentation strong "
    "subscript suggestion superscript"
)
PROHIBITED_ON = frozenset({"aria-label", "aria-labelledby", "aria-roledescription"})
# Nothing inside these is told by itself (WAI-ARIA 1.2, "Children Presentational: True").
PRESENTATIONAL_CHILDREN = _set(
    "button checkbox img image math menuitemcheckbox menuitemradio meter option progressbar radio "
    "scrollbar separator slider switch tab"
)

# Attributes, by the kind of their values. Tokens are separated by spaces.
TRUE_FALSE = _set(
    "aria-atomic aria-busy aria-disabled aria-modal aria-multiline aria-multiselectable "
    "aria-readonly aria-required"
)
TOKENS: Mapping[str, str] = {
    **dict.fromkeys(TRUE_FALSE, "true false"),
    **dict.fromkeys(
        ("aria-expanded", "aria-grabbed", "aria-hidden", "aria-selected"), "true false undefined"
    ),
    **dict.fromkeys(("aria-checked", "aria-pressed"), "true false mixed undefined"),
    "aria-autocomplete": "inline list both none",
    "aria-current": "page step location date time true false",
    "aria-haspopup": "false true menu listbox tree grid dialog",
    "aria-invalid": "grammar false spelling true",
    "aria-live": "assertive off polite",
    "aria-orientation": "horizontal undefined vertical",
    "aria-sort": "ascending descending none other",
}
TOKEN_LISTS: Mapping[str, str] = {
    "aria-dropeffect": "copy execute link move none popup",
    "aria-relevant": "additions all removals text",
}
WHOLE_NUMBERS = _set(
    "aria-colcount aria-colindex aria-colspan aria-level aria-posinset aria-rowcount "
    "aria-rowindex aria-rowspan aria-setsize"
)
NUMBERS = frozenset({"aria-valuemax", "aria-valuemin", "aria-valuenow"})
IDS = _set(
    "aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage "
    "aria-flowto aria-labelledby aria-owns"
)
_STRINGS = _set(
    "aria-braillelabel aria-brailleroledescription aria-colindextext aria-description "
    "aria-keyshortcuts aria-label aria-placeholder aria-roledescription aria-rowindextext "
    "aria-valuetext"
)
ATTRIBUTES = frozenset(TOKENS) | frozenset(TOKEN_LISTS) | WHOLE_NUMBERS | NUMBERS | IDS | _STRINGS
GLOBAL = _set(
    "aria-atomic aria-braillelabel aria-brailleroledescription aria-busy aria-controls "
    "aria-current aria-describedby aria-description aria-details aria-disabled aria-dropeffect "
    "aria-errormessage aria-flowto aria-grabbed aria-haspopup aria-hidden aria-invalid "
    "aria-keyshortcuts aria-label aria-labelledby aria-live aria-owns aria-relevant "
    "aria-roledescription"
)
