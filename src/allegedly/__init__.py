"""A ledger of who claims what, from a pile of news reports."""
