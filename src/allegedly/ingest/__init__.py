"""Files, folders, JSON lines, feeds and addresses -> bytes with their provenance.

`received` yields one `Received` for every report it finds and one `Rejected` for everything it cannot use, so
that nothing is dropped without being counted; `again` makes one of the bytes that a case keeps. Nothing here decodes an article. The
network is touched only through a `Web` that is handed in, for addresses that were named.
"""

from allegedly.ingest.again import again
from allegedly.ingest.inputs import received
from allegedly.ingest.polite import polite
from allegedly.ingest.web import Web

__all__ = ["Web", "again", "polite", "received"]
