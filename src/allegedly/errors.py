"""One tree of errors; every message names the way out.

AllegedlyError              exit code 1 at the command line
├── CaseError               the case file
│   ├── CaseMissing         no such case
│   ├── CaseNewer           written by a newer version
│   ├── CaseReadOnly        cannot be written: permissions, a full disk
│   ├── CaseBusy            another process is writing
│   └── NotACase            the file is something else
├── InputError              a named input cannot be used at all (one refused report is a `Rejected`, no error)
├── PlanError               a plan cannot be used as it is written
├── Undelivered             an alert did not arrive; it waits and is tried again
├── NotFound                no claim, statement or report has this id
└── ModelMissing            a pinned model or asset is not installed
"""

__all__ = [
    "AllegedlyError",
    "CaseBusy",
    "CaseError",
    "CaseMissing",
    "CaseNewer",
    "CaseReadOnly",
    "InputError",
    "ModelMissing",
    "NotACase",
    "NotFound",
    "PlanError",
    "Undelivered",
]


class AllegedlyError(Exception):
    """Anything that the tool says no to; the message is written for its user."""


class CaseError(AllegedlyError):
    """The case file cannot be used as asked."""


class CaseMissing(CaseError):
    """There is no case at this path."""


class CaseNewer(CaseError):
    """The case was written by a newer version of allegedly."""


class CaseReadOnly(CaseError):
    """The case cannot be written here."""


class CaseBusy(CaseError):
    """Another process holds the case."""


class NotACase(CaseError):
    """The file is no case of ours."""


class InputError(AllegedlyError):
    """A named input cannot be used at all."""


class PlanError(AllegedlyError):
    """A plan cannot be used as it is written; the message names the lines."""


class NotFound(AllegedlyError):
    """Nothing in the case has this id."""


class ModelMissing(AllegedlyError):
    """A pinned model or asset is not installed."""


class Undelivered(AllegedlyError):
    """An alert did not arrive where it was sent."""
