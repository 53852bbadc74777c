"""How to do what people do most, role by role."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.web.policy import Role, scope_of


@dataclass(frozen=True)
class Guide:
    """One thing to do: what one must be allowed for it, where it begins (an address's name), and how."""

    title: str
    needs: tuple[str, str]
    begins: str
    steps: tuple[str, ...]

    def is_for(self, role: Role) -> bool:
        """Whether the policy table lets a role do it."""
        return scope_of(role, *self.needs) is not None


GUIDES = (
    Guide(
        "Find what needs you",
        ("home", "view"),
        "shell:home",
        (
            "Open the home page. What is urgent stands first, then what is due next.",
            "Choose a line to go to where it is done. It goes from the list by itself once it is.",
        ),
    ),
    Guide(
        "Read the papers of a meeting",
        ("meeting", "view"),
        "governance:boards",
        (
            "Open Boards and choose your board, then its next meeting.",
            "“Read the pack” has the agenda, the papers and the last minutes on one page. Print it from your browser if you like.",
            "“Put the meetings in your own calendar” makes a link that Outlook reads again and again.",
        ),
    ),
    Guide(
        "Bring something to a board, with a paper",
        ("agenda", "add"),
        "governance:boards",
        (
            "On the board's page, choose “Add something to talk about”.",
            "Open what you added and choose “Add a paper”. It asks for what a report to a board needs.",
            "It waits in the backlog until it is put on the agenda of a meeting.",
        ),
    ),
    Guide(
        "Close an action",
        ("action", "close"),
        "governance:actions",
        (
            "Open Boards, then “Actions of every board”, and tick “Only mine”.",
            "Choose “Close” and say what shows that it was done.",
            "An action that is late goes back on the next agenda by itself; after four weeks the board above hears of it.",
        ),
    ),
    Guide(
        "Read a number and where it comes from",
        ("indicator", "view"),
        "insight:indicators",
        (
            "Open Indicators and choose one. Each drawing has its numbers as a table and as a file.",
            "“Fewer than 8” is printed for counts of 0 to 7, and other counts are rounded to 5, so that nobody can be picked out.",
            "The line below a drawing names the source, the months, the definition and what to be careful of.",
        ),
    ),
    Guide(
        "Sign a sharing agreement",
        ("agreement", "sign"),
        "sharing:agreements",
        (
            "Open Sharing and choose the agreement. Read what is shared, for what, and for how long.",
            "At the bottom, confirm that you may sign for your agency and choose “Sign”.",
            "It is live once every party has signed, from its first day to its last.",
        ),
    ),
    Guide(
        "Send a file and confirm its receipt",
        ("delivery", "answer"),
        "sharing:send",
        (
            "Open Sharing, then “Deliveries and receipts”, and choose “Send a file”.",
            "Every row is read and accounted for on a receipt: taken, put aside with the reason, or known already.",
            "Compare the receipt with what you sent, and confirm it or say what is wrong.",
        ),
    ),
    Guide(
        "Set up a meeting and send its pack",
        ("meeting", "change"),
        "governance:boards",
        (
            "On the board's page, choose “Plan meetings”. One meeting or a whole year, alone or back to back with another board.",
            "On the meeting's page, put what waits on the agenda, or add something new to it.",
            "“Send the pack to the members” shows the link and who gets it, and mails it.",
            "Once it has begun, record decisions with their reasons, take down actions, and write the minutes.",
        ),
    ),
    Guide(
        "Build the needs assessment",
        ("publication", "build"),
        "publications:documents",
        (
            "Open Documents and choose “Build”. It takes a minute or two, and the page says how far it is.",
            "Read the draft as a page, a PDF or a Word file, then hand it in.",
            "Somebody else approves it: nobody approves their own.",
        ),
    ),
    Guide(
        "Approve a document or return it",
        ("publication", "approve"),
        "publications:documents",
        (
            "Your home page shows what waits for you. Open it and read what the release gate said.",
            "Approve it, or return it with the reason.",
        ),
    ),
    Guide(
        "End an agreement at once",
        ("agreement", "revoke"),
        "sharing:agreements",
        (
            "Open the agreement, say why, and choose “Revoke it now”.",
            "From that moment nothing shared under it can be read. Pages that were open say why.",
        ),
    ),
    Guide(
        "Answer a complaint",
        ("complaint", "answer"),
        "shell:complaints",
        (
            "Complaints come from the page “Your data and complaints”, and stand on your home page.",
            "Acknowledge each within 30 days by the way the person gave, and record that you did.",
            "Write down what you answered. The record keeps who did so and when.",
        ),
    ),
    Guide(
        "Look up who did what",
        ("audit", "view"),
        "audit:record",
        (
            "Open the record. Narrow it by person, by what was done, or by words.",
            "“Check” proves that no entry was changed or removed.",
        ),
    ),
    Guide(
        "Keep the directory",
        ("directory", "change"),
        "directory:agencies",
        (
            "Add an agency, or open one to change it. When its name changes, the old name is kept with its last day.",
            "Keep the central team, with who left and what is vacant, and the communities that strategies name.",
        ),
    ),
    Guide(
        "Invite somebody",
        ("person", "invite"),
        "accounts:people",
        (
            "Open People and choose “Invite somebody”. Their role decides what they see.",
            "Give them the link yourself. It works once, for a week.",
        ),
    ),
)


def guides(role: Role | None) -> tuple[Guide, ...]:
    """What a role does; everything for somebody who is not signed in."""
    return tuple(one for one in GUIDES if role is None or one.is_for(role))
