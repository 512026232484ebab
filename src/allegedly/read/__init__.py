"""Bytes -> Report | Rejected: main text, title, outlet, date, language, boilerplate; and copies of one another."""

from allegedly.read.boilerplate import mark
from allegedly.read.copies import MANY, copied, copies, likely, shingles, sketch, tied
from allegedly.read.dates import disbelieved, moment
from allegedly.read.reader import read, text_of

__all__ = [
    "MANY",
    "copied",
    "copies",
    "disbelieved",
    "likely",
    "mark",
    "moment",
    "read",
    "shingles",
    "sketch",
    "text_of",
    "tied",
]
