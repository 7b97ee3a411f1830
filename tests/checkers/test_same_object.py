import torch

X = torch.ones(2)
PROBE = {"of": "a", "other": "b"}


def judged(verdict, a, b, **rules):
    word = verdict("same_object", {"a": a, "b": b}, {"a": X, "b": X}, PROBE, **rules)
    return None if word.message is None else str(word.message)


def test_one_object(verdict):
    assert judged(verdict, X, X) is None
    assert judged(verdict, X, X.clone(), same=False) is None


def test_two_objects_instead_of_one(verdict):
    assert judged(verdict, X, X[:]) == (
        "a and b are two objects. Change the object in place (b += ..., b[...] = ..., methods that "
        "end in _) instead of making a new one."
    )


def test_one_object_instead_of_two(verdict):
    assert judged(verdict, X, X, same=False) == (
        "a and b are one object: what changes one changes the other. .clone() and .copy() make "
        "another."
    )


def test_what_a_call_returns_is_held_while_both_are_looked_at(verdict):
    names = {"f": lambda: object()}
    probe = {"of": {"call": "f"}, "other": {"call": "f"}}
    assert verdict("same_object", names, names, probe).status == "failed"
