"""A view: the page, the filters and the selection that a link holds.

One parser and one writer serve pages, exports and the API. `View.parse(v.path, v.query()) == v` for every view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, urlencode

from dossier.conflicts import CASE_STATES
from dossier.countries import is_country
from dossier.dates import Edtf, EdtfError, parse_edtf
from dossier.model import CLAIM_TYPES, EVENT_KINDS, LIKELIHOODS, Dossier
from dossier.problems import printable, shorten
from dossier.spellings import key_of, meant
from dossier.voices import VOICE_GROUPS

Pairs: TypeAlias = tuple[tuple[str, str], ...]

PAGES: Final = ("overview", "timeline", "conflicts", "analysts", "sources", "claims", "method")
LISTS: Final = (
    *("country", "speaker", "source", "voice", "question", "topic", "type", "likelihood"),
    *("kind", "party", "partner", "dated", "conflict"),
)
DATES: Final = ("from", "to", "known", "span")
WORDS: Final = ("q", "claim", "event", "publication", "analyst", "v", "show", "by", "sort", "cell")
VOICES: Final = ("who", "with")
"""Lists of the page on voices: they choose among voices and leave every other page as it is."""
FORMS: Final = {
    "show": ("agreement", "brief", "compare", "forecasts", "gaps", "matrix", "table"),
    "by": ("voice",),
    "sort": ("said", "happened", "voice", "source", "topic"),
}
"""What the keys that choose a form of a page can say besides the default, which is not written."""
SELECTIONS: Final = ("claim", "event", "publication", "analyst", "cell")
FILTERS: Final = (*LISTS, "from", "to", "known", "q")
EVENT_FILTERS: Final = ("kind", "party", "partner", "dated")
"""The filters that ask for events: claims do not have what they ask for."""
_NARROWS_ON: Final = {**dict.fromkeys(EVENT_FILTERS, ("timeline",)), "conflict": ("overview", "conflicts")}
"""The filters that not every page has something to narrow by, and the pages that have."""
DATED: Final = ("stated", "inferred")
NUMBERS: Final = ("part", "at", "n")
MEMORY: Final = ("v", "n")
KEYS: Final = (*LISTS, *DATES, *WORDS, *VOICES, *NUMBERS, "name")

SECTION_OF: Final = {
    "source": "sources",
    "voice": "voices",
    "analyst": "voices",
    "with": "voices",
    "party": "voices",
    "partner": "voices",
    "publication": "sources",
    "question": "questions",
    "topic": "topics",
    "claim": "claims",
    "event": "events",
}
"""Key of a link -> the section of the dossier whose ids it takes."""

MAX_PAIRS = 200
MAX_QUERY = 8_000
MAX_VALUE = 200
_FIELD_OF = {"from": "since", "to": "until", "with": "compared"}
_PROSE = ("q", "name")
"""Keys whose values are what a reader typed."""


@dataclass(frozen=True, slots=True)
class View:
    """What a link shows. Values of one key are alternatives; different keys narrow each other."""

    page: str = "overview"
    country: tuple[str, ...] = ()
    """What a claim is about (ISO 3166-1 alpha-2)."""
    speaker: tuple[str, ...] = ()
    """The country of the voice."""
    source: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    likelihood: tuple[str, ...] = ()
    """How sure the speaker is, as the curator reads the hedge (ICD 203)."""
    kind: tuple[str, ...] = ()
    """The kind of event."""
    party: tuple[str, ...] = ()
    """Who took part in an event."""
    partner: tuple[str, ...] = ()
    """Who took part in it too: together with `party`, a pair that met."""
    dated: tuple[str, ...] = ()
    """How the date of an event is known: `stated` in the texts, or `inferred`."""
    conflict: tuple[str, ...] = ()
    """The kind of conflict, of a forecast what came of it."""
    since: Edtf | None = None
    """`from`: happened at or after; vague dates match by overlap."""
    until: Edtf | None = None
    """`to`: happened at or before."""
    known: Edtf | None = None
    """Only what was published by then for certain."""
    span: Edtf | None = None
    """The part of time that the chart shows: it hides nothing from lists and counts."""
    q: str = ""
    claim: str = ""
    event: str = ""
    publication: str = ""
    """The source chosen on the timeline."""
    analyst: str = ""
    show: str = ""
    """In which form a page shows its content; "" is the page's own."""
    by: str = ""
    """What the columns of the matrix are: `voice`; "" is by source."""
    cell: str = ""
    """The open cell of the matrix: question and source or voice, with a dot between."""
    who: tuple[str, ...] = ()
    """The groups of voices in the directory."""
    compared: tuple[str, ...] = ()
    """`with`: voices to set side by side."""
    name: str = ""
    """Part of the name of a voice to find in the directory."""
    sort: str = ""
    """How claims, or the rows of the matrix, are ordered; "" is the page's own order."""
    part: int | None = None
    """Which part of a long list; None is the first."""
    at: int | None = None
    """A place in a raw text, as code points from its start: raw texts are never edited."""
    v: str = ""
    """The data version when the link was made."""
    n: int | None = None
    """How many claims the view held when the link was made."""
    unknown: Pairs = field(default=(), compare=False)
    """What a link asked for and this dossier does not hold, as key and value."""

    def __post_init__(self) -> None:
        for name in (*LISTS, *VOICES):
            field_name = _FIELD_OF.get(name, name)
            if (values := getattr(self, field_name)) != ():  # a page makes hundreds of views, and most keys are not set
                object.__setattr__(self, field_name, tuple(sorted(set(values))))
        for name in _PROSE:
            if words := getattr(self, name):
                object.__setattr__(self, name, " ".join(printable(words).split())[:MAX_VALUE].rstrip())
        object.__setattr__(self, "part", self.part if (self.part or 0) > 1 else None)

    @classmethod
    def parse(cls, path: str, query: str | Iterable[tuple[str, str]], dossier: Dossier | None = None) -> View:
        """The view that a link means; never raises.

        `query` is a query string, or its decoded pairs. With a dossier, ids are looked up too. Whatever is not
        understood goes to `unknown`.
        """
        reader = _Reader(dossier)
        reader.page(path)
        pairs, rest = _pairs(query)
        reader.unknown.extend(rest)
        for key, value in pairs:
            reader.take(key, value)
        return replace(cls(), **reader.lists, **reader.single, unknown=tuple(dict.fromkeys(reader.unknown)))

    @property
    def path(self) -> str:
        """The address of the page: `/` for the overview, which the host knows by no other name."""
        return "/" if self.page == "overview" else f"/{self.page}"

    def pairs(self) -> Pairs:
        """Keys and values in canonical order, without defaults."""
        return tuple(sorted(pair for key in KEYS for pair in self._pairs_of(key)))

    def query(self) -> str:
        """The canonical query string, without the question mark."""
        return urlencode(self.pairs())

    def filters(self) -> str:
        """The filters alone, as a query string: what decides which claims there are."""
        return urlencode([pair for pair in self.pairs() if pair[0] in FILTERS])

    def link(self) -> str:
        """Path and query: the shortest address of this view."""
        query = self.query()
        return f"{self.path}?{query}" if query else self.path

    def _pairs_of(self, key: str) -> Iterator[tuple[str, str]]:
        value = self.get(key)
        if isinstance(value, tuple):
            yield from ((key, item) for item in value)
        elif value not in {None, ""}:
            yield key, str(value)

    def get(self, key: str) -> tuple[str, ...] | Edtf | str | int | None:
        """The value of a key of the link."""
        return getattr(self, _FIELD_OF.get(key, key))

    def values(self, key: str) -> tuple[str, ...]:
        """The values of a key that takes several, such as `country`."""
        value = self.get(key)
        return value if isinstance(value, tuple) else ()

    def having(self, **changes: object) -> View:
        """A copy with some values changed; keys are those of the link (`from` and `to` go by `since` and `until`).

        Another selection of claims, or another order, is shown from its first part on.
        """
        first = {} if changes.keys().isdisjoint(_REORDERING) else {"part": None}
        return replace(self, **{**first, **changes})

    def on(self, page: str) -> View:
        """The same filters on another page. Selections stay behind: they belong to the page that shows them.

        On the conflicts page a question is a selection, elsewhere a filter.
        """
        chosen = self.question if self.page != "conflicts" else ()
        span = self.span if page == self.page else None
        stays = replace(self, page=page, question=chosen, span=span, v="", n=None, unknown=())
        return stays.without(*SELECTIONS, *FORMS, *VOICES, "name", "part", "at")

    def without(self, *keys: str) -> View:
        """A copy in which these keys of the link are not set."""
        return self.having(**{_FIELD_OF.get(key, key): _DEFAULTS[_FIELD_OF.get(key, key)] for key in keys})

    def active_filters(self) -> tuple[str, ...]:
        """The keys of the filters that are set."""
        return tuple(key for key in FILTERS if self.get(key) not in {(), None, ""})

    def narrowing_filters(self) -> tuple[str, ...]:
        """Those of them that narrow what this page shows."""
        return tuple(key for key in self.active_filters() if self.page in _NARROWS_ON.get(key, PAGES))

    def asks_for_events(self) -> bool:
        """Whether a filter is set that only events can meet."""
        return any(self.values(key) for key in EVENT_FILTERS)


