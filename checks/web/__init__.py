"""Links to other sites: who writes them, how they answer, what we remember of them.

A room of its own, since it alone uses the network. What is pure stands apart from what does:

    mentions.py  site → the links that lead out of it, each with its line
    address.py   an address as text → what it names, and whether we may go there
    page.py      a page of somebody else's → its anchors, and the signs that it is not the page
    verdict.py   an answer → what to ask next, or how the address stands
    history.py   what we knew and what we learned → what we know
    robots.py    robots.txt → the pace its host asks for
    polite.py    who may be asked now, host by host
    ledger.py    what we know, in a file                    (files)
    ask.py       one request                                (network)
    visit.py     all of them                                (clock, threads)
    cli.py       the commands
"""
