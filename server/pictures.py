"""The picture of a link: a card of 1200 by 630, as chat programs show it, in the look of the pages."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Literal, TypeAlias

from PIL import Image, ImageDraw, ImageFont

from dossier.headlines import ANALYST, VOICE, Headline, Pieces
from dossier.language import _, ngettext
from dossier.problems import printable, shorten

WIDTH, HEIGHT = 1200, 630
_EDGE = 64
_INNER = WIDTH - 2 * _EDGE
_FOOT = HEIGHT - 58
PAPER, INK, GREY, LINE, ACCENT, MARK = "#FCFBF8", "#1D2126", "#5B6168", "#DCD8CC", "#0B5C6B", "#CFE3F1"
SIDES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8C6D1F", "#56B4E9")
"""The colours of sides, in their order on the pages (components/figures/palette.py)."""
_MAX_COLUMNS = 3
_MAX_QUOTED = 1_000
"""Characters of a quote that are laid out, in several sizes: more than six lines hold. Claims may quote whole pages."""

Face: TypeAlias = Literal["serif", "sans"]
Font: TypeAlias = ImageFont.FreeTypeFont
_FILES: dict[Face, str] = {"serif": "SourceSerif*Roman*.woff2", "sans": "SourceSans*Upright*.woff2"}
_ONE_AT_A_TIME = Lock()
"""FreeType's faces are not made for several threads, and previews must not take all processors."""


@lru_cache(maxsize=128)
def card_png(headline: Headline, dossier: str) -> bytes:
    """The card as PNG, some 30 kB; the last ones asked for are kept."""
    with _ONE_AT_A_TIME:
        image = draw_card(headline, dossier)
        out = BytesIO()
        # Text on paper has few colours: a palette is a third of the size, and nobody sees the difference.
        image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()


def draw_card(headline: Headline, dossier: str) -> Image.Image:
    """Kind and dossier above, the title large, then what the kind of thing asks for, and the name of the site."""
    card = _Card(Image.new("RGB", (WIDTH, HEIGHT), PAPER))
    card.head(headline.kind, dossier if dossier != headline.title else "")
    if headline.quote:
        card.quote(headline.quote)
        card.text(headline.facts[0], font("sans", 36, 700), INK, lines=1)
        card.facts(headline.facts[1:])
    else:
        card.title(headline.title, lines=3 if not headline.sides else 2)
        if headline.sides and headline.kind not in {ANALYST, VOICE}:
            card.sides(headline.sides)
        elif headline.sides:
            card.facts(headline.facts[:2])
            card.stands(headline.sides)
        elif headline.counts:
            card.figures(headline.counts)
        else:
            card.lines(headline.facts)
    card.foot()
    return card.image


