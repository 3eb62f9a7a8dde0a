"""From a request to a reading: the same keys as in the links of the pages, refused where a page would only warn."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from dossier.opened import open_index
from dossier.problems import printable, shorten
from dossier.reading import Reading
from dossier.view import KEYS, View
from server.addresses import site_of

DEFAULT_LIMIT, MAX_LIMIT = 1_000, 10_000
_PAGING = ("limit", "offset")


class BadQueryError(ValueError):
    """A query that the API does not understand; the message is a sentence for the caller."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for."""

    reading: Reading
    limit: int
    offset: int
    base: str
    """The address of the site, without a slash at its end."""


def read_request(request: Request) -> Asked:
    """The reading, paging and base address of a request.

    Raises BadQueryError, and DossierError when there is no dossier to read.
    """
    sent = request.scope["query_string"].decode(errors="replace")  # `curl` sends letters as they are typed
    pairs = parse_qsl(sent, keep_blank_values=True, errors="replace", max_num_fields=None)
    paging = {key: value for key, value in pairs if key in _PAGING}
    index = open_index()
    view = View.parse("/", [pair for pair in pairs if pair[0] not in _PAGING], index.dossier)
    if view.unknown:
        raise BadQueryError(_complaint(view))
    limit = _number(paging, "limit", DEFAULT_LIMIT, range(1, MAX_LIMIT + 1))
    return Asked(index.read(view), limit, _number(paging, "offset", 0, range(10**9)), base_address(request))


def base_address(request: Request) -> str:
    """Where the site is: PUBLIC_URL if it is set, else where the request came in, through which proxies."""
    return site_of(request.scope)


def _complaint(view: View) -> str:
    named = "; ".join(f"'{key}={value}'" if key else value for key, value in view.unknown[:10])
    return f"Not understood: {named}. Known keys: {', '.join((*KEYS, *_PAGING))}."


def _number(paging: dict[str, str], key: str, default: int, allowed: range) -> int:
    text = paging.get(key, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed):
        said = shorten(printable(text), 20)
        raise BadQueryError(f"'{key}' should be a whole number from {allowed[0]} to {allowed[-1]:,}, not '{said}'.")
    return int(text)
