"""Names are found whatever accents a reader's keyboard has."""

from __future__ import annotations

import pytest

from civiscope.web.explorer.domain.folding import folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("São Paulo", "sao paulo"),
        ("SÃO  PAULO", "sao paulo"),
        ("Århus", "arhus"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Ísafjörður", "isafjordur"),
        ("Saint-Denis (Réunion)", "saint denis reunion"),
        ("İstanbul", "istanbul"),
        ("Weißenburg_Süd", "weissenburg sud"),
        ("Αθήνα", "αθηνα"),
        ("東京", "東京"),
        ("--", ""),
        ("", ""),
    ],
)
def test_folded_text_is_plain(text: str, plain: str) -> None:
    assert folded(text) == plain
