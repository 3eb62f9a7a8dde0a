"""One question of each kind, as a claims file has it: what tests of conflicts, profiles and agreement ask."""

from typing import Any, TypeAlias

Fields: TypeAlias = dict[str, Any]

_BASE: Fields = {"id": "q", "title": "Q?", "ask": "Q?", "topic": "t"}
STANCE: Fields = _BASE | {
    "kind": "stance",
    "between": "contradiction",
    "positions": [
        {"id": "aye", "label": "Aye"},
        {"id": "nay", "label": "Nay"},
        {"id": "half", "label": "In part"},
        {"id": "early", "label": "Too early to say", "neutral": "true"},
        {"id": "mum", "label": "Will not say", "declines": "true"},
    ],
    "compatible": [["half", "aye"]],
}
FORECAST: Fields = STANCE | {"kind": "forecast"}
FIGURE: Fields = _BASE | {"kind": "figure", "measure": "cracks", "unit": "cracks"}
DATE: Fields = _BASE | {"kind": "date"}
