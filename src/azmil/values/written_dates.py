"""Dates as people write them, such as ``19 May 2006`` or ``early 1994``, and the EDTF date that each can mean.

A date is accepted only if it has one reading. Early, mid and late are thirds: of a year its months 1 to 4, 5 to 8 and
9 to 12, of a decade its years 0 to 3, 4 to 6 and 7 to 9, of a month its days 1 to 10, 11 to 20 and 21 to the last. A
year also has halves and quarters. Words such as "about" and "possibly" become the marks of EDTF.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NoReturn

from azmil.errors import AzmilError, Exit, Fault, nearest
from azmil.values import any_year, dates

if TYPE_CHECKING:
    from collections.abc import Iterator

AMBIGUOUS = Fault(
    "a date can be read in two ways",
    "'{text}' is not a valid date: it can be read in two ways",
    "use {first} or {second}",
    Exit.USAGE,
)
MISSPELT = Fault(
    "a date is not valid, but resembles a valid one",
    "'{text}' is not a valid date",
    "did you mean '{meant}'?",
    Exit.USAGE,
)
SHORT_YEAR = Fault(
    "a date has a year of two digits",
    "'{text}' is not a valid date: its year has only two digits",
    "use four digits, such as 2006",
    Exit.USAGE,
)
LONGEST = 60  # characters
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_MONTHS = {name.lower(): f"{number:02}" for number, name in enumerate(dates.MONTHS, 1)}
_MONTH_OF = {**_MONTHS, **{name[:3]: number for name, number in _MONTHS.items()}, "sept": "09"}
_THIRDS = ("early", "mid", "late")
_QUARTERS = ("first", "second", "third", "fourth")
_PARTS_OF_YEAR = {
    **{f"{name} half": (6 * at + 1, 6 * at + 6) for at, name in enumerate(("first", "second"))},
    **{f"{name} quarter": (3 * at + 1, 3 * at + 3) for at, name in enumerate(_QUARTERS)},
}
_HEDGES = {
    **dict.fromkeys(("about", "around", "approximately", "roughly", "circa", "ca", "ca.", "c."), "~"),
    **dict.fromkeys(("possibly", "probably", "perhaps", "presumably", "apparently"), "?"),
}
_OPEN = {"since": "{}/..", "from": "{}/..", "until": "../{}", "till": "../{}", "by": "[..{}]"}
_WORDS = (*dates.MONTHS, *_SEASONS, *_THIRDS, *_OPEN, *_HEDGES, "before", "after", "between")

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = [
    re.compile(form, re.ASCII)
    for form in (
        rf"{_MONTH} {_YEAR}", rf"{_YEAR} {_MONTH}", rf"{_DAY} {_MONTH} {_YEAR}", rf"{_MONTH} {_DAY} {_YEAR}",
        rf"{_YEAR} {_MONTH} {_DAY}", rf"{_YEAR}[-./](?P<month>\d{{1,2}})[-./]{_DAY}", rf"{_YEAR}-(?P<month>\d)",
        rf"(?P<month>\d{{1,2}})[-./]{_YEAR}",
    )
]  # fmt: skip
_SEASON = re.compile(rf"(?P<season>{'|'.join(_SEASONS)}) (?P<year>\d{{4}})(?:[-/](?P<next>\d\d(?:\d\d)?))?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.ASCII)
_WITHOUT_YEAR = re.compile(rf"(?:{_DAY} )?{_MONTH}|{_MONTH.replace('month', 'month2')} {_DAY.replace('day', 'day2')}")
_DIGITS_OF_YEAR = re.compile(r"'?\d0s|.*[-./ ]'\d\d|\d{1,2}[-./]\d{1,2}[-./]\d\d", re.ASCII)


def edtf(text: str, refusal: AzmilError) -> str:
    """Return the EDTF date that a text means, which is not valid EDTF; ``refusal`` is raised if it means none.

    Raises AzmilError if the text can be read in two ways, has no year, or resembles a valid date.
    """
    if dates.has_no_year(text):
        month = any_year.parse(text)
        raise any_year.NO_YEAR(text=text, example=f"2006-{month}")
    plain = plain_text(text)
    if not plain or len(plain) > LONGEST:
        raise refusal
    try:
        found = _period(plain, text)
        if found is None:
            _refuse(plain, text, refusal)
        dates.parse(found)
    except AzmilError as error:
        if "text" in error.values:  # the message quotes what the user wrote
            raise error.fault(error.hint_template, **{**error.values, "text": text}) from None
        raise
    return found


def plain_text(text: str) -> str:
    """Return a text in lower case with single spaces, without commas, articles and 'of', and with 'to' for dashes."""
    plain = re.sub("[\u2012-\u2015\u2212]", " to ", re.sub("[\u2010\u2011]", "-", text.casefold()))
    plain = " ".join(word for word in plain.replace(",", " ").split() if word not in ("the", "of"))
    plain = re.sub(r"^(?:in|on|during) ", "", re.sub(r" ?/ ?", "/", plain))
    plain = re.sub(rf"\b({'|'.join(_THIRDS)})-", r"\1 ", re.sub(r"\bmiddle\b", "mid", plain))
    plain = re.sub(r"\bq([1-4])\b", lambda match: f"{_QUARTERS[int(match[1]) - 1]} quarter", plain)
    month = _MONTH.replace("?P<month>", "")
    plain = re.sub(rf"^(\d+)-{month}-(?=\d)|^{month}-(?=\d)", lambda match: match[0].replace("-", " "), plain)
    plain = re.sub(r"^(\d{1,2})-(?=\d{1,2} [a-z])|^([a-z]+ \d{1,2})-(?=\d{1,2} \d)", r"\1\2 to ", plain)
    plain = re.sub(r" - |(?<=[a-z])-(?=\w)|(?<=\d)-(?=[a-z])|(?<=^\d{4})-(?=\d{4}$)", " to ", plain)
    return re.sub(rf"^({month}) (\d+) to (\d+) (\d{{4}})$", r"\3 \1 \5 to \4 \1 \5", plain)


def _period(plain: str, text: str) -> str | None:
    """Return the EDTF date of a text that may be open or have two ends, or None; ``text`` is for messages."""
    if "/" in plain and _is_valid(plain.upper()):
        return plain.upper()
    _refuse_short_end(plain, text)
    word, _, rest = plain.partition(" ")
    if word in ("before", "after"):
        return _outside(word, _date(rest, text))
    if match := re.fullmatch(r"(?:from )?(.+) (?:to|until|till|through) (.+)|between (.+) and (.+)", plain):
        start, end = filter(None, match.groups())
        return _interval(start, end, text)
    if word in _OPEN:
        found = _date(rest, text)
        return found and _OPEN[word].format(found.split("/")[0 if _OPEN[word].startswith("{") else -1])
    return _date(plain, text)


def _interval(start: str, end: str, text: str) -> str | None:
    """Return the interval of two dates, or None; the first may lack the year or month, as in ``May to June 2006``."""
    last = _date(end, text)
    if last is None:
        return None
    words = end.split()
    first = _date(start, text)
    for count in (1, 2):
        if first is None and start.isdigit() == end[0].isdigit():
            first = _date(" ".join([start, *words[-count:]]), text)
    return first and f"{first.split('/')[0]}/{last.split('/')[-1]}"


def _outside(word: str, found: str | None) -> str | None:
    """Return the open interval before or after a date, to its precision; None if there is no such time."""
    if found is None:
        return None
    span = dates.parse(found)
    edge = span.earliest_start if word == "before" else span.latest_end
    part = found.split("/")[0 if word == "before" else -1]
    try:
        day = str(date.fromisoformat(edge) + timedelta(-1 if word == "before" else 1))[: len(part)]
    except OverflowError:
        return None
    return f"../{day}" if word == "before" else f"{day}/.."


def _date(plain: str, text: str) -> str | None:
    """Return the EDTF date of a text with one date, or None; a part of a period becomes an interval."""
    if "/" not in plain and "[" not in plain and _is_valid(plain.upper()):
        return plain.upper()
    word, _, rest = plain.partition(" ")
    if word in _THIRDS:
        return _third(_THIRDS.index(word), _date(rest, text))
    if word in _HEDGES:
        return _marked(_date(rest, text), _HEDGES[word])
    if match := re.fullmatch(rf"({'|'.join(_PARTS_OF_YEAR)}) (\d{{4}})", plain, re.ASCII):
        first, last = _PARTS_OF_YEAR[match[1]]
        return f"{match[2]}-{first:02}/{match[2]}-{last:02}"
    if match := re.fullmatch(r"(\d{3})0'?s", plain, re.ASCII):
        return f"{match[1]}X"
    return _day_month_or_season(plain, text)


def _day_month_or_season(plain: str, text: str) -> str | None:
    """Return the EDTF date of a text that is not EDTF, or None."""
    if match := _SEASON.fullmatch(plain) or _SEASON.fullmatch(" ".join(reversed(plain.split()))):
        return _season(*match.group("season", "year", "next"))
    if match := _NUMBERS.fullmatch(plain):
        return _numbers(int(match[1]), int(match[3]), match[4], text)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            parts = match.groupdict()
            month = _MONTH_OF.get(parts["month"]) or f"{int(parts['month']):02}"
            return f"{parts['year']}-{month}" + (f"-{int(parts['day']):02}" if parts.get("day") else "")
    return None


def _marked(found: str | None, mark: str) -> str | None:
    """Return a single date with a mark added, or None."""
    if found is None or "/" in found:
        return None
    plain = found.rstrip(dates.MARKS)
    return f"{plain}{mark if plain == found or found.endswith(mark) else '%'}"


def _season(season: str, year: str, next_year: str | None) -> str | None:
    """Return a season; only a winter may have two years, as in ``winter 1992/93``."""
    if next_year and (season != "winter" or not str(int(year) + 1).endswith(next_year)):
        return None
    return f"{year}-{_SEASONS[season]}"


def _third(at: int, found: str | None) -> str | None:
    """Return the first, second or last third of a year, decade or month; None for any other date."""
    if found is None or not re.fullmatch(r"\d{3}[\dX]|\d{4}-(?:0\d|1[012])", found):
        return None
    if found.endswith("X"):
        first, last = ((0, 3), (4, 6), (7, 9))[at]
        return f"{found[:3]}{first}/{found[:3]}{last}"
    if "-" not in found:
        return f"{found}-{4 * at + 1:02}/{found}-{4 * at + 4:02}"
    end = dates.parse(found).latest_end
    return f"{found}-{10 * at + 1:02}/{end if at == len(_THIRDS) - 1 else f'{found}-{10 * at + 10}'}"


def _numbers(one: int, other: int, year: str, text: str) -> str:
    """Return the date of a day and a month in either order; raise AzmilError if both orders are possible."""
    first, second = f"{year}-{other:02}-{one:02}", f"{year}-{one:02}-{other:02}"
    is_first, is_second = _is_valid(first), _is_valid(second)
    if is_first and is_second and first != second:
        raise AMBIGUOUS(text=text, first=first, second=second)
    return second if is_second else first


def _is_valid(text: str) -> bool:
    """Return whether a text is a valid EDTF date."""
    try:
        dates.parse(text)
    except AzmilError:
        return False
    return True


def _refuse_short_end(plain: str, text: str) -> None:
    """Raise AzmilError for a year and two digits, a month or another year, such as ``2006/08`` or ``1998-99``."""
    match = re.fullmatch(r"(\d{4})(?:/| to |-(?=[4-9]))(\d\d)", plain, re.ASCII)
    if match is None:
        return
    readings = [f"{match[1]}-{match[2]}"] * ("01" <= match[2] <= "12")
    readings += [f"{match[1]}/{match[1][:2]}{match[2]}"] * (match[2] > match[1][2:])
    if len(readings) > 1:
        raise AMBIGUOUS(text=text, first=readings[0], second=readings[1])
    for meant in readings:
        raise MISSPELT(text=text, meant=meant)


def _refuse(plain: str, text: str, refusal: AzmilError) -> NoReturn:
    """Raise the error for a text that means no date."""
    if match := _WITHOUT_YEAR.fullmatch(plain):
        month = _MONTH_OF[match["month"] or match["month2"]]
        day = match["day"] or match["day2"]
        any_day = f"XXXX-{month}" + (f"-{int(day):02}" if day else "")
        hint = "add the year, such as {example}; a timeline or a filter by date also takes {any_day}"
        raise any_year.NO_YEAR(hint, text=text, example=f"{text.strip()} 2006", any_day=any_day)
    if _DIGITS_OF_YEAR.fullmatch(plain):
        raise SHORT_YEAR(text=text)
    if match := re.fullmatch(r"([1-9]\d?)(?:st|nd|rd|th) century", plain, re.ASCII):
        last = int(match[1]) * 100
        raise MISSPELT(text=text, meant=f"{last - 99:04}/{last:04}")
    for meant in _corrected(plain, text):
        raise MISSPELT(text=text, meant=meant)
    raise refusal


def _corrected(plain: str, text: str) -> Iterator[str]:
    """Yield the text with its misspelt words corrected, months first, if it then means a date."""
    known = {word.lower() for word in (*_WORDS, *_MONTH_OF, "to", "through", "and")}
    meant = text.strip()
    for word in re.findall(r"[^\W\d_]{3,}", plain):
        if word not in known and (found := nearest(word, dates.MONTHS, 1) or nearest(word, _WORDS, 1)):
            plain = plain.replace(word, found[0].lower())
            meant = re.sub(re.escape(word), found[0], meant, flags=re.IGNORECASE)
    found_date = _period(plain, text) if meant != text.strip() else None
    if found_date is not None and _is_valid(found_date):
        yield meant
