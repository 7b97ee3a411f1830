"""Recipes become bytes."""

from __future__ import annotations

import struct
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checkers.stock import One
from grader.model.base import Model
from grader.model.recipes import DTYPES
from grader.model.targets import Call, Recipe
from grader.model.values import ArrayValue, FloatValue, IntValue
from grader.recipes import derive, make, resolve
from grader.wire import decode, encode

SIZES = st.lists(st.integers(0, 4), max_size=4).map(tuple)
FLOATS = ("float16", "bfloat16", "float32", "float64")
WHOLE = tuple(name for name, dtype in DTYPES.items() if dtype.kind in "iu")


def made(seed: int = 1, purpose: str = "p", position: str = "x", **recipe: Any) -> ArrayValue:
    value = make(Recipe.model_validate(recipe), seed, purpose, position)
    assert isinstance(value, ArrayValue)
    return value


def numbers(value: ArrayValue) -> np.ndarray:
    assert value.data is not None
    if value.dtype == "bfloat16":
        bits = np.frombuffer(value.data, "<u2").astype("<u4") << 16
        return bits.view("<f4").reshape(value.shape)
    dtype = np.dtype(value.dtype).newbyteorder("<")
    return np.frombuffer(value.data, dtype).reshape(value.shape)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    maker = draw(st.sampled_from(["randn", "rand", "randint", "zeros", "ones", "arange"]))
    kinds = {"randn": FLOATS, "rand": FLOATS, "randint": WHOLE + FLOATS, "arange": WHOLE + FLOATS}
    dtype = draw(st.sampled_from(kinds.get(maker, tuple(DTYPES))))
    library = "torch" if dtype == "bfloat16" else draw(st.sampled_from(["torch", "numpy"]))
    size = draw(st.integers(0, 100)) if maker == "arange" else draw(SIZES)
    return Recipe.model_validate({maker: size, "dtype": dtype, "library": library})


