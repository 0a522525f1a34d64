"""`python -m publish`: the `local-offer` command where its script is not on the path."""

import sys

from publish.cli import main

sys.exit(main())
