"""Citations to copy: the source and its lines first, then azmil, with the hedge in words."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pybtex.database  # type: ignore[import-untyped]
import pytest
import rispy  # type: ignore[import-untyped]

from azmil.ask import references
from azmil.formats.styles import STYLES, cited
from azmil.values.references import Reference, Work
from faults import provokes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from azmil import Base
    from azmil.errors import Fault
    from conftest import Result

    Run = Callable[..., Result]

TITLE = "Encyclopedia article on the armed forces of Azerbaijan, three revisions pasted together"
HANDBOOK = Work(
    id="handbook",
    kind="yearbook",
    title="Boats_& {Ships} [50%]",
    publisher="Smith | Sons",
    date="2009-05-12",
    url="https://example.org/a b",
    archived_url="https://archive.example/1",
    retrieved="2010-01-02",
    passages=(("", "83-84, 90"),),
)
REFERENCE = Reference("tugs-2008", "planned; according to A_B", (HANDBOOK,), "1.2.0", "0123456789abcdef" * 4)


def test_a_footnote_names_the_source_first_then_azmil_and_hedges_the_claim(azmil: Run, base: Base) -> None:
    (content,) = base.sql("SELECT value FROM about WHERE name = 'content'")
    database = f"azmil 0.1.0 (content {content['value'][:12]})"
    ended = azmil("cite", "navy-stenka", "--style", "footnote")
    assert (ended.out, ended.err, ended.code) == (
        f"{TITLE}. Second revision, line 115; Third revision, line 253. Cited from {database}, record navy-stenka.\n",
        "",
        0,
    )
    assert base.citation("hermes-talks") == (
        f"{TITLE}. First revision, line 30; Second revision, line 101; Third revision, line 239. "
        "Status of the claim: negotiated; according to Israeli newspapers. "
        f"Cited from {database}, record hermes-talks."
    )


def test_lines_that_follow_each_other_are_cited_as_one_range(base: Base) -> None:
    assert "First revision, lines 11-16, 19, 22, 39, 42-43; Second" in base.citation("united-states")


EXPECTED = {
    "footnote": (
        "Boats_& {Ships} [50%]. Smith | Sons, 2009-05-12. "
        "https://example.org/a b (archived: https://archive.example/1; retrieved 2010-01-02). lines 83-84, 90. "
        "Status of the claim: planned; according to A_B. "
        "Cited from azmil 1.2.0 (content 0123456789ab), record tugs-2008."
    ),
    "markdown": (
        r"[*Boats\_& {Ships} \[50%\]*](<https://example.org/a%20b>). Smith | Sons, 2009-05-12. "
        r"[Archived](<https://archive.example/1>). Retrieved 2010-01-02. lines 83-84, 90. "
        r"Status of the claim: planned; according to A\_B. "
        "Cited from azmil 1.2.0 (content 0123456789ab), record tugs-2008."
    ),
    "wikitext": (
        '<ref name="azmil-tugs-2008">'
        "[https://example.org/a%20b ''Boats&#95;&amp; &#123;Ships&#125; &#91;50%&#93;'']. "
        "Smith &#124; Sons, 2009-05-12. "
        "[https://archive.example/1 Archived]. Retrieved 2010-01-02. lines 83-84, 90. "
        "Status of the claim: planned; according to A&#95;B. "
        "Cited from azmil 1.2.0 (content 0123456789ab), record tugs-2008.</ref>"
    ),
    "bibtex": r"""@misc{azmil-tugs-2008,
  title = {{Boats\_\& \{Ships\} [50\%]}},
  publisher = {Smith | Sons},
  year = {2009},
  date = {2009-05-12},
  url = {https://example.org/a%20b},
  urldate = {2010-01-02},
  note = {lines 83-84, 90; status of the claim: planned; according to A\_B; cited from azmil 1.2.0 (content 0123456789ab), record tugs-2008; archived: https://archive.example/1}
}""",
    "ris": """TY  - BOOK
TI  - Boats_& {Ships} [50%]
PB  - Smith | Sons
PY  - 2009
DA  - 2009/05/12
UR  - https://example.org/a b
L2  - https://archive.example/1
Y2  - 2010/01/02
DB  - azmil 1.2.0 (content 0123456789ab)
AN  - tugs-2008
N1  - lines 83-84, 90
N1  - status of the claim: planned; according to A_B
N1  - cited from azmil 1.2.0 (content 0123456789ab), record tugs-2008
ER  - """,
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_keeps_every_detail_and_escapes_its_characters(style: str) -> None:
    assert cited(REFERENCE, style) == EXPECTED[style]


def test_wikitext_can_be_printed_without_its_tags(azmil: Run) -> None:
    with_tags = azmil("cite", "navy-stenka", "--style", "wikitext").out.strip()
    assert (
        with_tags
        == f'<ref name="azmil-navy-stenka">{azmil("cite", "navy-stenka", "--style", "wikitext", "--bare").out.strip()}</ref>'
    )


def test_programs_for_references_read_the_citations_of_all_claims(base: Base) -> None:
    hedges = {row["id"]: row["hedge"] for row in base.query("facts")}
    found = {id_: references.reference(base.connection, id_) for id_ in hedges}
    in_one_file = {style: "\n".join(cited(each, style) for each in found.values()) for style in ("bibtex", "ris")}
    bibtex = pybtex.database.parse_string(in_one_file["bibtex"], "bibtex").entries
    assert [*bibtex] == [f"azmil-{id_}" for id_ in hedges]
    of_ris = rispy.load(io.StringIO(in_one_file["ris"]))
    for (id_, hedge), ris in zip(hedges.items(), of_ris, strict=True):
        entry = bibtex[f"azmil-{id_}"]
        assert entry.fields["title"] == f"{{{TITLE}}}"
        assert (ris["type_of_reference"], ris["title"], ris["accession_number"]) == ("ENCYC", TITLE, id_)
        wikitext = ET.fromstring(cited(found[id_], "wikitext"))
        assert wikitext.attrib == {"name": f"azmil-{id_}"}
        if hedge:
            assert f"status of the claim: {hedge}" in entry.fields["note"].replace("\\&", "&")
            assert f"status of the claim: {hedge}" in ris["notes"]
            assert f"Status of the claim: {hedge}." in (wikitext.text or "")


@provokes("ask.references.UNCITED")
def test_a_record_without_source_lines_cannot_be_cited(azmil: Run, fault: Fault) -> None:  # noqa: ARG001
    ended = azmil("cite", "ctbt", "--style", "footnote")
    assert (ended.out, ended.code) == ("", 1)
    assert ended.err == "azmil: cannot cite 'ctbt': it has no source lines; cite a claim about it instead\n"


def test_a_citation_is_written_to_a_file(azmil: Run, tmp_path: Path) -> None:
    file = tmp_path / "stenka.bib"
    assert azmil("cite", "navy-stenka", "--style", "bibtex", "--output", str(file)).code == 0
    assert file.read_text(encoding="utf-8").startswith("@misc{azmil-navy-stenka,\n")


def test_the_extension_of_a_file_chooses_the_style_of_a_citation(azmil: Run, tmp_path: Path) -> None:
    for extension, style in (("bib", "bibtex"), ("RIS", "ris"), ("wiki", "wikitext")):
        file = tmp_path / f"stenka.{extension}"
        assert azmil("cite", "navy-stenka", "--output", str(file)).code == 0
        assert file.read_text(encoding="utf-8") == azmil("cite", "navy-stenka", "--style", style).out
    azmil("cite", "navy-stenka", "--bare", "--output", str(tmp_path / "bare.wiki"))
    assert "<ref" not in (tmp_path / "bare.wiki").read_text(encoding="utf-8")
    azmil("cite", "navy-stenka", "--format", "json", "--output", str(tmp_path / "record.bib"))
    assert json.loads((tmp_path / "record.bib").read_text(encoding="utf-8"))["id"] == "navy-stenka"
    assert azmil("cite", "navy-stenka", "--output", str(tmp_path / "stenka.bibb")).err == (
        "azmil: '.bibb' is not a valid extension; did you mean 'bib'? (or set --format)\n"
    )


def test_options_that_do_not_fit_a_style_are_refused(azmil: Run) -> None:
    assert azmil("cite", "navy-stenka", "--bare").err == (
        "azmil: --bare can only be used with --style wikitext; see 'azmil cite --help'\n"
    )
    assert azmil("cite", "navy-stenka", "--style", "ris", "--format", "json").err == (
        "azmil: --style cannot be used with --format; see 'azmil cite --help'\n"
    )
