"""Ledger -> words on a terminal, a page or a file: the command line and the brief."""
