"""Words and patterns by which English tells who says something. Matched against sentences with quotations masked."""

from __future__ import annotations

import re

_SAY = (
    "says? said tells? told argues? argued warns? warned suggests? suggested adds? added explains? explained "
    "announces? announced predicts? predicted insists? insisted acknowledges? acknowledged admits? admitted "
    "confirms? confirmed affirms? affirmed den(?:y|ies) denied concludes? concluded writes? wrote declares? declared "
    "alleges? alleged asserts? asserted maintains? maintained remembers? remembered recalls? recalled points?_out "
    "pointed_out stress(?:es)? stressed agree[sd]?(?!_to) reveals? revealed shouts? shouted "
    "(?:report|state|claim|note)(?:ed|d|s|(?=_that))"
)
_THINK = (
    "believes? believed thinks? thought expects? expected suspects? suspected assess(?:es)? assessed "
    "(?:estimate|judge|fear|hope|doubt)(?:ed|d|s|(?=_that))"
)
_SAYING = "|".join(_SAY.replace("_", r"\s").split())
_THINKING = "|".join(_THINK.replace("_", r"\s").split())
_VERB = f"{_SAYING}|{_THINKING}"
_AUX = (
    r"is|are|was|were|be|been|being|am|will|would|can|could|may|might|must|shall|should|to|do|does|did|not|as|it’s|it's"
)

VERB_AT = re.compile(rf"(?<![\w-])(?:{_VERB})\b(?![-’'])(?!\s(?:{_VERB}|to\sbe)\b)")
INVERTED = re.compile(rf"[,”\"’»]\s+(?!t[eo]l[dl])(?P<verb>{_SAYING})\s(?=[A-Z]|the\s|a\s|an\s|one\s|former\s)")
ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion) of)\s")
LED = re.compile(
    r"\b(?:led|leads|leading)\s(?P<who>[^,;:.]{2,80}?)\sto\s(?:believe|think|suggest|conclude|argue|fear)\b"
)
VIEWED = re.compile(
    r"^(?P<who>(?:Some|Many|Others|Most|Several|Critics|A few)(?:\s(?:in|among|of)\s(?:the\s)?[A-Z]\w+|\s[a-z]+s)?)\s"
    r"(?:also\s|even\s|still\s)?(?:sees?|saw|views?|regards?|considers?|reads?|interprets?|wants?\sto)\b"
)
BEFORE_VERB = re.compile(
    r"(?:\s(?:also|has|have|had|recently|repeatedly|later|then|now|still|even|once|[a-z]{2,12}ly))*\s*$"
)
BLOCKED = re.compile(rf"(?:^|\s)(?:{_AUX}|n['’]t)$", re.IGNORECASE)
BOUNDARY = re.compile(
    r"[;:—–“”\"(]\s*|,\s+(?:(?:and|but|while|as|although|though|whereas|so|because|yet)\s)?|"
    r"\s(?:that|what|which|but|because|whereas|as|when|after)\s|^(?:And|But|Yet|While|Although|However|Still)\s"
)
CONJUNCTION = re.compile(r"[;—–]\s*|,\s+(?:and|but|while|although|though|whereas|so|yet)\s|\sbut\s")
CLAUSE_START = re.compile(rf"{CONJUNCTION.pattern}|[”\"»]\s")
ASIDE = re.compile(r"\s\([^()]{1,40}\)$")
AFTER_VERB = re.compile(
    r"(?:\s(?:earlier|later|again|today|yesterday)(?=\sthat\s))?"
    r"(?:(?:(?<=told)|(?<=tell)|(?<=tells))\s(?:the\s)?[\w’]+\b)?\s*"
    r"(?:(?:on|in)\s(?:[A-Z][\w.]*|early|late|mid)(?:\s[\w.]+){0,2}?,?\s(?=that\b|he\b|she\b|they\b|it\b|the\b))?"
    r"(?:to\s[^,“”.]{2,60}(?=,))?(?:,\sadding\s)?(?:,|:)?\s*(?:that,?\s)?"
)
_TIME = r"(?:on\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
_TOLD = r"(?:(?<=told)|(?<=tell)|(?<=tells))"
TAIL = re.compile(
    rf"(?:\s[a-z]{{2,12}}ly)?(?:{_TOLD}\s[^,.;:“”\"]{{2,60}}?)?(?:\s{_TIME})?"
    rf"(?:\s(?:on|in|to|at|during)\s[^,.“”\"]{{2,50}})?(?=[,.]|$)"
)
"""What may stand between a verb that closes an attribution and the mark behind it."""
STOP = re.compile(
    r"[,;:“”\"()—–]|\s(?:that|which|who|whose|where|when|as|in an?|during|after|before|today|yesterday|on)\s|"
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])[.!?](?=\s|$)|[.!?]?$"
)

MARKS = (",", "”", '"', "»", "—", "–")
PRONOUN = re.compile(r"(?:he|she|they|who)", re.IGNORECASE)
IT_SAID = re.compile(r",\s(?P<who>it)\s(?:said|says|added|adds)(?=[,.])")
AGENT = re.compile(
    r"\b(?:analysts?|experts?|officials?|sources?|intelligence|diplomats?|governments?|ministr(?:y|ies)|ministers?|police|"
    r"army|armies|militar(?:y|ies)|reports?|study|studies|estimates?|media|agenc(?:y|ies)|scientists?|researchers?|authors?|"
    r"economists?|observers?|critics?|spokes(?:man|woman|person|people)|president|council|committee|commission|"
    r"company|companies|bank|court|union|university|institute|newspapers?|commentators?|historians?|lawyers?|doctors?|residents?|"
    r"witnesses|survivors|activists?|campaigners?|aides?|advisers?|commanders?|generals?|soldiers?|troops|some|many|others|"
    r"most|several|few|reporters?|journalists?|authorities|department|office|pundits?|leaders?|politicians?|people|mayor|"
    r"guild|party|parties|opposition|groups?|survey|poll|prosecutors?|investigators?|engineers?)\b",
    re.IGNORECASE,
)
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|do|does|did|been|not|if|when)\b")
FUNCTION = frozenset(
    "a an the this that these those it its there here he she they we i you his her their our my your in on at by "
    "for from of with to as and but or if so yet what which who when where why how all any each every no none such "
    "one".split()
)
DETERMINERS = frozenset("a an the this that these those his her their its our one former".split())
LEAD = re.compile(r"^(?:(?:and|but|yet|while|although|as|however|still|meanwhile)\b,?\s*)+", re.IGNORECASE)
QUOTED = re.compile(r"“[^“”\"]*(?:[”\"]|$)|„[^“”]*(?:[“”]|$)|«[^«»]*(?:»|$)|(?<!\w)\"[^\"]*(?:\"|$)")