class _Card:
    """A sheet that is written from the top down."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.draw = ImageDraw.Draw(image)
        self.y = 54

    def head(self, kind: str, dossier: str) -> None:
        self.draw.rectangle((0, 0, WIDTH, 10), fill=ACCENT)
        label = font("sans", 32, 700)
        x = _EDGE
        kind = fitted(clean(kind), label, _INNER / 2)
        self.draw.text((x, self.y), kind, font=label, fill=ACCENT)
        x += int(label.getlength(kind)) + 24
        if dossier:
            plain = font("sans", 32, 400)
            self.draw.text((x, self.y), fitted(clean(dossier), plain, WIDTH - _EDGE - x), font=plain, fill=GREY)
        self.y += 66

    def title(self, title: str, *, lines: int) -> None:
        size = next((s for s in (76, 66, 58) if len(wrapped(title, font("serif", s, 650), _INNER)) <= lines), 52)
        self.text(title, font("serif", size, 650), INK, lines=lines, leading=1.14)
        self.y += 22

    def text(
        self,
        words: str,
        face: Font,
        color: str,
        *,
        lines: int,
        width: int = _INNER,
        x: int = _EDGE,
        leading: float = 1.22,
    ) -> None:
        for line in cut(wrapped(words, face, width), face, width, lines):
            if self.y + face.size * leading > _FOOT - 6:
                return
            self.draw.text((x, self.y), line, font=face, fill=color)
            self.y += int(face.size * leading)

    def sides(self, sides: tuple[tuple[str, str], ...]) -> None:
        """Up to three answers side by side under their colours; of more, how many there are."""
        shown = sides[:_MAX_COLUMNS]
        gap = 32
        width = (_INNER - gap * (len(shown) - 1)) // len(shown)
        top = max(self.y, 300)
        more = len(sides) - len(shown)
        room = _FOOT - 14 - top - (44 if more else 0)
        for place, (label, behind) in enumerate(shown):
            x, self.y = _EDGE + place * (width + gap), top
            self.draw.rectangle((x, self.y, x + width, self.y + 8), fill=SIDES[place % len(SIDES)])
            self.y += 24
            face = font("serif", 38, 600)
            self.text(label, face, INK, lines=max(1, (room - 78) // 46), width=width, x=x, leading=1.2)
            self.y += 8
            self.text(behind, font("sans", 30, 400), GREY, lines=1, width=width, x=x)
        if more:
            told = ngettext("and {number} more", "and {number} more", more).format(number=more)
            self.draw.text((_EDGE, _FOOT - 44), told, font=font("sans", 30, 400), fill=GREY)

    def stands(self, stands: tuple[tuple[str, str], ...]) -> None:
        """What a voice answers, as far as there is room."""
        self.y += 10
        face, strong = font("sans", 34, 400), font("sans", 34, 700)
        for place, (question, answer) in enumerate(stands):
            if self.y > _FOOT - 60 or (self.y > _FOOT - 104 and place < len(stands) - 1):
                more = len(stands) - place
                told = ngettext("and {number} more answer", "and {number} more answers", more).format(number=more)
                self.draw.text((_EDGE, self.y), told, font=face, fill=GREY)
                return
            asked = fitted(clean(question), face, int(_INNER * 0.55))
            self.draw.text((_EDGE, self.y), asked, font=face, fill=GREY)
            x = _EDGE + int(face.getlength(asked)) + 16
            self.draw.text((x, self.y), fitted(clean(answer), strong, WIDTH - _EDGE - x), font=strong, fill=INK)
            self.y += 52

    def facts(self, facts: tuple[str, ...]) -> None:
        self.text(" · ".join(facts), font("sans", 34, 400), GREY, lines=2)

    def lines(self, facts: tuple[str, ...]) -> None:
        for fact in facts:
            self.text(fact, font("sans", 38, 400), GREY, lines=2)
            self.y += 6

    def figures(self, counts: tuple[tuple[int, str], ...]) -> None:
        """The numbers large above what there are so many of."""
        width = _INNER // len(counts)
        for place, (number, noun) in enumerate(counts):
            x = _EDGE + place * width
            top = _FOOT - 150
            self.draw.text((x, top), f"{number:,}", font=font("serif", 68, 650), fill=INK)
            self.draw.text(
                (x, top + 80), fitted(noun, font("sans", 32, 400), width - 12), font=font("sans", 32, 400), fill=GREY
            )

    def quote(self, pieces: Pieces) -> None:
        """The sentence, the claimed words marked; in the largest of some sizes that leaves room for its voice."""
        for size in (60, 52, 46, 40, 36):
            face = font("serif", size, 500)
            lines = _marked_lines(beginning(pieces), face)
            if len(lines) * size * 1.34 <= 318:
                break
        most = int(318 // (size * 1.34))
        for number, line in enumerate(lines[:most]):
            self._marked(line, face, ends=number == most - 1 and len(lines) > most)
            self.y += int(size * 1.34)
        self.y += 20

    def _marked(self, line: list[tuple[str, bool]], face: Font, *, ends: bool) -> None:
        x = float(_EDGE)
        for words, own in [*line, *([(" …", False)] if ends else [])]:
            length = face.getlength(words)
            if own:
                self.draw.rectangle((x - 2, self.y + 2, x + length + 2, self.y + face.size * 1.26), fill=MARK)
            self.draw.text((x, self.y), words, font=face, fill=INK)
            x += length

    def foot(self) -> None:
        self.draw.line((_EDGE, _FOOT, WIDTH - _EDGE, _FOOT), fill=LINE, width=2)
        self.draw.text((_EDGE, _FOOT + 8), "Counterclaim", font=font("serif", 30, 650), fill=INK)
        said = _("who claims what, and who says otherwise")
        face = font("sans", 26, 400)
        self.draw.text((WIDTH - _EDGE - face.getlength(said), _FOOT + 11), said, font=face, fill=GREY)


def beginning(pieces: Pieces, most: int = _MAX_QUOTED) -> Pieces:
    """So many characters of a quote, ending in … where there are more."""
    kept: list[tuple[str, bool]] = []
    for words, own in pieces:
        if len(words) > most:
            return (*kept, (words[:most] + " …", own))
        kept.append((words, own))
        most -= len(words)
    return tuple(kept)


def _marked_lines(pieces: Pieces, face: Font) -> list[list[tuple[str, bool]]]:
    """Words with their marks in lines that fit; a run of words of one kind is one piece."""
    words = [(word, own) for text, own in pieces for word in _with_spaces(text)]
    lines: list[list[tuple[str, bool]]] = [[]]
    length = 0.0
    for word, own in words:
        wide = face.getlength(word)
        if length and length + face.getlength(word.rstrip()) > _INNER:
            lines.append([])
            length, word = 0.0, word.lstrip()
        if lines[-1] and lines[-1][-1][1] == own:
            lines[-1][-1] = (lines[-1][-1][0] + word, own)
        else:
            lines[-1].append((word, own))
        length += wide
    return [
        [(words.rstrip() if at == len(line) - 1 else words, own) for at, (words, own) in enumerate(line)]
        for line in lines
    ]


def _with_spaces(text: str) -> Iterator[str]:
    """The words of a text, each with the space after it, and long ones in parts."""
    line = "".join(" " if char.isspace() else char for char in clean(text, keep_ends=True))
    for at, word in enumerate(parts := line.split(" ")):
        end = " " if at < len(parts) - 1 else ""
        chunks = [word[start : start + 30] for start in range(0, len(word), 30)] or [""]
        for number, chunk in enumerate(chunks):
            if piece := chunk + (end if number == len(chunks) - 1 else ""):
                yield piece


# Words that fit


def clean(text: str, *, keep_ends: bool = False) -> str:
    """The text without what does not print; marks that are stacked on a letter without end are cut."""
    line = printable(unicodedata.normalize("NFC", text[:2000]))
    kept, marks = [], 0
    for char in line:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= 3:
            kept.append(char)
    joined = "".join(kept)
    return joined if keep_ends else " ".join(joined.split())


def wrapped(text: str, face: Font, width: int) -> list[str]:
    """The text in lines that fit; a word that is wider than a line is broken."""
    lines: list[str] = []
    for word in shorten(clean(text), 300).split(" "):
        together = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(together) <= width:
            lines[-1] = together
        else:
            lines += _broken(word, face, width)
    return lines


def _broken(word: str, face: Font, width: int) -> Iterator[str]:
    while (end := _longest(word, face, width)) < len(word):
        yield word[: max(end, 1)]
        word = word[max(end, 1) :]
    yield word


def _longest(line: str, face: Font, width: float, *, end: str = "") -> int:
    """How many characters of a line fit, with `end` behind them. Halving: to measure words is what takes time."""
    if face.getlength(line + end) <= width:
        return len(line)
    return bisect_right(range(len(line)), width, key=lambda at: face.getlength(line[:at].rstrip() + end)) - 1


def cut(lines: list[str], face: Font, width: int, most: int) -> list[str]:
    """So many lines, the last one ending in … where there were more."""
    return lines if len(lines) <= most else [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), face, width)]


def fitted(line: str, face: Font, width: float) -> str:
    """The line, cut with … where it is too long for the width."""
    if face.getlength(line := line[:400]) <= width:
        return line
    return line[: max(_longest(line, face, width, end="…"), 0)].rstrip() + "…"


@lru_cache(maxsize=32)
def font(face: Face, size: int, weight: int) -> Font:
    """A font of the pages, which Streamlit brings along; else the one inside Pillow, so that there is always one."""
    files = sorted(_font_folder().glob(_FILES[face]))
    try:
        made = ImageFont.truetype(str(files[0]), size)
        made.set_variation_by_axes([weight, min(size, 60)] if face == "serif" else [weight])
    except (IndexError, OSError):
        plain = ImageFont.load_default(size)
        assert isinstance(plain, ImageFont.FreeTypeFont)  # Pillow from the package index is built with FreeType
        return plain
    return made


def _font_folder() -> Path:
    spec = find_spec("streamlit")
    assert spec is not None  # the app runs on it
    assert spec.origin is not None  # a package of files
    return Path(spec.origin).parent / "static" / "static" / "media"
