"""The text of every mistake that a spec can hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]
KEYS = (
    "slug, title, check, points, after, probe, rules, hint, catches, hidden, seconds, "
    "consistent_with"
)
MAKERS = "randn, rand, randint, arange, zeros, ones, array, nonce"
RECIPE = f"{MAKERS}, low, high, dtype, library"
TEXTS = "text or one text per language (en, ko)"
QUOTES = "If it is text, put it in quotes."
SLUG = "lowercase letters a–z, digits and single hyphens between them"
TARGET = (
    "a variable's name or a mapping with one of variable, expression, call, displayed, printed, "
    "section"
)


def one(**changed: str | None) -> str:
    """One item on one line; a value of None leaves its key out."""
    keys = {"slug": "a", "title": "A", "check": "rank", "probe": "{of: x}", **changed}
    inside = ", ".join(f"{key}: {value}" for key, value in keys.items() if value is not None)
    return f"- {{{inside}}}\n"


@pytest.mark.parametrize(
    ("items", "told"),
    [
        pytest.param(
            one(chek="rank", check=None),
            [
                "set.yaml:8:9: items[0].check: The key `check` is missing.",
                "set.yaml:8:45: items[0].chek: Unknown key `chek`; did you mean `check`? "
                f"Known: {KEYS}.",
            ],
            id="a key misspelt",
        ),
        pytest.param(
            one(colour="red"),
            [f"set.yaml:8:58: items[0].colour: Unknown key `colour`. Known: {KEYS}."],
            id="a key like none",
        ),
        pytest.param(
            one(slug="Not_good"),
            [
                f"set.yaml:8:16: items[0].slug: Expected {SLUG}, found the text “Not_good”.",
            ],
            id="a bad slug",
        ),
        pytest.param(
            one(slug="a" * 61),
            [
                "set.yaml:8:16: items[0].slug: Expected at most 60 characters, found the text "
                f"“{'a' * 59}…”.",
            ],
            id="a long slug",
        ),
        pytest.param(
            one(slug="2024"),
            [f"set.yaml:8:16: items[0].slug: Expected text, found the number 2024. {QUOTES}"],
            id="a slug that is a number",
        ),
        pytest.param(
            one(title="no"),
            [
                f"set.yaml:8:26: items[0].title: Expected {TEXTS}, found `no`, which YAML reads "
                f"as true or false. {QUOTES}"
            ],
            id="a title that YAML takes for false",
        ),
        pytest.param(
            one(title="{no: hei}"),
            ["set.yaml:8:27: items[0].title.no: Unknown language `no`. Known: en, ko."],
            id="Norwegian",
        ),
        pytest.param(
            one(title="{kr: 하나}"),
            ["set.yaml:8:27: items[0].title.kr: Unknown language `kr`. Known: en, ko."],
            id="a language misspelt",
        ),
        pytest.param(
            one(title="{en: Hello, world, ko: 안녕}"),
            [
                "set.yaml:8:38: items[0].title.world: Unknown language `world`. Known: en, ko. If "
                "it belongs to a text that has a comma, put the text in quotes."
            ],
            id="a comma in a text",
        ),
        pytest.param(
            one(title="{en: 3}"),
            [f"set.yaml:8:31: items[0].title.en: Expected text, found the number 3. {QUOTES}"],
            id="a number in one language",
        ),
        pytest.param(
            one(title="' '"),
            [
                "set.yaml:8:26: items[0].title: Expected text that says something, found an "
                "empty text."
            ],
            id="an empty text",
        ),
        pytest.param(
            one(title="{en: A, ko: ''}"),
            [
                "set.yaml:8:26: items[0].title: Expected text that says something, found a "
                "mapping with the keys en, ko."
            ],
            id="an empty text in one language",
        ),
        pytest.param(
            one(title="{}"),
            [
                "set.yaml:8:26: items[0].title: Expected text that says something, found an "
                "empty mapping."
            ],
            id="no language",
        ),
        pytest.param(
            one(title="[a, b]"),
            [f"set.yaml:8:26: items[0].title: Expected {TEXTS}, found a list of 2 entries."],
            id="a list for text",
        ),
        pytest.param(
            one(title=""),
            [f"set.yaml:8:26: items[0].title: Expected {TEXTS}, found nothing."],
            id="nothing for text",
        ),
        pytest.param(
            one(points="-1"),
            ["set.yaml:8:66: items[0].points: Expected 0 or more, found the number -1."],
            id="negative points",
        ),
        pytest.param(
            one(points=".nan"),
            ["set.yaml:8:66: items[0].points: Expected a finite number, found the number .nan."],
            id="NaN points",
        ),
        pytest.param(
            one(points="many"),
            ["set.yaml:8:66: items[0].points: Expected a number, found the text “many”."],
            id="points in words",
        ),
        pytest.param(
            one(points="true"),
            [
                "set.yaml:8:66: items[0].points: Expected a number, found `true`, which YAML "
                "reads as true or false."
            ],
            id="points that are true",
        ),
        pytest.param(
            one(after="a"),
            ["set.yaml:8:65: items[0].after: Expected a list, found the text “a”."],
            id="a text for a list",
        ),
        pytest.param(
            one(after="[{a: 1}]"),
            ["set.yaml:8:66: items[0].after[0]: Expected text, found a mapping with the keys a."],
            id="a mapping for a name",
        ),
        pytest.param(
            one(probe="x"),
            ["set.yaml:8:49: items[0].probe: Expected a mapping, found the text “x”."],
            id="a text for a mapping",
        ),
        pytest.param(
            one(rules="[1]"),
            ["set.yaml:8:65: items[0].rules: Expected a mapping, found a list of 1 entry."],
            id="a list for a mapping",
        ),
        pytest.param(
            "- just text\n-\n",
            [
                "set.yaml:8:9: items[0]: Expected a mapping, found the text “just text”.",
                "set.yaml:9:8: items[1]: Expected a mapping, found nothing.",
            ],
            id="items that are no mappings",
        ),
        pytest.param(
            "[]",
            ["set.yaml:8:7: items: Expected 1 entry or more, found an empty list."],
            id="no items",
        ),
    ],
)
def test_keys_and_types(item_mistakes: Told, items: str, told: list[str]) -> None:
    assert item_mistakes(items) == told


@pytest.mark.parametrize(
    ("probe", "told"),
    [
        pytest.param("{}", "8:49: probe.of: The key `of` is missing.", id="a key is missing"),
        pytest.param(
            "{of: x, off: y}",
            "8:57: probe.off: Unknown key `off`; did you mean `of`? Known: of.",
            id="an unknown key",
        ),
        pytest.param(
            "{of: 'x y'}",
            "8:54: probe.of: Expected a Python name, found the text “x y”.",
            id="no Python name",
        ),
        pytest.param(
            "{of: 3}", f"8:54: probe.of: Expected {TARGET}, found the number 3.", id="a number"
        ),
        pytest.param(
            "{of: {}}", f"8:54: probe.of: Expected {TARGET}, found an empty mapping.", id="empty"
        ),
        pytest.param(
            "{of: {variabel: x}}",
            "8:54: probe.of: Unknown target `variabel`; did you mean `variable`? "
            "Known: variable, expression, call, displayed, printed, section.",
            id="an unknown target",
        ),
        pytest.param(
            "{of: {variable: x, alias: [y]}}",
            "8:68: probe.of.alias: Unknown key `alias`; did you mean `aliases`? "
            "Known: variable, aliases, when.",
            id="an unknown key of a variable",
        ),
        pytest.param(
            "{of: {variable: x, when: then}}",
            "8:74: probe.of.when: Expected one of end, made, found the text “then”.",
            id="one of several words",
        ),
        pytest.param(
            "{of: {call: f, argz: []}}",
            "8:64: probe.of.argz: Unknown key `argz`; did you mean `args`? "
            "Known: call, aliases, constructor, args, kwargs.",
            id="an unknown key of a call",
        ),
        pytest.param(
            "{of: {call: f(x)}}",
            "8:61: probe.of.call: Expected a Python name, or several with dots between them, "
            "found the text “f(x)”.",
            id="a call with its arguments",
        ),
        pytest.param(
            "{of: {call: f, kwargs: {a b: 1}}}",
            "8:73: probe.of.kwargs.a b: Expected a Python name as a key, found `a b`.",
            id="a keyword that is no name",
        ),
        pytest.param(
            "{of: {displayed: first}}",
            "8:66: probe.of.displayed: Expected `last` or a whole number, found the text “first”.",
            id="an unknown display",
        ),
        pytest.param(
            "{of: {displayed: 0}}",
            "8:66: probe.of.displayed: Expected `last` or 1 or more, found the number 0.",
            id="counted from nought",
        ),
        pytest.param(
            "{of: {expression: ''}}",
            "8:67: probe.of.expression: Expected 1 character or more, found an empty text.",
            id="an empty expression",
        ),
        pytest.param(
            "{of: {expression: 'x +'}}",
            "8:67: probe.of.expression: This is not a Python expression: invalid syntax.",
            id="an expression that is none",
        ),
        pytest.param(
            "{of: {call: f, args: [.inf]}}",
            "8:71: probe.of.args[0]: Write infinity and NaN as a recipe: {array: .nan}.",
            id="infinity",
        ),
        pytest.param(
            "{of: {call: f, args: [{kind: intt}]}}",
            "8:71: probe.of.args[0]: Expected one of none, bool, int, float, complex, str, "
            "sequence, dict, dtype, array, cut, other, found a mapping with the keys kind.",
            id="a value of an unknown kind",
        ),
    ],
)
def test_probes(item_mistakes: Told, probe: str, told: str) -> None:
    place, _, rest = told.partition(": ")
    assert item_mistakes(one(probe=probe)) == [f"set.yaml:{place}: items[0].{rest}"]


def test_rules(item_mistakes: Told) -> None:
    assert item_mistakes(one(rules="{rnak: 2}") + one(slug="b", rules="{rank: '2'}")) == [
        "set.yaml:8:66: items[0].rules.rnak: Unknown key `rnak`; did you mean `rank`? Known: rank.",
        "set.yaml:9:72: items[1].rules.rank: Expected a whole number, found the text “2”.",
    ]


def test_an_unknown_check(item_mistakes: Told) -> None:
    (told,) = item_mistakes(one(check="rnak"))
    assert told.startswith(
        "set.yaml:8:36: items[0].check: Unknown check `rnak`; did you mean `rank`? Known: "
    )
    assert {"dtype", "grad"} <= set(told.split("Known: ")[1].rstrip(".").split(", "))


@pytest.mark.parametrize(
    ("recipe", "told"),
    [
        pytest.param("{}", f"A recipe needs a maker: one of {MAKERS}.", id="no maker"),
        pytest.param(
            "{randn: [2], ones: [2]}",
            "A recipe has one maker; this one has randn, ones.",
            id="two makers",
        ),
        pytest.param("{randn: [-1]}", "A size cannot be negative.", id="a negative size"),
        pytest.param("{arange: -1}", "A size cannot be negative.", id="a negative count"),
        pytest.param(
            "{zeros: [100000, 100000]}",
            "That is too large: a recipe makes at most 16 MiB.",
            id="too large",
        ),
        pytest.param(
            f"{{zeros: {[1] * 17}}}", "A recipe has at most 16 dimensions.", id="many dimensions"
        ),
        pytest.param(
            "{zeros: [1], dtype: torch.float32}",
            "Unknown dtype `torch.float32`; did you mean `float32`? Known: bool, int8, int16, "
            "int32, int64, uint8, uint16, uint32, uint64, float16, bfloat16, float32, float64, "
            "complex64, complex128.",
            id="an unknown dtype",
        ),
        pytest.param(
            "{zeros: [1], dtype: bfloat16, library: numpy}",
            "NumPy has no bfloat16; use another dtype or `library: torch`.",
            id="NumPy's bfloat16",
        ),
        pytest.param(
            "{randn: [1], dtype: int64}", "`randn` cannot make int64.", id="whole normal numbers"
        ),
        pytest.param("{nonce: bool}", "`nonce` cannot make bool.", id="a nonce of one bit"),
        pytest.param(
            "{nonce: int64, dtype: int64}",
            "`nonce` names its dtype itself; remove `dtype`.",
            id="a nonce with a dtype",
        ),
        pytest.param(
            "{rand: [1], high: 2}", "`low` and `high` belong to `randint`.", id="high for rand"
        ),
        pytest.param(
            "{randint: [1], low: 10}",
            "`low` (10) must be less than `high` (10), which is left out.",
            id="an empty range",
        ),
        pytest.param(
            "{randint: [1], high: 300, dtype: uint8}",
            "uint8 cannot hold 299.",
            id="a range beyond the dtype",
        ),
        pytest.param(
            "{randint: [1], low: -1, dtype: uint64}", "uint64 cannot hold -1.", id="unsigned"
        ),
        pytest.param(
            "{arange: 300, dtype: bfloat16}", "bfloat16 cannot hold 299.", id="an inexact range"
        ),
        pytest.param(
            "{array: [[1, 2], [3]]}", "The lists in `array` differ in length or depth.", id="ragged"
        ),
        pytest.param(
            "{array: [1, [2]]}", "The lists in `array` differ in length or depth.", id="uneven"
        ),
        pytest.param(
            "{array: [one]}", "`array` is of numbers, or of true and false.", id="text in an array"
        ),
        pytest.param(
            "{array: [1.5], dtype: int64}", "1.5 is not of int64.", id="a fraction of integers"
        ),
        pytest.param("{array: [1], dtype: bool}", "1 is not of bool.", id="a number of bools"),
        pytest.param(
            "{array: [70000.0], dtype: float16}", "float16 cannot hold 70000.0.", id="overflow"
        ),
        pytest.param("{array: [16777217]}", None, id="an integer, however long, in its own dtype"),
        pytest.param(
            "{array: [16777217], dtype: float32}",
            "float32 cannot hold 16777217.",
            id="an integer that would be rounded",
        ),
    ],
)
def test_recipes(item_mistakes: Told, recipe: str, told: str | None) -> None:
    items = one(probe=f"{{of: {{call: f, args: [{recipe}]}}}}", points="-1")
    places = [each for each in item_mistakes(items) if "points" not in each]
    expected = [] if told is None else [f"set.yaml:8:71: items[0].probe.of.args[0]: {told}"]
    assert places == expected


@pytest.mark.parametrize(
    ("argument", "place", "told"),
    [
        pytest.param(
            "{randm: [3]}",
            "8:72: items[0].probe.of.args[0].randm",
            f"Unknown key `randm`; did you mean `rand`? Known: {RECIPE}.",
            id="a maker misspelt",
        ),
        pytest.param(
            "{randn: 3}",
            "8:79: items[0].probe.of.args[0].randn",
            "Expected a list, found the number 3.",
            id="a size that is no list",
        ),
        pytest.param(
            "[1, {randn: [2.5]}]",
            "8:84: items[0].probe.of.args[0][1].randn[0]",
            "Expected a whole number, found the number 2.5.",
            id="within a list",
        ),
    ],
)
def test_the_forms_of_recipes(item_mistakes: Told, argument: str, place: str, told: str) -> None:
    items = one(probe=f"{{of: {{call: f, args: [{argument}]}}}}")
    assert item_mistakes(items) == [f"set.yaml:{place}: {told}"]


def test_recipes_that_are_too_large_together(item_mistakes: Told) -> None:
    args = ", ".join(["{zeros: [4194304]}"] * 4)
    assert item_mistakes(one(probe=f"{{of: {{call: f, args: [{args}]}}}}")) == [
        "set.yaml:8:49: items[0].probe: The recipes of one probe make at most 48 MiB together."
    ]


def test_faults_within_a_probe_that_is_wrong_elsewhere(item_mistakes: Told) -> None:
    assert item_mistakes(one(probe="{of: {call: f, args: [{rand: [-1]}], kwarg: {}}}")) == [
        "set.yaml:8:71: items[0].probe.of.args[0]: A size cannot be negative.",
        "set.yaml:8:86: items[0].probe.of.kwarg: Unknown key `kwarg`; did you mean `kwargs`? "
        "Known: call, aliases, constructor, args, kwargs.",
    ]


def test_all_are_told_at_once_in_the_order_of_the_file(item_mistakes: Told) -> None:
    items = one(slug="A", points="-1") + one(title="3", check="x", probe="1") + one(after="[b]")
    told = item_mistakes(items)
    assert [each.split(": ")[1] for each in told] == [
        "items[0].slug",
        "items[0].points",
        "items[1].title",
        "items[1].check",
        "items[1].probe",
        "items[2].slug",
        "items[2].after[0]",
    ]


def test_the_top_of_the_file(mistakes: Told) -> None:
    assert mistakes("slog: x\nproblems: []\n") == [
        "set.yaml:1:1: slug: The key `slug` is missing.",
        "set.yaml:1:1: title: The key `title` is missing.",
        "set.yaml:1:1: slog: Unknown key `slog`; did you mean `slug`? "
        "Known: slug, title, description, problems.",
        "set.yaml:2:11: problems: Expected 1 entry or more, found an empty list.",
    ]
    assert mistakes("- a\n") == ["set.yaml:1:1: Expected a mapping, found a list of 1 entry."]
    assert mistakes("hello\n") == ["set.yaml:1:1: Expected a mapping, found the text “hello”."]
