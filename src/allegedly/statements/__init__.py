"""Doc -> statements: attribution, sources, polarity and certainty, quantities, times, events.

Word lists are TOML files in `lexicon/`, which analysts own.
"""
