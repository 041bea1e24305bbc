"""SQL that writes numbers: with commas, with decimals, as percentages."""

from __future__ import annotations

LARGEST = 18  # digits of the largest number
MOST_DECIMALS = 4  # of a number (see azmil.values.quantities)


def percent(tenths: str) -> str:
    """Return the SQL of a percentage with one decimal, from a number of tenths."""
    return f"CAST({tenths} / 10 AS TEXT) || '.' || CAST({tenths} % 10 AS TEXT) || '%'"


def decimal_digits(number: str) -> str:
    """Return the SQL of a number with commas and with its decimals, without zeros at the end."""
    scale = 10**MOST_DECIMALS
    scaled = f"CAST(ROUND(abs({number}) * {scale}) AS BIGINT)"
    sign = f"CASE WHEN {number} < 0 THEN '-' ELSE '' END"
    decimals = f"rtrim(substr(CAST({scale} + {scaled} % {scale} AS TEXT), 2), '0')"
    return (
        f"CASE WHEN {number} = CAST({number} AS BIGINT) THEN {digits(f'CAST({number} AS BIGINT)')} "
        f"ELSE {sign} || {digits(f'({scaled} / {scale})')} || '.' || {decimals} END"
    )


def digits(number: str) -> str:
    """Return the SQL of a whole number with commas."""
    cases = []
    for digits in range(3, LARGEST + 1, 3):
        parts = [f"CAST(abs({number}) / {10 ** (digits - 3)} AS TEXT)"]
        parts += [
            f"substr(CAST(1000 + abs({number}) / {10**below} % 1000 AS TEXT), 2)" for below in range(digits - 6, -1, -3)
        ]
        text = " || ',' || ".join(parts)
        cases.append(f"WHEN abs({number}) < {10**digits} THEN {text}" if digits < LARGEST else f"ELSE {text}")
    return f"CASE WHEN {number} < 0 THEN '-' ELSE '' END || CASE {' '.join(cases)} END"
