import pytest

from grader.checkers import all_checkers

NAMES = [
    *("dtype", "dtype_of", "random", "range", "rank", "shape", "shares_memory", "type", "value"),
    *("device", "distribution", "grad", "gradcheck", "graph", "holds", "independent", "is_leaf"),
    *("layout", "memory", "requires_grad", "same_object", "view_of"),
]


def test_checks_are_found_by_looking():
    assert set(NAMES) <= set(all_checkers())


@pytest.mark.parametrize("name", NAMES)
def test_a_check_says_what_it_is_for(name):
    checker = all_checkers()[name]
    for record in (checker.Probe, checker.Seen, checker.Rules):
        assert record.__doc__
        assert record.model_config["extra"] == "forbid"
        assert record.model_config["frozen"]
