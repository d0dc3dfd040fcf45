"""Texts that a spreadsheet would run, and texts that only look like them: for whatever writes CSV."""

from __future__ import annotations

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example","Click")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1+1",
    "'=1+1",
    '"=1+1',
    "' '\"@SUM(A1)",
    "'-5",
    " -5",
    "＝1+1",
)
PLAIN = ("", "Paris", "-5", "+3.2", "-1e-05", "a=b", "'s-Hertogenbosch", "São Paulo", "-inf")