_DEFAULTS = {f.name: f.default for f in fields(View)}
_REORDERING = {_FIELD_OF.get(key, key) for key in (*FILTERS, "sort", "show")}


def _pairs(query: str | Iterable[tuple[str, str]]) -> tuple[Pairs, Pairs]:
    """Decoded pairs, bounded, and what was cut off."""
    if isinstance(query, str):
        if len(query) > MAX_QUERY:
            return (), (("", f"a query of {len(query)} characters"),)
        query = parse_qsl(query.lstrip("?"), keep_blank_values=False, errors="replace")
    pairs = tuple(query)
    if len(pairs) <= MAX_PAIRS:
        return pairs, ()
    return pairs[:MAX_PAIRS], (("", f"all values but the first {MAX_PAIRS}"),)


class _Reader:
    """Collects the values of a link."""

    def __init__(self, dossier: Dossier | None) -> None:
        self.known = _known_values(dossier)
        self.aliases = _aliases(dossier)
        self.lists: dict[str, list[str]] = {_FIELD_OF.get(name, name): [] for name in (*LISTS, *VOICES)}
        self.single: dict[str, object] = {}
        self.unknown: list[tuple[str, str]] = []

    def page(self, path: str) -> None:
        name = path.strip("/").rpartition("/")[2]
        self.single["page"] = name if name in PAGES else "overview"

    def take(self, written: str, value: str) -> None:
        key = key_of(written)
        if key is None or not value.strip():
            return
        if key not in KEYS or len(value) > MAX_VALUE:
            self.refuse(key, value)
        elif key in NUMBERS:
            self.number(key, value)
        elif key in _PROSE:
            self.single[key] = value
        elif key in DATES:
            self.date(key, value)
        else:
            for item in value.split(","):
                self.name(key, item.strip())

    def refuse(self, key: str, value: str) -> None:
        self.unknown.append((shorten(printable(key), 40), shorten(printable(value), 60)))

    def number(self, key: str, value: str) -> None:
        number = meant(value, _is_number)
        if number is None:
            self.refuse(key, value)
        else:
            self.single[key] = int(number)

    def date(self, key: str, value: str) -> None:
        date = meant(value, _is_date)
        if date is None:
            self.refuse(key, value)
        else:
            self.single[_FIELD_OF.get(key, key)] = parse_edtf(date)

    def name(self, key: str, item: str) -> None:
        if not item:
            return
        known, aliases = self.known[key], self.aliases.get(key, {})
        fold = str.upper if key in {"country", "speaker"} else str.lower
        found = meant(fold(item), lambda name: known(name) or name in aliases)
        if found is None:
            self.refuse(key, fold(item))
        elif key in LISTS or key in VOICES:
            self.lists[_FIELD_OF.get(key, key)].append(aliases.get(found, found))
        else:
            self.single[key] = aliases.get(found, found)


