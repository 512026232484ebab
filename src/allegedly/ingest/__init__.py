"""Files, folders and JSON lines -> bytes with their provenance.

`received` yields one `Received` for every report it finds and one `Rejected` for everything it cannot use, so
that nothing is dropped without being counted; `again` makes one of the bytes that a case keeps. Nothing here decodes an article or touches the network.
"""

from allegedly.ingest.again import again
from allegedly.ingest.inputs import received

__all__ = ["again", "received"]
