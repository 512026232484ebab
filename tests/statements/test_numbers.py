"""Numbers and amounts in plain text: no parse needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.statements.quantities.around import Amount, amounts
from allegedly.statements.quantities.numbers import amount, glued_numbers, lowered, numbers


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("twelve men", "twelve", 12),
        ("Half a million men", "Half a million", 500_000),
        ("a dozen men", "a dozen", 12),
        ("a quarter million men", "a quarter million", 250_000),
        ("10 bln roubles", "10 bln", 1e10),
        ("two dozen men", "two dozen", 24),
        ("1,500 men", "1,500", 1500),
        ("40\u202f000 men", "40\u202f000", 40_000),
        ("2 1/2 miles", "2 1/2", 2.5),
        ("3½ miles", "3½", 3.5),
        ("5.3 million men", "5.3 million", 5_300_000),
        ("two and a half million men", "two and a half million", 2_500_000),
        ("one hundred and three men", "one hundred and three", 103),
        ("twenty-five thousand three hundred men", "twenty-five thousand three hundred", 25_300),
        ("4 hundred million men", "4 hundred million", 400_000_000),
        ("3bn euros", "3bn", 3_000_000_000),
        ("40k men", "40k", 40_000),
        ("two-thirds of them", "two-thirds", 2 / 3),
        ("a third of them", "a third", 1 / 3),
        ("half of them", "half", 0.5),
        ("one in five men", "one in five", 0.2),
        ("six in ten men", "six in ten", 0.6),
        ("one out of three men", "one out of three", 1 / 3),
        ("minus 12 degrees", "minus 12", -12),
        ("negative one", "negative one", -1),
        ("two point five million men", "two point five million", 2_500_000),
        ("five point seven one", "five point seven one", 5.71),
        ("4 thousand 3 hundred and 21 men", "4 thousand 3 hundred and 21", 4321),
        ("3 hundred and 1 men", "3 hundred and 1", 301),
        ("three quarters of a million men", "three quarters of a million", 750_000),
        ("hundred thousand men", "hundred thousand", 100_000),
        ("1 in 5 men", "1 in 5", 0.2),
        ("2.5x10^6 cells", "2.5x10^6", 2_500_000),
        ("1.5e-3 grams", "1.5e-3", 0.0015),
        ("half a point", "half a", 0.5),
        ("it fell to -12 degrees", "-12", -12),
        ("1.1 million men", "1.1 million", 1_100_000),
    ],
)
def test_a_number_is_read(text: str, written: str, value: float) -> None:
    (found,) = numbers(text)
    assert text[found.start : found.end] == written
    assert found.value == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    "text", ["no number", "the 21st", "500mg", "seventyfold", "A330", "someone", "180.25ml", ""]
)
def test_what_is_no_number_by_itself(text: str) -> None:
    assert list(numbers(text)) == []


def test_letters_may_hang_on_a_glued_number() -> None:
    assert [n.value for n in glued_numbers("500mg and USD10, 4km")] == [500, 10, 4]


@pytest.mark.parametrize("written", ["a lot", "1/0", "one in zero", "5 apples", "9" * 400])
def test_what_is_no_number_is_worth_nothing(written: str) -> None:
    assert amount(written) is None


def test_lowering_keeps_the_length() -> None:
    assert lowered("İZMİR 5 KM") == "İzmİr 5 km"


def the_amount(text: str) -> Amount:
    (found,) = amounts(text)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("it cost $1.2 billion", "money", 1.2e9, "USD"),
        ("it cost US$ 40 million", "money", 4e7, "USD"),
        ("it cost USD10m", "money", 1e7, "USD"),
        ("it cost £5m", "money", 5e6, "GBP"),
        ("it cost $1.5bn", "money", 1.5e9, "USD"),
        ("it lost $-3bn", "money", -3e9, "USD"),
        ("it cost 3bn euros", "money", 3e9, "EUR"),
        ("it cost 10 million Australian dollars", "money", 1e7, "AUD"),
        ("it cost 200 won", "money", 200, "KRW"),
        ("a rise of 5 %", "percent", 5, "%"),
        ("a rise of five per cent", "percent", 5, "%"),
        ("a rise of 2 percentage points", "percent", 2, "percentage points"),
        ("it is 37m high", "measure", 37, "m"),
        ("they are 37m people", "count", 37e6, None),
        ("a 3-inch gun", "measure", 3, "inch"),
        ("0.9 trillion cubic feet", "measure", 9e11, "cubic feet"),
        ("for three weeks", "duration", 3, "weeks"),
        ("40min later", "duration", 40, "min"),
        ("twelve men", "count", 12, None),
        ("it cost thirteen dollars and forty-five cents", "money", 13.45, "USD"),
        ("it cost 30 Mexican pesos", "money", 30, "MXN"),
        ("at 50 km/ms", "measure", 50, "km/ms"),
        ("the wall is 12 m high", "measure", 12, "m"),
        ("at 100° Celsius", "measure", 100, "° celsius"),
    ],
)
def test_an_amount_takes_its_unit(text: str, kind: str, value: float, unit: str | None) -> None:
    found = the_amount(text)
    assert (found.kind, found.value, found.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("12 men", "exact"),
        ("about 12 men", "about"),
        ("some 12 men", "about"),
        ("nearly 12 men", "about"),
        ("an estimated 12 men", "about"),
        ("12 or so", "about"),
        ("at least 12 men", "at least"),
        ("no fewer than 12 men", "at least"),
        ("12 or more", "at least"),
        ("more than 12 men", "more than"),
        ("over $12", "more than"),
        ("up to 12 men", "up to"),
        ("as many as 12 men", "up to"),
        ("it could reach 12", "up to"),
        ("no more than 12 men", "up to"),
        ("fewer than 12 men", "less than"),
        ("more than a total of 12 men", "more than"),
        ("dozens of men", "vague"),
        ("talk about dozens of men", "vague"),
        ("as few as 12 men", "at least"),
        ("closer to 12 men", "about"),
        ("$12 plus costs", "exact"),
        ("at least dozens of men", "at least"),
        ("a pushover 12", "exact"),
    ],
)
def test_the_words_around_bound_it(text: str, bound: str) -> None:
    assert the_amount(text).bound == bound


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1,000 to 1,500 men", 1000, 1500, None),
        ("between 20 and 30 men", 20, 30, None),
        ("15-22 miles", 15, 22, "miles"),
        ("from $5 million to $9 million a year", 5e6, 9e6, "USD"),
        ("$89 to $93 billion", 89e9, 93e9, "USD"),
        ("ranging from $200 to $4 million", 200, 4e6, "USD"),
        ("33-35 billion euros", 33e9, 35e9, "EUR"),
        ("two or three men", 2, 3, None),
        ("by 1 to 1.5 percent", 1, 1.5, "%"),
    ],
)
def test_a_range_is_one_amount(text: str, low: float, high: float, unit: str | None) -> None:
    found = next(amounts(text))
    assert (found.value, found.min, found.max, found.unit) == (None, low, high, unit)


@pytest.mark.parametrize(
    "text",
    ["5 and 6 men", "5 men to 3 men", "5 percent to 6 men", "rose by $5 million to $9 million"],
)
def test_two_amounts_that_are_no_range(text: str) -> None:
    assert [found.value is None for found in amounts(text)] == [False, False]


def test_a_movement_stays_two_figures() -> None:
    first, second = amounts("unemployment fell from 5 to 4 percent")
    assert (first.value, first.kind, first.leads) == (5, "percent", True)
    assert (second.value, second.kind, second.leads) == (4, "percent", False)


def test_a_conversion_in_brackets_shares_the_bound() -> None:
    assert [found.bound for found in amounts("more than 50 miles (80 km)")] == ["more than"] * 2


@pytest.mark.parametrize("text", ["the F16", "in the 90s", "a 4th man", "x500y"])
def test_letters_left_over_make_a_name(text: str) -> None:
    assert list(amounts(text)) == []


@given(
    st.text(
        alphabet=st.sampled_from("0123456789 ,.-–$€%/½ aomkbn\n")
        | st.characters(exclude_categories=["Cs"])
    )
)
def test_any_text_is_read_without_overlap(text: str) -> None:
    place = 0
    for found in amounts(text):
        assert place <= found.start <= found.first < found.last <= found.end <= len(text)
        place = found.end


def test_letters_of_a_currency_belong_to_the_number_before_them() -> None:
    assert [(a.value, a.unit) for a in amounts("10 rmb 20 usd")] == [(10, "CNY"), (20, "USD")]
