"""What can go wrong, as one family: each error says what, where and what to do next.

Every class carries the exit code its family ends the command line with, so that a script can tell
a file that was refused from an agreement that has lapsed. No message ever holds a value from a
personal column.
"""

from __future__ import annotations


class HeadwaterError(Exception):
    """Something a person can put right. Never shown with a traceback."""

    exit_code = 1


class UsageError(HeadwaterError):
    """The command was asked for something that makes no sense."""

    exit_code = 2


class SourceError(HeadwaterError):
    """A file cannot be read as the source it claims to be."""

    exit_code = 3


class UnknownFileError(SourceError):
    """A file is of no format, or holds nothing, that Headwater reads."""


class HostileFileError(SourceError):
    """A file that would exhaust the machine or is not what its name says."""

    exit_code = 4


class IdentifierError(SourceError):
    """A file holds direct identifiers in a column nobody declared."""

    exit_code = 5


class AgreementError(HeadwaterError):
    """No live agreement covers what was asked."""

    exit_code = 6


class StoreError(HeadwaterError):
    """The partnership's folder is missing, damaged or in use."""

    exit_code = 7


class StatisticError(HeadwaterError):
    """A statistic was asked of numbers it is not defined for."""

    exit_code = 8


class ReleaseError(HeadwaterError):
    """The release gate refused a table."""

    exit_code = 9


class DocumentError(HeadwaterError):
    """A document cannot be built or written."""

    exit_code = 10


class ProfileError(HeadwaterError):
    """The partnership's profile (headwater.toml) cannot be understood."""

    exit_code = 11
