"""Formulas of a Word document in one line, none with another value (ECMA-376 part 1, 22.1)."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from mcdesk.exchange.word_signs import formula

NAMES = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def told(inner: str) -> str:
    return formula(fromstring(f"<m:oMath {NAMES}>{inner}</m:oMath>"))


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(above: str, below: str, about: str = "") -> str:
    return f"<m:f>{about}<m:num>{run(above)}</m:num><m:den>{run(below)}</m:den></m:f>"


def raised(base: str, power: str = "2") -> str:
    return f"<m:sSup><m:e>{base}</m:e><m:sup>{run(power)}</m:sup></m:sSup>"


NO_BAR = '<m:fPr><m:type m:val="noBar"/></m:fPr>'


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (fraction("1", "2"), "1/2"),
        (run("1") + fraction("1", "2"), "1 1/2"),
        (fraction("1", "2") + fraction("3", "4"), "(1/2)(3/4)"),
        (fraction("1", "2") + run("x"), "(1/2)x"),
        (run("2x") + fraction("a", "b"), "2x(a/b)"),
        (raised(run("x")), "x^2"),
        (raised(run("a+b")), "(a+b)^2"),
        (raised(run("-2")), "(-2)^2"),
        (raised(fraction("a", "b")), "(a/b)^2"),
        (fraction("n", "k", NO_BAR), "binom(n, k)"),
        (f"<m:sPre><m:sub>{run('6')}</m:sub><m:sup>{run('14')}</m:sup><m:e>{run('C')}</m:e>"
         "</m:sPre>", "_6^14C"),
        (f"<m:func><m:fName>{run('sin')}</m:fName><m:e>{run('x')}</m:e></m:func>", "sin x"),
        (f"<m:eqArr><m:e>{run('a=1')}</m:e><m:e>{run('b=2')}</m:e></m:eqArr>", "a=1; b=2"),
    ],
)  # fmt: skip
def test_a_formula_is_told_with_its_own_value(inner: str, line: str) -> None:
    assert told(inner) == line