def _aliases(dossier: Dossier | None) -> Mapping[str, Mapping[str, str]]:
    """For each key of names, what earlier names are now called."""
    return {key: dossier.about.aliases.of(section) for key, section in SECTION_OF.items()} if dossier else {}


def _known_values(dossier: Dossier | None) -> Mapping[str, Callable[[str], bool]]:
    """For each key of names, whether a value means something."""
    known: dict[str, Callable[[str], bool]] = dict.fromkeys((*LISTS, *WORDS, *VOICES), _is_name)
    known |= {"country": is_country, "speaker": is_country}
    known |= {"type": CLAIM_TYPES.__contains__, "kind": EVENT_KINDS.__contains__, "who": VOICE_GROUPS.__contains__}
    known |= {"dated": DATED.__contains__, "likelihood": LIKELIHOODS.__contains__, "conflict": CASE_STATES.__contains__}
    known |= {key: values.__contains__ for key, values in FORMS.items()} | {"cell": _is_cell}
    if dossier is None:
        return known
    return known | {
        "source": dossier.sources.__contains__,
        "voice": dossier.voices.__contains__,
        "analyst": dossier.voices.__contains__,
        "with": dossier.voices.__contains__,
        "party": dossier.voices.__contains__,
        "partner": dossier.voices.__contains__,
        "question": dossier.questions.__contains__,
        "claim": dossier.claims.__contains__,
        "event": dossier.events.__contains__,
        "publication": dossier.sources.__contains__,
        "cell": lambda item: _is_cell(item) and _cell_exists(dossier, *item.split(".")),
        "topic": lambda item: any(question.topic == item for question in dossier.questions.values()),
    }


def _is_cell(value: str) -> bool:
    parts = value.split(".")
    return len(parts) == 2 and all(map(_is_name, parts))


def _cell_exists(dossier: Dossier, question: str, holder: str) -> bool:
    return question in dossier.questions and (holder in dossier.sources or holder in dossier.voices)


def _is_name(value: str) -> bool:
    return value.isascii() and value.replace("-", "").replace("_", "").isalnum()


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 10


def _is_date(value: str) -> bool:
    try:
        parse_edtf(value)
    except EdtfError:
        return False
    return True
