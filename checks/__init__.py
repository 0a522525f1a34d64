"""What a Local Offer must satisfy: reads pages, holds them against the law, reports.

Data flows one way: load → pages → checks → findings → report. Nothing here knows MkDocs or
imports `publish`; it works on any folder of Markdown and the HTML that was built from it.
"""

__version__ = "0.1.0"
