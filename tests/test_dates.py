"""EDTF: every form of the subset, every form outside it, and what must hold of all dates."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from geograph import dates
from geograph.dates import Bounds, Span, bounds, day, parse
from geograph.errors import DateError

D = date.fromisoformat
days = st.dates(min_value=date(1000, 1, 1))


def spans(text: str) -> tuple[str | None, ...]:
    span = parse(text)
    four = (span.earliest_start, span.latest_start, span.earliest_end, span.latest_end)
    return tuple(one and one.isoformat() for one in four)


SINGLE = {
    "2024-09-10": ("2024-09-10", "2024-09-10"),
    "2024-09-10~": ("2024-09-10", "2024-09-10"),
    "2024-09-10?": ("2024-09-10", "2024-09-10"),
    "2024-09-10%": ("2024-09-10", "2024-09-10"),
    "2024-09": ("2024-09-01", "2024-09-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2023-02~": ("2023-02-01", "2023-02-28"),
    "1900-02": ("1900-02-01", "1900-02-28"),
    "2000-02": ("2000-02-01", "2000-02-29"),
    "2024": ("2024-01-01", "2024-12-31"),
    "2024~": ("2024-01-01", "2024-12-31"),
    "0999": ("0999-01-01", "0999-12-31"),
    "9999": ("9999-01-01", "9999-12-31"),
    "202X": ("2020-01-01", "2029-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"),
    "1XXX": ("1000-01-01", "1999-12-31"),
    "2024-XX": ("2024-01-01", "2024-12-31"),
    "2024-1X": ("2024-10-01", "2024-12-31"),
    "2024-0X": ("2024-01-01", "2024-09-30"),
    "2024-X2": ("2024-02-01", "2024-12-31"),
    "2024-09-1X": ("2024-09-10", "2024-09-19"),
    "2024-09-0X": ("2024-09-01", "2024-09-09"),
    "2024-09-3X": ("2024-09-30", "2024-09-30"),
    "2024-10-3X": ("2024-10-30", "2024-10-31"),
    "2024-09-XX?": ("2024-09-01", "2024-09-30"),
    "2024-XX-31": ("2024-01-31", "2024-12-31"),
    "2023-XX-29": ("2023-01-29", "2023-12-29"),
    "202X-02-29": ("2020-02-29", "2028-02-29"),
    "2024-XX-XX": ("2024-01-01", "2024-12-31"),
}


@pytest.mark.parametrize("text", SINGLE)
def test_a_single_date_starts_and_ends_somewhere_within_it(text):
    first, last = SINGLE[text]
    assert spans(text) == (first, last, first, last)


INTERVALS = {
    "2022-02/..": ("2022-02-01", "2022-02-28", None, None),
    "2022-02/": ("2022-02-01", "2022-02-28", None, None),
    "2022-02-24~/..": ("2022-02-24", "2022-02-24", None, None),
    "../2024-09-10": (None, None, "2024-09-10", "2024-09-10"),
    "/2024": (None, None, "2024-01-01", "2024-12-31"),
    "2024-09-07/2024-09-08": ("2024-09-07", "2024-09-07", "2024-09-08", "2024-09-08"),
    "2024-09-10/2024-09-10": ("2024-09-10",) * 4,
    "2020/2024": ("2020-01-01", "2020-12-31", "2024-01-01", "2024-12-31"),
    "2024-12~/2025-02?": ("2024-12-01", "2024-12-31", "2025-02-01", "2025-02-28"),
    # each side cuts what the other makes impossible
    "2024/2024-05": ("2024-01-01", "2024-05-31", "2024-05-01", "2024-05-31"),
    "2024-09-15/2024-09": ("2024-09-15", "2024-09-15", "2024-09-15", "2024-09-30"),
    "2024/2024": ("2024-01-01", "2024-12-31", "2024-01-01", "2024-12-31"),
    "202X/2024-XX": ("2020-01-01", "2024-12-31", "2024-01-01", "2024-12-31"),
}


@pytest.mark.parametrize("text", INTERVALS)
def test_the_sides_of_an_interval_bound_its_start_and_its_end(text):
    assert spans(text) == INTERVALS[text]


WRONG = {
    "": "write 2024, 2024-09",
    "yesterday": "write 2024, 2024-09",
    "10.09.2024": "write 2024, 2024-09",
    "20240910": "write 2024, 2024-09",
    "2024-W37-2": "write 2024, 2024-09",
    "-0044": "write 2024, 2024-09",
    "12024": "write 2024, 2024-09",
    "Y12024": "write 2024, 2024-09",
    "[2023,2024]": "write 2024, 2024-09",
    "2024-?09": "write 2024, 2024-09",
    "~2024": "write 2024, 2024-09",
    "2024-09-10 ": "write 2024, 2024-09",
    "٢٠٢٤": "write 2024, 2024-09",
    "2X24": "write 2024, 2024-09",
    "XXXX": "write 2024, 2024-09",
    "0000": "write 2024, 2024-09",
    "000X": "write 2024, 2024-09",
    "2024x": "write 2024, 2024-09",
    "2024-9-1": "write two digits for month and day: 2024-09-01",
    "2024-9~": "write two digits for month and day: 2024-09~",
    "2024-09-10T12:00": "leave the time of day out: 2024-09-10",
    "2024-09-10 12:00": "leave the time of day out: 2024-09-10",
    "2024~?": "one mark is enough, and % means both ~ and ?: 2024%",
    "2024-21": "write months, for example 2024-03/2024-05",
    "2024-41": "write months, for example 2024-03/2024-05",
    "2024-13": "months are 01 to 12",
    "2024-00": "months are 01 to 12",
    "2024-2X": "months are 01 to 12",
    "2024-02-30": "check the day of the month",
    "2023-02-29": "check the day of the month",
    "2023-02-3X": "check the day of the month",
    "2024-04-31~": "check the day of the month",
    "2024-09-00": "check the day of the month",
    "../..": "leave the date out",
    "/": "leave the date out",
    "/..": "leave the date out",
    "2024/2023": "write the earlier date on the left of '/'",
    "2024-09-11/2024-09-10": "write the earlier date on the left of '/'",
    "2020/2021/2022": "write 2024, 2024-09",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_outside_the_subset_is_an_error_with_a_fix(text):
    with pytest.raises(DateError) as caught:
        parse(text)
    assert repr(text) in caught.value.what
    assert (caught.value.fix or "").startswith(WRONG[text])


@given(days)
def test_the_short_cut_for_plain_days_equals_the_slow_path(one):
    text = one.isoformat()
    assert parse(text) == dates._slow(text) == Span(text, one, one, one, one)
    assert parse(text).plain
    assert day(text) == one


@given(st.integers(1, 9999), st.integers(1, 12))
def test_every_month_has_its_length_and_every_year_its_ends(year, month):
    if year < 10:
        with pytest.raises(DateError):
            parse(f"{year:04}-{month:02}")
        return
    last = date(year, month, monthrange(year, month)[1])
    assert parse(f"{year:04}-{month:02}").latest_end == last
    assert parse(f"{year:04}-{month:02}-XX") == Span(
        f"{year:04}-{month:02}-XX", last.replace(day=1), last, last.replace(day=1), last
    )
    assert parse(f"{year:04}").earliest_start == date(year, 1, 1)
    assert parse(f"{year:04}").latest_end == date(year, 12, 31)


@st.composite
def masked(draw, value: date | None = None) -> tuple[str, date]:
    """Draw a single date of the subset, and one of the days that it allows."""
    one = value or draw(days)
    text = one.isoformat()[: draw(st.sampled_from((4, 7, 10)))]
    digits = [i for i, c in enumerate(text) if c.isdigit() and i > 0]
    for i in draw(st.lists(st.sampled_from(digits), unique=True)):
        if i > 3 or all(c == "X" for c in text[i + 1 : 4]):
            text = text[:i] + "X" + text[i + 1 :]
    return text + draw(st.sampled_from(("", "~", "?", "%"))), one


@given(masked())
@example(("202X-02-29", date(2024, 2, 29)))
def test_a_mask_allows_the_day_it_was_made_of(drawn):
    text, one = drawn
    span = parse(text)
    assert span.text == text
    assert span.earliest_start is not None
    assert span.latest_end is not None
    assert span.earliest_start <= one <= span.latest_end
    for bound in (span.earliest_start, span.latest_end):
        assert all(
            m in ("X", c) for m, c in zip(text.rstrip("~?%"), bound.isoformat(), strict=False)
        )


@pytest.mark.slow
@given(masked())
def test_nothing_between_the_mask_and_its_bounds_was_missed(drawn):
    text, _ = drawn
    span = parse(text)
    assert span.earliest_start is not None
    assert span.latest_end is not None
    pattern = text.rstrip("~?%")

    def allowed(one: date) -> bool:
        return all(m in ("X", c) for m, c in zip(pattern, one.isoformat(), strict=False))

    # within a year on either side, no day that the mask allows lies outside the bounds
    for step in range(1, 366):
        for bound, sign in ((span.earliest_start, -1), (span.latest_end, 1)):
            ordinal = bound.toordinal() + sign * step
            if 1 <= ordinal <= date.max.toordinal():
                assert not allowed(date.fromordinal(ordinal))


@pytest.mark.slow
@given(masked(), masked())
def test_the_bounds_of_an_interval_are_ordered(left, right):
    (a, _), (b, _) = sorted((left, right), key=lambda one: one[1])
    span = parse(f"{a}/{b}")
    assert span.text == f"{a}/{b}"
    four = (span.earliest_start, span.latest_start, span.earliest_end, span.latest_end)
    early_start, late_start, early_end, late_end = four
    assert None not in four
    assert early_start <= late_start <= late_end
    assert early_start <= early_end <= late_end


@given(masked(), st.booleans(), st.sampled_from(("{}", "{}/..", "../{}", "{}/", "/{}")))
def test_what_a_span_means_is_ordered_too(drawn, durative, form):
    found = bounds(parse(form.format(drawn[0])), durative)
    known = [d for d in (found.start_earliest, found.start, found.end, found.end_latest) if d]
    assert known == sorted(known)
    if not durative:
        assert found.end is None
        assert found.end_latest is None


@pytest.mark.slow
@given(st.text(max_size=25))
@example("2024-09-31/..")
@example("2" * 4000)
def test_any_text_is_a_date_or_a_date_error(text):
    with suppress(DateError):
        assert parse(text).text == text


MEANING = {
    # text: (a state of affairs, a moment)
    "2024-09-10": (("2024-09-10", "2024-09-10", None, None),) * 2,
    "2024": (("2024-12-31", "2024-01-01", None, None),) * 2,
    "2022-02/..": (
        ("2022-02-28", "2022-02-01", None, None),
        (None, "2022-02-01", None, None),
    ),
    "2020/2024": (
        ("2020-12-31", "2020-01-01", "2024-01-01", "2024-12-31"),
        ("2024-12-31", "2020-01-01", None, None),
    ),
    "../2024-09": (
        ("2024-09-30", None, "2024-09-30", "2024-09-30"),
        ("2024-09-30", None, None, None),
    ),
    "2024-09/2024-09": (
        ("2024-09-30", "2024-09-01", "2024-09-30", "2024-09-30"),
        ("2024-09-30", "2024-09-01", None, None),
    ),
}


@pytest.mark.parametrize("text", MEANING)
@pytest.mark.parametrize("durative", [True, False], ids=["durative", "moment"])
def test_states_of_affairs_hold_throughout_and_moments_lie_within(text, durative):
    expected = MEANING[text][0 if durative else 1]
    assert bounds(parse(text), durative) == Bounds(*(d and D(d) for d in expected))


@given(days, days)
def test_a_moment_within_an_interval_has_begun_by_its_end(one, other):
    assume(one != other)
    a, b = sorted((one, other))
    assert bounds(parse(f"{a}/{b}"), False) == Bounds(b, a, None, None)
    assert bounds(parse(f"{a}/{b}"), True) == Bounds(a, a, b, b)


@pytest.mark.parametrize("text", ["2024-09", "2024-09-10~", "2024-09-10/..", "2024-09-1X"])
def test_one_day_is_one_day(text):
    with pytest.raises(DateError, match="is not one day"):
        day(text)
    assert not parse(text).plain


def test_an_interval_knows_that_it_is_one():
    assert parse("2024/..").interval
    assert not parse("2024").interval