@given(recipes(), st.integers(0, 2**63 - 1))
def test_shapes_and_bytes_agree(recipe: Recipe, seed: int) -> None:
    value = make(recipe, seed, "p", "x")
    assert isinstance(value, ArrayValue)
    assert value.data is not None
    assert (value.library, value.dtype) == (recipe.library, recipe.dtype)
    assert len(value.data) == prod(value.shape) * DTYPES[value.dtype].size
    if value.library == "numpy" and prod(value.shape):
        array = np.zeros(value.shape, value.dtype)
        assert value.strides == tuple(step // array.itemsize for step in array.strides)


@given(recipes(), st.integers(0, 2**63 - 1))
def test_the_same_seed_gives_the_same_bytes(recipe: Recipe, seed: int) -> None:
    assert make(recipe, seed, "p", "x") == make(recipe, seed, "p", "x")


@given(st.integers(0, 2**63 - 2), st.sampled_from(["randn", "rand", "randint"]))
def test_another_seed_purpose_or_position_gives_other_bytes(seed: int, maker: str) -> None:
    recipe: dict[str, Any] = {maker: (64,)}
    several = [
        made(seed, **recipe),
        made(seed + 1, **recipe),
        made(seed, purpose="q", **recipe),
        made(seed, position="y", **recipe),
    ]
    assert len({each.data for each in several}) == 4


def test_bytes_are_the_same_on_every_machine() -> None:
    assert made(randint=(4,), high=1000, dtype="int16").data == struct.pack(
        "<4h", 627, 519, 38, 670
    )
    assert derive(1, "first") == 304172325704844169


@pytest.mark.parametrize("dtype", FLOATS)
def test_rand_is_within_its_bounds(dtype: str) -> None:
    found = numbers(made(rand=(50, 1000), dtype=dtype)).astype("f8")
    assert found.min() >= 0
    assert found.max() < 1
    assert found.mean() == pytest.approx(0.5, abs=0.01)
    assert found.std() == pytest.approx(12**-0.5, abs=0.01)


@pytest.mark.parametrize("dtype", FLOATS)
def test_randn_is_normal(dtype: str) -> None:
    found = numbers(made(randn=(200, 100), dtype=dtype)).astype("f8")
    assert found.mean() == pytest.approx(0, abs=0.03)
    assert found.std() == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("dtype", [*WHOLE, *FLOATS])
def test_randint_has_every_number_between_its_bounds(dtype: str) -> None:
    found = numbers(made(randint=(1000,), low=3, high=8, dtype=dtype))
    assert set(found.tolist()) == {3, 4, 5, 6, 7}


def test_randint_up_to_the_largest_number() -> None:
    found = numbers(made(randint=(8,), low=2**64 - 2, high=2**64, dtype="uint64"))
    assert set(found.tolist()) <= {2**64 - 2, 2**64 - 1}


def test_what_needs_no_chance() -> None:
    assert numbers(made(zeros=(2, 2))).tolist() == [[0, 0], [0, 0]]
    assert numbers(made(ones=(3,), dtype="bool")).tolist() == [True, True, True]
    assert numbers(made(arange=4)).tolist() == [0, 1, 2, 3]
    assert numbers(made(array=((1, 2), (3, 4)))).tolist() == [[1, 2], [3, 4]]
    assert numbers(made(array=(1.5, 2), dtype="complex64")).tolist() == [1.5, 2]
    assert numbers(made(array=7)).shape == ()
    assert made(array=((), ())).shape == (2, 0)


@pytest.mark.parametrize(
    ("recipe", "torch", "numpy"),
    [
        pytest.param({"randn": (1,)}, "float32", "float64", id="randn"),
        pytest.param({"rand": (1,)}, "float32", "float64", id="rand"),
        pytest.param({"zeros": (1,)}, "float32", "float64", id="zeros"),
        pytest.param({"ones": (1,)}, "float32", "float64", id="ones"),
        pytest.param({"randint": (1,)}, "int64", "int64", id="randint"),
        pytest.param({"arange": 1}, "int64", "int64", id="arange"),
        pytest.param({"array": (1, 2)}, "int64", "int64", id="whole numbers"),
        pytest.param({"array": (1, 2.0)}, "float32", "float64", id="a fraction among them"),
        pytest.param({"array": (True, False)}, "bool", "bool", id="bools"),
        pytest.param({"array": (True, 2)}, "int64", "int64", id="a bool among numbers"),
        pytest.param({"array": ()}, "float32", "float64", id="an empty list"),
    ],
)
def test_default_dtypes(recipe: dict[str, Any], torch: str, numpy: str) -> None:
    assert made(**recipe).dtype == torch
    assert made(**recipe, library="numpy").dtype == numpy


def test_the_types_of_both_libraries() -> None:
    assert (made(ones=()).library, made(ones=()).type) == ("torch", "torch.Tensor")
    numpy = made(ones=(), library="numpy")
    assert (numpy.library, numpy.type, numpy.strides) == ("numpy", "numpy.ndarray", ())


def test_strides_are_those_of_c_order() -> None:
    assert made(zeros=(2, 3, 4)).strides == (12, 4, 1)
    assert made(zeros=(3, 0)).strides == (1, 1)
    assert made(zeros=(0, 3)).strides == (3, 1)


@pytest.mark.parametrize(
    ("number", "bits"),
    [
        pytest.param(1.0, 0x3F80, id="one"),
        pytest.param(-2.0, 0xC000, id="minus two"),
        pytest.param(1.00390625, 0x3F80, id="a tie, to even below"),
        pytest.param(1.01171875, 0x3F82, id="a tie, to even above"),
        pytest.param(1.004, 0x3F81, id="above a tie"),
        pytest.param(float("inf"), 0x7F80, id="infinity"),
        pytest.param(float("nan"), 0x7FC0, id="NaN"),
        pytest.param(3.3895e38, 0x7F7F, id="the largest"),
    ],
)
def test_bfloat16(number: float, bits: int) -> None:
    assert made(array=(number,), dtype="bfloat16").data == struct.pack("<H", bits)


@given(st.integers(0, 2**63 - 1), st.sampled_from(FLOATS))
def test_a_nonce_is_exact_in_its_dtype(seed: int, dtype: str) -> None:
    value = make(Recipe(nonce=dtype), seed, "p", "x")
    assert isinstance(value, FloatValue)
    number = float.fromhex(value.hex)
    assert 8 <= number < 16
    exact = numbers(made(array=(number,), dtype=dtype))
    assert float(exact[0]) == number


@given(st.integers(0, 2**63 - 1), st.sampled_from(WHOLE))
def test_a_whole_nonce_fits(seed: int, dtype: str) -> None:
    value = make(Recipe(nonce=dtype), seed, "p", "x")
    assert isinstance(value, IntValue)
    assert 2 <= int(value.digits) <= np.iinfo(dtype).max


def test_nonces_differ() -> None:
    found = {make(Recipe(nonce="float32"), seed, "p", "x").hex for seed in range(500)}  # type: ignore[union-attr]
    assert len(found) == 500


def test_resolves_wherever_a_recipe_stands() -> None:
    probe = One(
        of=Call(
            call="f",
            args=(Recipe(randn=(2,)), (1, "x", (Recipe(randn=(2,)), None))),
            kwargs={"y": Recipe(nonce="int64"), "z": 2.5},
        )
    )
    found = resolve(probe, 1, "p").of
    assert type(found) is Call
    first, (one, text, (second, none)) = found.args
    assert (one, text, none, found.kwargs["z"]) == (1, "x", None, 2.5)
    assert isinstance(first, ArrayValue)
    assert isinstance(second, ArrayValue)
    assert first.data != second.data
    assert first == make(Recipe(randn=(2,)), 1, "p", "of.args[0]")
    assert second == make(Recipe(randn=(2,)), 1, "p", "of.args[1][2][0]")
    assert isinstance(found.kwargs["y"], IntValue)


def test_a_resolved_probe_travels() -> None:
    probe = One(of=Call(call="f", args=((Recipe(randn=(2,)), 1), Recipe(nonce="float32"))))
    resolved = resolve(probe, 1, "p")
    assert One.model_validate(decode(encode(resolved))) == resolved


def test_without_recipes_the_record_itself_comes_back() -> None:
    probe = One.model_validate({"of": {"call": "f", "args": (1, (2,))}})
    assert resolve(probe, 1, "p") is probe


def test_a_record_that_is_not_made_for_values_is_refused() -> None:
    class Odd(Model):
        recipe: Recipe

    with pytest.raises(ValueError, match="recipe"):
        resolve(Odd(recipe=Recipe(ones=())), 1, "p")


@given(st.integers(0, 2**63 - 1), st.lists(st.text(), max_size=3))
def test_derived_seeds(seed: int, purpose: list[str]) -> None:
    assert 0 <= derive(seed, *purpose) < 2**63
    assert derive(seed, *purpose) == derive(seed, *purpose)
    others = {derive(seed, *purpose, "x"), derive(seed + 1, *purpose), derive(seed, "x", *purpose)}
    assert derive(seed, *purpose) not in others


def test_purposes_do_not_run_together() -> None:
    assert len({derive(1, "ab", "c"), derive(1, "a", "bc"), derive(1, "abc"), derive(11, "")}) == 4
