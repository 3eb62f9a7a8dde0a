"""Links that remember: which data they were made from, and how much the view then held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dossier.history import archive
from dossier.model import Claim
from dossier.reading import Reading
from dossier.view import View
from dossier.voices import spoken_by


@dataclass(frozen=True, slots=True)
class Change:
    """That a link was made from other data than it shows now; numbers of claims, where the link tells one."""

    then: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a view holds otherwise than in an earlier state of the dossier."""

    added: tuple[Claim, ...]
    changed: tuple[tuple[Claim, tuple[str, ...]], ...]
    """Those that read otherwise, each with its fields that do."""
    gone: tuple[Claim, ...]
    """Those that the view no longer holds, as they then were."""


def remembering(reading: Reading) -> View:
    """The view with what its link has to remember; what was asked for in vain is left behind."""
    return reading.view.having(v=reading.dossier.version, n=count_held(reading), unknown=())


def find_change(reading: Reading) -> Change | None:
    """What a link remembers otherwise; None where the data is the same, or the link remembers nothing."""
    view = reading.view
    if not view.v or view.v == reading.dossier.version:
        return None
    now = count_held(reading)
    return Change(view.n, now) if view.n is not None and now is not None else Change(None, None)


def find_difference(reading: Reading) -> Difference | Literal["unknown"] | None:
    """What has changed in a view since its link was made; None while that is being found."""
    then = archive(reading.dossier.path).index(reading.dossier, reading.view.v)
    if then is None or then == "unknown":
        return then
    old = {claim.id: claim for claim in held_claims(then.read(reading.view))}
    new = {claim.id: claim for claim in held_claims(reading)}
    return Difference(
        added=tuple(claim for name, claim in new.items() if name not in old),
        changed=tuple(
            (new[name], _fields(old[name], new[name])) for name in new if name in old and old[name] != new[name]
        ),
        gone=tuple(claim for name, claim in old.items() if name not in new),
    )


def _fields(old: Claim, new: Claim) -> tuple[str, ...]:
    return tuple(name for name in Claim.model_fields if getattr(old, name) != getattr(new, name))


def count_held(reading: Reading) -> int | None:
    """How many claims a view is about; None where it is about one of them."""
    return None if _is_about_one(reading.view) else len(held_claims(reading))


def held_claims(reading: Reading) -> tuple[Claim, ...]:
    """The claims that a view is about, as far as the dossier holds what it names."""
    view, dossier = reading.view, reading.dossier
    if _is_about_one(view):
        return tuple(claim for name, claim in dossier.claims.items() if name == view.claim)
    match view.page:
        case "analysts" if view.analyst:
            return spoken_by(view.analyst, reading.claims)
        case "timeline" if view.event:
            event = dossier.events.get(view.event)
            return tuple(dossier.claims[name] for name in event.claims) if event else ()
    return reading.claims


def _is_about_one(view: View) -> bool:
    return bool(view.claim) and view.page in {"sources", "claims"}
