"""Sentences of records whose seeds give none, from the patterns of the model.

The pattern of a claim has its verb in angle brackets, in the third person: ``{holder} <has> {count:equipment}``. A verb
in the present is a state, one in the past is an action. The date, the modality and the speaker determine its form:

- asserted: ``In 1994, A had 6 tanks.`` ``Since 1994, A has had 6 tanks.`` ``A has 6 tanks, according to B.``
- other modalities: ``A is rumoured to have had 6 tanks in 1994.`` ``Talks are under way for A to receive 6 tanks.``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azmil.model import Claim, Kind
from azmil.model.base import KNOWN, NAMED
from azmil.seeds import forms, sentences, times
from azmil.seeds.phrases import NO_DETAILS, Phrases
from azmil.values import dates, english
from azmil.values.english import Form, inflected, is_past

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azmil.seeds.book import Book
    from azmil.seeds.entry import Entry

_VERB = re.compile(r"<([^<>]*)>")
_YEAR = re.compile(r"\b[12]\d{3}\b")
_OPEN = ", until a time not stated"
_DEFINITE = ("first", "second", "third", "fourth", "middle")  # words of dates that have an article
# The words before a verb in the infinitive, by modality, for a subject in the singular and in the plural.
_FRAMES = {
    "rumoured": ("is rumoured to", "are rumoured to"),
    "feared": ("is feared to", "are feared to"),
    "planned": ("is due to", "are due to"),
    "permitted": ("is permitted to", "are permitted to"),
}
_DONE = ("rumoured", "feared")  # modalities of what has happened
# The words before the subject, if the whole clause depends on them; the verb is in the infinitive or in its usual form.
_FORMAL = {"negotiated": ("talks are under way for", "to"), "contracted": ("under a contract,", "{be} to")}
_THAT = {"denied": ("{speaker} denies that", "it is denied that"), "opinion": ("in the opinion of {speaker},",) * 2}


def sentence_of(book: Book, entry: Entry) -> str:
    """Return the sentence of a record, from its seed or from the pattern of its kind."""
    written = entry.values.get("sentence")
    if written:
        return str(written)
    return generated(book, entry)


def generated(book: Book, entry: Entry, details: Mapping[str, str] = NO_DETAILS) -> str:
    """Return the sentence of a record made from its fields; ``details`` are shown after the words of their fields."""
    assert issubclass(entry.cls, Kind)  # noqa: S101 - records only
    assert entry.cls.sentence is not None  # noqa: S101 - the check requires a sentence in this case
    if issubclass(entry.cls, Claim):
        return _Clause(book, entry, details).sentence()
    pattern = entry.cls.sentence if entry.cited or entry.cls.sentence != NAMED else KNOWN
    return sentences.fill_pattern(pattern, lambda name: book.name_of(entry) if name == "name" else "")


class _Clause(Phrases):
    """The sentence of a claim."""

    def sentence(self) -> str:
        """Return the sentence: date, clause, what cannot be dated, and speaker."""
        modality = self.entry.values.get("modality") or "asserted"
        speaker = self.words("attribution")
        text = sentences.filled(self.pattern, self.words)
        match = _VERB.search(text)
        date = self._date(is_state=match is not None and not is_past(match[1]))
        if match is not None and self._is_ahead(text[match.start() :]):
            date = re.sub("^since (.+)", r"from \1 on", date)
        is_plural = self._is_plural(text[: match.start()]) if match else False
        is_quoted = self._is_dated_in_words_only() and not self._time_in_words()
        ends = [f"dated only '{self.entry.values['date_wording']}'"] if is_quoted else []
        if match is None or modality in self.implied or modality == "asserted":
            if match is not None and modality == "planned" and not is_past(match[1]):
                verb = inflected(match[1], "present", is_plural=is_plural)
                when = re.sub("^until ", "by ", date)  # of what is planned, not of the plan
                text = f"{text[: match.start()]}{verb}{text[match.end() :]}{' ' * bool(when)}{when}"
            elif match is not None:
                form = "present" if self._is_ahead(text[match.start() :]) else self._form(match[1])
                verb = inflected(match[1], form, is_plural=is_plural)
                text = f"{date}{', ' * bool(date)}{text[: match.start()]}{verb}{text[match.end() :]}"
            else:
                ends = [date] * bool(date) + ends
                ends += [] if modality in ("asserted", *self.implied) else [self.words("modality")]
        else:
            text, speaker = self._hedged(text, match, modality, date, speaker, is_plural=is_plural)
        missing = self._missing_dates(text)
        missing += [detail for detail in self.after.values() if f"({detail})" not in text]
        notes = "; ".join([*missing, *ends])
        text += f" ({notes})" * bool(notes) + f", according to {speaker}" * bool(speaker)
        return sentences.finished(text)

    def _hedged(
        self, text: str, match: re.Match[str], modality: str, date: str, speaker: str, *, is_plural: bool
    ) -> tuple[str, str]:
        """Return the text of a claim that is not asserted, and the speaker that it does not name."""
        subject, verb, rest = text[: match.start()], match[1], text[match.end() :]
        first = f"{date}{', ' * bool(date)}"
        if modality in _THAT:
            with_speaker, without = _THAT[modality]
            by = speaker or ("the source" if modality == "opinion" else "")
            lead = with_speaker.format(speaker=by) if by else without
            if by and english.is_plural(by):
                lead = lead.replace(" denies ", " deny ")
            finite = inflected(verb, self._form(verb), is_plural=is_plural)
            return f"{lead} {subject}{finite}{rest} {date}".rstrip(), ""
        if modality in _FORMAL:
            lead, to = _FORMAL[modality]
            to = to.format(be="are" if is_plural else "is")
            return f"{lead} {subject}{to} {inflected(verb, 'infinitive')}{rest} {date}".rstrip(), speaker
        frame = _FRAMES[modality][is_plural] if modality in _FRAMES else ""
        if not frame:  # a modality of the user's vocabulary
            finite = inflected(verb, self._form(verb), is_plural=is_plural)
            return f"{first}{subject}{finite}{rest} ({self.words('modality')})", speaker
        is_over = modality in _DONE and self._form(verb) != "present"
        if modality == "permitted" and self._form(verb) == "past":
            frame = inflected(frame, "past", is_plural=is_plural)
        form: Form = "perfect infinitive" if is_over else "infinitive"
        clause = f"{subject}{frame} {inflected(verb, form)}{rest}"
        if modality == "permitted":  # the date of the permission
            return f"{first}{clause}", speaker
        when = re.sub("^until ", "by ", date) if modality == "planned" and is_past(verb) else date
        return f"{clause} {when}".rstrip(), speaker

    def _is_ahead(self, clause: str) -> bool:
        """Return whether a state with an open end is planned: it is due from its date on, and not since then."""
        is_planned = self.entry.values.get("modality") == "planned" or clause.startswith("<is> to ")
        return is_planned and self._edtf().endswith("/..")

    def _form(self, verb: str) -> Form:
        """Return the form of the verb for the date of the claim."""
        date, words = self._edtf(), self._time_in_words()
        if date.endswith("/..") or (words.startswith("since ") and not is_past(verb)):
            return "perfect"
        is_over = date or (words and not times.is_general(words)) or self._latest_end()
        return "past" if is_over or is_past(verb) else "present"

    def _edtf(self) -> str:
        """Return the date of the claim, or the first of its other dates that the pattern does not name."""
        named = re.findall(r"\w+_date", self.pattern)
        for name, field in self.entry.fields.items():
            date = self.entry.values.get(field.column)
            if date and field.type == "edtf" and name not in forms.BOUNDS and name not in named:
                return str(date)
        return ""

    def _date(self, *, is_state: bool) -> str:
        """Return the date in words, for the beginning of a sentence."""
        date = self._edtf()
        wording = self.entry.values.get("date_wording")
        if wording and date.startswith("[") and re.search(r"\d{4}", wording):
            words = re.sub(r"^(?:in |the )+", "", wording if wording[:1] == "Q" else wording[:1].lower() + wording[1:])
            is_definite = words.endswith("0s") or words.startswith(_DEFINITE)
            return f"in {'the ' * is_definite}{words}"
        if not date:
            return self._time_in_words() or self._latest_end(is_state=is_state)
        is_own = date == self.entry.values.get("date")
        if is_own and wording and times.has_years(wording, date):
            return f"{wording[:1].lower()}{wording[1:]}"
        words = (dates.in_words(date) if is_own else times.in_words(date)).removesuffix(_OPEN)
        if self.entry.values.get("observed") and is_state and not set("[/?~%") & set(date):
            return re.sub(r"^(?:in|on) ", "as of ", words)
        return words

    def _time_in_words(self) -> str:
        """Return the time of a claim that only words give, such as ``in wartime``, or ''."""
        is_only_date = self._is_dated_in_words_only() and not self._edtf()
        return times.of_words(self.entry.values["date_wording"]) if is_only_date else ""

    def _latest_end(self, *, is_state: bool = True) -> str:
        """Return the latest end of a claim without another date, in words, or ''."""
        end = self.entry.values.get("not_after")
        if not end or "/" in end or "[" in end or self.entry.values.get("date_wording") or self._edtf():
            return ""
        words = dates.in_words(f"[..{end}]")
        return f"until {words.removeprefix('by ')} at the latest" if is_state else words

    def _is_dated_in_words_only(self) -> bool:
        return bool(self.entry.values.get("date_wording")) and not self.entry.values.get("date")

    def _missing_dates(self, text: str) -> list[str]:
        """Return the dates whose years a text does not contain, in words."""
        found = []
        for name, field in self.entry.fields.items():
            date = self.entry.values.get(field.column)
            if field.type == "edtf" and date and name not in (*forms.BOUNDS, "date"):
                years = set(_YEAR.findall(date))
                if not years <= set(_YEAR.findall(text)):
                    found.append(f"{name.removesuffix('_date').replace('_', ' ')} {times.in_words(date)}")
        return found
