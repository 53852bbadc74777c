"""What every field of the database says about people: one table, which a test holds to the models.

Rows about people from agencies are not here: they never enter this database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Privacy(Enum):
    """What a field can say about a living person; value is what is printed."""

    NONE = "nothing about a person"
    OFFICE = "somebody's name or work address, in their office"
    PERSONAL = "something about a person by themselves"
    SECRET = "a secret, or what a secret is checked with"  # noqa: S105 - the name of a class
    FREE_TEXT = "what people write, which can name somebody"


NONE, OFFICE, PERSONAL = Privacy.NONE, Privacy.OFFICE, Privacy.PERSONAL
SECRET, FREE_TEXT = Privacy.SECRET, Privacy.FREE_TEXT

FOR_GOOD = "It stays, because a partnership must be able to show who decided what."


@dataclass(frozen=True)
class Held:
    """What one model holds. `about` and `who` are empty where it holds nothing about anybody."""

    fields: Mapping[Privacy, str]
    who: str = ""
    about: str = ""
    kept: str = ""
    classes: Mapping[str, Privacy] = field(init=False)

    def __post_init__(self) -> None:
        named = {one: kind for kind, names in self.fields.items() for one in names.split()}
        object.__setattr__(self, "classes", MappingProxyType(named))

    @property
    def says_something(self) -> bool:
        """Whether any field can say something about a person."""
        return set(self.classes.values()) != {NONE}


def nothing(names: str) -> Held:
    """A model without a word about anybody."""
    return Held({NONE: names})


HELD: Mapping[str, Held] = {
    "accounts.User": Held(
        {
            OFFICE: "username full_name role agency",
            PERSONAL: "last_login joined",
            SECRET: "password",
            NONE: "id is_active version",
        },
        "If you sign in",
        "Your name, work e-mail address, role and agency, when you joined, and when you last signed in. "
        "Your password is kept only as something it can be checked with.",
        "Your account is closed when you leave and its name stays beside what you did.",
    ),
    "accounts.Invitation": Held(
        {
            OFFICE: "email full_name role agency invited_by",
            SECRET: "token_hash",
            NONE: "id invited_at expires used_at",
        },
        "If you were invited",
        "Your name, work e-mail address, role and agency, and who invited you.",
        "An invitation can be used for a week. That it was made stays.",
    ),
    "mfa.Authenticator": Held(
        {OFFICE: "user", SECRET: "data", PERSONAL: "last_used_at", NONE: "id type created_at"},
        "If you use a second factor",
        "Which app or key you sign in with, and when you last did.",
        "It goes when you remove it or your account is closed.",
    ),
    "account.EmailAddress": Held({OFFICE: "user email", NONE: "id verified primary"}),
    "account.EmailConfirmation": Held({SECRET: "key", NONE: "id email_address created sent"}),
    "socialaccount.SocialAccount": Held(
        {
            OFFICE: "user uid extra_data",
            PERSONAL: "last_login",
            NONE: "id provider date_joined",
        },
        "If you sign in with your agency's own account",
        "What your agency says of you when you sign in: an identifier, your name and work e-mail address.",
        "It goes with your account.",
    ),
    "socialaccount.SocialApp": Held(
        {SECRET: "secret key", NONE: "id provider provider_id name client_id settings"}
    ),
    "socialaccount.SocialToken": Held(
        {SECRET: "token token_secret", OFFICE: "account", NONE: "id app expires_at"}
    ),
    "sessions.Session": Held({SECRET: "session_key session_data", NONE: "expire_date"}),
    "axes.AccessAttempt": Held(
        {
            PERSONAL: "user_agent ip_address username attempt_time get_data post_data",
            NONE: "id http_accept path_info failures_since_start",
        },
        "If somebody tries to sign in as you",
        "The address and the browser that a wrong password came from, and when.",
        "It is kept to lock out who guesses, and can be cleared by the system administrator.",
    ),
    "axes.AccessAttemptExpiration": nothing("access_attempt expires_at"),
    "axes.AccessFailureLog": Held(
        {
            PERSONAL: "user_agent ip_address username attempt_time",
            NONE: "id http_accept path_info locked_out",
        }
    ),
    "axes.AccessLog": Held(
        {
            PERSONAL: "user_agent ip_address username attempt_time logout_time",
            SECRET: "session_hash",
            NONE: "id http_accept path_info",
        }
    ),
    "audit.Entry": Held(
        {
            OFFICE: "actor actor_name role",
            PERSONAL: "at purpose verb action target",
            FREE_TEXT: "detail",
            NONE: "sequence digest",
        },
        "If you do something here",
        "Who did what, when, in which role and for which purpose. The law asks for it (Data Protection Act 2018, section 62).",
        FOR_GOOD,
    ),
    "directory.Contact": Held(
        {OFFICE: "agency name job email phone left", NONE: "id version"},
        "If you work for an agency of the partnership",
        "Your name, job, work e-mail address and telephone number, so that the partnership can work with you.",
        "Once it is recorded that you left, your address and number are removed. Your name, job and last day stay.",
    ),
    "directory.Post": Held(
        {OFFICE: "holder home seconded starts ends", NONE: "id role title version"},
        "If you are in the central team",
        "Your name, post and home agency, and from when to when.",
        FOR_GOOD,
    ),
    "directory.Agency": Held({NONE: "id slug name kind version", FREE_TEXT: "about"}),
    "directory.FormerName": nothing("id agency name until"),
    "directory.Community": Held({NONE: "id name geographic place version", FREE_TEXT: "about"}),
    "governance.Seat": Held(
        {OFFICE: "agency person post user chairs starts ends", NONE: "id board version"},
        "If you sit on a board",
        "Your name, post and agency, and from when to when you sit there.",
        FOR_GOOD,
    ),
    "governance.Board": Held(
        {
            NONE: "id slug name rule_set months starts ends replaces replaced_on merger_review version",
            FREE_TEXT: "purpose core_function",
        }
    ),
    "governance.Alias": nothing("id board name"),
    "governance.ReportingLine": Held(
        {NONE: "id board to relation starts ends", FREE_TEXT: "reason"}
    ),
    "governance.Meeting": Held(
        {
            NONE: "id board starts length place state follows pack_sent_at version",
            FREE_TEXT: "minutes",
        },
        "If you are at a meeting of a board, or are spoken of",
        "What the minutes say.",
        FOR_GOOD,
    ),
    "governance.CalendarFeed": Held(
        {
            OFFICE: "user",
            PERSONAL: "used_on",
            SECRET: "secret_hash",
            NONE: "id board made_at revoked_at",
        },
        "If you take a board's meetings into your calendar",
        "That you have a link, and the day on which it was last read.",
        "It goes with your account.",
    ),
    "governance.AgendaItem": Held(
        {
            NONE: "id board meeting place added_at version",
            OFFICE: "added_by",
            FREE_TEXT: "title detail withdrawn",
        }
    ),
    "governance.Paper": Held(
        {
            NONE: "id item agency recommendation follows added_at",
            OFFICE: "author",
            FREE_TEXT: "title asks text resources equality background",
        },
        "If you write a paper for a board",
        "Your name as its author.",
        FOR_GOOD,
    ),
    "governance.PriorDecision": Held({NONE: "id paper body on", FREE_TEXT: "outcome"}),
    "governance.Decision": Held(
        {
            NONE: "id item meeting outcome recorded_at",
            OFFICE: "recorded_by",
            FREE_TEXT: "text reason",
        }
    ),
    "governance.Action": Held(
        {
            NONE: "id meeting item due closed_on version",
            OFFICE: "owner agency user",
            FREE_TEXT: "what evidence",
        },
        "If a board asks you to do something",
        "Your name, what it is, by when, and what shows that it was done.",
        FOR_GOOD,
    ),
    "governance.Advice": Held(
        {
            NONE: "id board body sought_on received_on version",
            FREE_TEXT: "question answer acted",
        }
    ),
    "governance.Product": Held(
        {NONE: "id board name due delivered_on version", FREE_TEXT: "parts evidence"}
    ),
    "governance.WorkStep": Held(
        {NONE: "id board step state changed_on version", FREE_TEXT: "note"}
    ),
    "governance.Briefing": Held(
        {
            NONE: "id board agency way body on",
            OFFICE: "person recorded_by",
            FREE_TEXT: "text",
        }
    ),
    "sharing.Agreement": Held(
        {
            NONE: "id slug provider provider_name sender sources purposes gateway other_gateway regime "
            "roles lawful_basis condition dpia_reference dpia_on officer_view exit_terms personal_data "
            "columns starts ends review_due retention_days every_months revoked_on version",
            OFFICE: "officer rights_contact",
            FREE_TEXT: "necessity security notes revoked_reason",
        },
        "If you protect data for an agency",
        "Your name as its data protection officer, and whom people ask about their rights.",
        FOR_GOOD,
    ),
    "sharing.Agreement_recipients": nothing("id agreement agency"),
    "sharing.Signature": Held(
        {OFFICE: "agency name by", NONE: "id agreement on"},
        "If you sign an agreement",
        "Your name, for which agency, and the day.",
        FOR_GOOD,
    ),
    "sharing.ImpactAssessment": Held(
        {
            NONE: "id agreement state reference drafted_at officer_view advised_on accepted_on review_due version",
            OFFICE: "drafted_by officer signed_off_by accepted_by",
            FREE_TEXT: "processing necessity consultation advice outcome",
        }
    ),
    "sharing.Risk": Held({NONE: "id assessment remains", FREE_TEXT: "risk measure"}),
    "sharing.Upload": Held(
        {
            NONE: "id agency source sha256 size sent_at run state deliveries",
            OFFICE: "sent_by",
            FREE_TEXT: "file_name message",
        }
    ),
    "sharing.Answer": Held(
        {NONE: "id delivery state at version", OFFICE: "by", FREE_TEXT: "reason"}
    ),
    "sharing.InformationRequest": Held(
        {
            NONE: "id agency asked_at due received_on quality version",
            OFFICE: "asked_by",
            FREE_TEXT: "what why note",
        }
    ),
    "publications.Vintage": Held(
        {
            NONE: "id title state preview folder data_version stood_on made_at decide_by decided_at "
            "published_at taken_down_at run version",
            OFFICE: "author approver",
            FREE_TEXT: "reason taken_down_reason",
        }
    ),
    "publications.Deadline": Held(
        {NONE: "id product due met_on version", OFFICE: "met_by", FREE_TEXT: "source"}
    ),
    "issues.Issue": Held(
        {
            NONE: "id behaviour source agency logged_at undermines complexity overridden "
            "state routed_to merged_into before_merging rank decision version",
            OFFICE: "logged_by",
            FREE_TEXT: "title harmed known whereabouts reason",
        },
        "If you log an issue",
        "Your name and agency beside what you wrote.",
        FOR_GOOD,
    ),
    "issues.Issue_communities": nothing("id issue community"),
    "issues.Issue_needed": nothing("id issue agency"),
    "issues.Round": Held(
        {
            NONE: "id board title opened_at last_day closed_at seed version",
            OFFICE: "opened_by",
        }
    ),
    "issues.Round_issues": nothing("id round issue"),
    "issues.Score": Held(
        {
            NONE: "id round issue at version",
            PERSONAL: "member scores own_place",
            FREE_TEXT: "left_out",
        },
        "If you score issues",
        "Your scores, which only you see. Others see them added up, once the round is closed.",
        FOR_GOOD,
    ),
    "issues.Dissent": Held(
        {NONE: "id round at", OFFICE: "member", FREE_TEXT: "text"},
        "If you put dissent on record",
        "Your name beside what you wrote.",
        FOR_GOOD,
    ),
    "strategies.Strategy": Held(
        {
            NONE: "id board issue policy_change state made_at decision higher version",
            OFFICE: "author",
            FREE_TEXT: "title analysis causes expression voice everywhere enablers reason",
        },
        "If you write a strategy",
        "Your name as its author.",
        FOR_GOOD,
    ),
    "strategies.Strategy_agencies": nothing("id strategy agency"),
    "strategies.Input": Held(
        {NONE: "id tier aim generic cost", OFFICE: "owner", FREE_TEXT: "what"}
    ),
    "strategies.Input_strategies": nothing("id input strategy"),
    "strategies.Nothing": Held({NONE: "id strategy tier", FREE_TEXT: "reason"}),
    "strategies.Review": Held(
        {NONE: "id strategy tier service", FREE_TEXT: "finding recommendation"}
    ),
    "strategies.Need": Held({NONE: "id strategy community", FREE_TEXT: "more"}),
    "strategies.Alignment": Held({NONE: "id strategy reach name", FREE_TEXT: "how"}),
    "strategies.Measure": nothing("id strategy indicator baseline target due better"),
    "runs.Run": Held(
        {
            NONE: "id kind state step asked_at beat_at ended_at",
            OFFICE: "asked_by",
            FREE_TEXT: "arguments message",
        }
    ),
    "shell.Complaint": Held(
        {
            NONE: "id about made_at acknowledged_at answered_at version",
            PERSONAL: "name contact",
            OFFICE: "answered_by",
            FREE_TEXT: "text answer",
        },
        "If you write to us on this page",
        "What you wrote, your name if you gave one, how to reach you, and what we answered.",
        "It is removed once three years have gone by since the answer.",
    ),
    "auth.Permission": nothing("id name content_type codename"),
    "auth.Group": nothing("id name"),
    "auth.Group_permissions": nothing("id group permission"),
    "contenttypes.ContentType": nothing("id app_label model"),
}
"""By the label of a model."""

UNTIL = (
    "Free text stays with the record that it belongs to, and is read again when that is reviewed."
)
"""How long what people write is kept, where the model says nothing else."""


def lines() -> Iterator[tuple[str, str, Privacy, str]]:
    """Model, field, class, and for how long it is kept, in order."""
    for label, held in sorted(HELD.items()):
        for name, kind in sorted(held.classes.items()):
            kept = held.kept or (UNTIL if kind is FREE_TEXT else "")
            yield label, name, kind, kept if kind is not NONE else ""
