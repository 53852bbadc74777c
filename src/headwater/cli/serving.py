"""Serving: `serve`, and `audit verify`."""

from __future__ import annotations

from pathlib import Path

import click

from headwater.cli.common import console, in_folder
from headwater.partnership import Partnership
from headwater.vocabulary.errors import StoreError

ROLES = (
    "system-administrator",
    "programme",
    "information-governance",
    "analyst",
    "output-approver",
)
"""Roles that the first accounts of a partnership have."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, help="On which port.")
@click.option("--demo", is_flag=True, help="Plain sign-in, for an invented partnership only.")
@in_folder
def serve(partnership: Partnership, host: str, port: int, demo: bool) -> None:
    """Serve the partnership to browsers.

    \b
    Examples:
      headwater serve
      headwater serve --demo --folder demo

    It listens on this machine only. To let others in, put a reverse proxy with a certificate before it.
    """
    serve_folder(partnership.folder, host, port, demo=demo)


def serve_folder(folder: Path, host: str, port: int, *, demo: bool) -> None:
    """Start the server and stay until it is stopped."""
    from headwater.web import serve as web

    web.start(folder, demo=demo)

    def ready(address: str) -> None:
        console.print(f"Headwater is at [bold]{address}[/] (Ctrl-C stops it)")
        if demo:
            console.print("Sign in without a password as:")
            for role, name in web.people():
                console.print(f"  {role}: {name}")

    web.serve(host, port, ready)


@click.command()
@in_folder
def work(partnership: Partnership) -> None:
    """Do long work, such as building documents, apart from the server.

    \b
    Example:
      headwater work

    “headwater serve” does it itself; a second worker takes some of the load off it.
    """
    from headwater.web import serve as web

    web.start(partnership.folder)
    console.print("Waiting for work (Ctrl-C stops it)")
    web.work()


@click.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's full name.")
@click.option("--role", type=click.Choice(ROLES), default="system-administrator", show_default=True)
@click.option("--address", default="http://localhost:8000", show_default=True, help="Of the pages.")
@in_folder
def invite(partnership: Partnership, email: str, name: str, role: str, address: str) -> None:
    """Invite somebody, from the machine itself: the first account is made this way.

    \b
    Example:
      headwater invite ines@example.org --name "Ines Wold"

    It prints a link that works once, for a week. Whoever has an account can then invite others.
    """
    from headwater.web import serve as web

    web.start(partnership.folder)
    console.print(f"{address.rstrip('/')}{web.invite(email, name, role)}", soft_wrap=True)
    console.print(f"Send this link to {email} and to nobody else. It works once, for a week.")


@click.group("audit")
def audit_group() -> None:
    """The record of who did what.

    \b
    Example:
      headwater audit verify
    """


@audit_group.command("verify")
@click.option("--anchor", default="", help="A head that was printed or sent to partners earlier.")
@in_folder
def verify(partnership: Partnership, anchor: str) -> None:
    """Check that no entry of the record was changed, removed or cut off.

    \b
    Example:
      headwater audit verify --anchor 3f0c…
    """
    from headwater.web import serve as web

    web.start(partnership.folder)
    from headwater.web.audit.services import verify as check

    found = check(anchor)
    if found.broken_at is not None:
        raise StoreError(
            f"The record is broken at entry {found.broken_at:,}: it does not fit the one before. Tell the "
            "information-governance lead of every agency, and keep the database as it is."
        )
    if found.anchored is False:
        raise StoreError(
            "The record does not hold the anchor: entries were cut off or replaced after it was printed. "
            "Tell the information-governance lead of every agency, and keep the database as it is."
        )
    console.print(f"The record is whole: {found.entries:,} entries.")
    console.print(f"Its head is {found.head}. Keep it somewhere else.", soft_wrap=True)


COMMANDS = (serve, work, invite, audit_group)
