"""The public page "How we meet the law": the coverage table, in words for families.

The page is an editor's Markdown with a mark where the table goes. The table can only be made
when the site has been built and read, so it is put into the built HTML afterwards.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from checks import coverage, evidence, load, pack, run
from checks.coverage import Row
from checks.model import DISCLAIMER, Outcome, Report, Site
from publish import afterwards

# What the page holds where the table should stand (Markdown leaves an element as it is).
MARK = '<div id="local-offer-coverage"></div>'

_WORDS = {
    Outcome.MET: "Yes",
    Outcome.UNSUPPORTED: "In part",
    Outcome.HINTED: "Not checked yet",
    Outcome.MISSING: "Not yet",
}


def fill(site_dir: Path, site: Site, rows: Sequence[Row], titles: dict[str, str]) -> list[str]:
    """Put the table into every built page that asks for it; the files that were changed.

    `titles` names the packs by their ids.
    """
    return afterwards.put(site_dir, site, MARK, lambda url: render(rows, url, titles))


def render(rows: Sequence[Row], url: str, titles: dict[str, str]) -> str:
    """The table as HTML, with links from the page at `url`."""
    shown = [row for row in rows if row.outcome != Outcome.PROCESS]
    process = {row.duty for row in rows if row.outcome == Outcome.PROCESS}
    duties = {row.duty: row.outcome for row in shown}
    met = sum(outcome == Outcome.MET for outcome in duties.values())
    score = (
        f"<p><strong>{met} of {len(duties)}</strong> things that the law and national guidance "
        f"ask for are on this site. {escape(DISCLAIMER)}</p>"
    )
    # Marked, so that the words of the law in it are nobody's evidence.
    out = ['<div id="local-offer-coverage" data-lo-generated>', score]
    for name in dict.fromkeys(row.pack for row in shown):
        out.append(f'<h3 id="law-{escape(name)}">{escape(titles.get(name, name))}</h3>')
        out.append("<table><thead><tr><th>What is asked</th><th>Is it here?</th>")
        out.append("<th>Where</th><th>Last checked</th></tr></thead><tbody>")
        out.extend(_lines([row for row in shown if row.pack == name], url))
        out.append("</tbody></table>")
    if process:
        out.append(
            f"<p>Another {len(process)} duties are about how the council works, such as whom it "
            "asks and how it works with others. A website cannot prove those, so they are not "
            "counted here.</p>"
        )
    out.append("</div>")
    return "\n".join(out)


def _lines(rows: Iterable[Row], url: str) -> Iterable[str]:
    for row in rows:
        where = ""
        if row.path:
            target = posixpath.relpath("/" + row.url, "/" + url) + "/"
            anchor = f"#{row.anchor}" if row.anchor else ""
            where = f'<a href="{escape(target + anchor)}">{escape(row.section)}</a>'
        elif row.section:
            where = "Shown by the lines that it is made of"
        kind = "" if row.force == "must" else " (guidance)"
        yield (
            f"<tr><td>{escape(row.title)}{kind}<br><small>{escape(row.citation)}</small></td>"
            f"<td>{_WORDS[Outcome(row.outcome)]}</td><td>{where}</td>"
            f"<td>{escape(row.last_reviewed)}</td></tr>"
        )


def checked(site: Site, site_dir: Path, chosen: run.Chosen) -> Report:
    """Check a site that was just built, and put its coverage on the page that shows it."""
    law = pack.load()
    standings = evidence.assess(site, law.in_force(chosen.as_at), chosen.today)
    rows = coverage.rows(standings, site.settings)
    titles = {name: about.title for name, about in law.packs.items()}
    changed = fill(site_dir, site, rows, titles)
    # The table is nobody's evidence: how the duties stand is the same after it.
    site = load.reread(site, site_dir, changed)
    return run.run(site, law, chosen, standings)
