"""Countries by ISO 3166-1 alpha-2 code, with the short names of CLDR ("North Korea", not "Korea, ...").

Readers get them in the language of the program; curators and texts name them in English.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale

from dossier.language import ENGLISH, LANGUAGE

CODES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR "
    "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT "
    "JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO "
    "TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)
"""The 249 officially assigned codes; CLDR also names unions, islands and regions (EU, UN, XK, IC) that are none."""

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AE": ("UAE", "Emirates"),
        "BA": ("Bosnia",),
        "BY": ("Belorussia",),
        "CD": ("DRC", "DR Congo", "Democratic Republic of the Congo"),
        "CG": ("Republic of the Congo",),
        "CI": ("Ivory Coast",),
        "CN": ("PRC", "CHN", "People's Republic of China", "Mainland China"),
        "CV": ("Cabo Verde",),
        "CZ": ("Czech Republic",),
        "DE": ("Federal Republic of Germany",),
        "GB": ("UK", "GBR", "Britain", "Great Britain"),
        "HK": ("Hong Kong",),
        "IR": ("Islamic Republic of Iran",),
        "KP": ("DPRK", "PRK", "N Korea", "Korea, North", "Democratic People's Republic of Korea"),
        "KR": ("ROK", "KOR", "S Korea", "Korea, South", "Republic of Korea"),
        "LA": ("Lao PDR",),
        "MD": ("Republic of Moldova",),
        "MK": ("Macedonia",),
        "MM": ("Myanmar", "Burma"),
        "MO": ("Macao", "Macau"),
        "NL": ("Holland",),
        "PS": ("Palestine", "State of Palestine"),
        "RU": ("RUS", "Russian Federation"),
        "SY": ("Syrian Arab Republic",),
        "SZ": ("Swaziland",),
        "TL": ("East Timor",),
        "TR": ("Turkey",),
        "UA": ("UKR",),
        "US": ("USA", "United States of America", "America"),
        "VA": ("Vatican", "Holy See"),
        "VN": ("Viet Nam",),
    }
)
"""What else people call a country; read without regard to case, accents and punctuation."""


def is_country(code: str) -> bool:
    """Whether ``code`` is an assigned code, in capitals."""
    return code in CODES


def country_name(code: str) -> str:
    """The short name for readers: KP is "North Korea"; raises ValueError for a code that is not assigned."""
    return _named(code, LANGUAGE)


def english_name(code: str) -> str:
    """The short English name; raises ValueError for a code that is not assigned."""
    return _named(code, ENGLISH)


def _named(code: str, language: str) -> str:
    if not is_country(code):
        raise ValueError(f"{code!r} is no ISO 3166-1 code of a country")
    return country_names(language)[code]


def find_country(word: str) -> str | None:
    """The code a code, name or alias stands for ("kp", "DPRK", "north korea"); None when none, or "Korea", fits."""
    return _index().get(_fold(word))


@lru_cache
def country_names(language: str) -> Mapping[str, str]:
    """The short names in a language that Babel knows, English for those that it has not."""
    names = {**Locale(ENGLISH).territories, **Locale.parse(language).territories}
    return MappingProxyType({code: names[code] for code in sorted(CODES)})


@lru_cache(maxsize=1)
def _index() -> Mapping[str, str]:
    named = {_fold(name): code for code, name in country_names(ENGLISH).items()}
    aliased = {_fold(alias): code for code, aliases in ALIASES.items() for alias in aliases}
    return MappingProxyType(named | aliased | {_fold(code): code for code in CODES})


def _fold(word: str) -> str:
    """Lower-case letters and single spaces: "Côte d’Ivoire" and "cote d'ivoire", "St. Lucia" and "Saint Lucia" meet."""
    spaced = word.casefold().replace("&", " and ").replace("-", " ").replace(",", " ")
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", spaced) if sign.isalpha() or sign.isspace())
    return " ".join("st" if part == "saint" else part for part in letters.removeprefix("the ").split())
