import json
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.model.submission import Submission
from grader.sources import flags_of, read_submission, syntax_mistakes

BY_TMP = settings(
    deadline=2000, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
CODE = st.text(alphabet="ab1 =(){}[]:.,\n\t%!?\\'\"#@\u202eа이", max_size=80)
CELL = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown"]) | JSON},
    optional={
        "source": CODE | st.lists(CODE, max_size=3) | JSON,
        "input": CODE | JSON,
        "execution_count": JSON,
        "prompt_number": JSON,
        "outputs": JSON,
    },
)
NOTEBOOK = st.fixed_dictionaries(
    {"nbformat": st.sampled_from([3, 4]) | JSON},
    optional={
        "metadata": JSON,
        "cells": st.lists(CELL, max_size=4) | JSON,
        "worksheets": st.lists(st.fixed_dictionaries({"cells": st.lists(CELL)})) | JSON,
    },
)


def look(file, data):
    """Everything that is promised for any bytes: a submission, or one kind of error."""
    file.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            submission = read_submission(file)
        except SubmissionError:
            return
        assert isinstance(submission, Submission)
        assert submission.main.data == data
        syntax_mistakes(submission)
        assert len(flags_of(submission)) <= 50


@pytest.mark.parametrize("name", [pytest.param("hw.py"), pytest.param("hw.ipynb")])
@BY_TMP
@given(data=st.binary(max_size=300))
def test_any_bytes(tmp_path, name, data):
    look(tmp_path / name, data)


@pytest.mark.parametrize("encoding", [pytest.param("utf-8"), pytest.param("utf-16")])
@BY_TMP
@given(source=CODE | st.text(max_size=100))
def test_any_text(tmp_path, encoding, source):
    look(tmp_path / "hw.py", source.encode(encoding, "ignore"))


@pytest.mark.parametrize("name", [pytest.param("hw.py"), pytest.param("hw.ipynb")])
@BY_TMP
@given(tree=NOTEBOOK)
def test_any_json(tmp_path, name, tree):
    look(tmp_path / name, json.dumps(tree).encode())
