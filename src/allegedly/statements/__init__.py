"""Doc -> statements: attribution, sources, polarity and certainty, quantities, times, events.

Word lists are TOML files in `lexicon/`, which analysts own.
"""

from allegedly.statements.attribution import Attribution, attributions
from allegedly.statements.reader import read_statements

__all__ = ["Attribution", "attributions", "read_statements"]
