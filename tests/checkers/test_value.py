import torch

TENSOR = torch.tensor([5, 7, 9])


def test_equal_passes(told):
    assert told("value", torch.tensor([5, 7, 9]), TENSOR) is None


def test_a_list_in_place_of_a_tensor_fails(told):
    assert told("value", [1, 2, 3, 4, 5, 6], TENSOR) == (
        "It is a list of 6 items, but a tensor is expected. torch.tensor(...) makes a tensor of "
        "numbers and lists."
    )


def test_staff_read_more(verdict):
    word = verdict("value", {"x": 1}, {"x": 2}, {"of": "x"}, reveal=False)
    assert str(word.message) == "It is 1, which is not what is expected."
    assert word.staff_note == "It is 1, expected 2. Found the int 1. Expected the int 2."


def test_rules_reach_the_comparison(told):
    rules = {"rtol": 0, "atol": 0.5, "dtype": "any"}
    assert told("value", TENSOR + 0.25, TENSOR, **rules) is None


def test_an_expression_is_looked_at(verdict):
    names = {"x": torch.ones(2)}
    assert verdict("value", names, names, {"of": {"expression": "x + 1"}}).status == "passed"
