"""Names: matching whatever the spelling."""

from __future__ import annotations

import pytest

from azmil.values.names import fold, squeeze


@pytest.mark.parametrize(
    ("text", "folded", "squeezed"),
    [
        ("MiG-29", "mig 29", "mig29"),
        ("Su Altı Taarruz", "su alti taarruz", "sualtitaarruz"),
        ("Əliyev", "eliyev", "eliyev"),
        ("İlham  Aliyev", "ilham aliyev", "ilhamaliyev"),
        ("U.S. Navy", "u s navy", "usnavy"),
        ("  ", "", ""),
    ],
)
def test_a_name_is_folded_to_plain_words(text: str, folded: str, squeezed: str) -> None:
    assert (fold(text), squeeze(text)) == (folded, squeezed)
