"""Confines throw-away processes and reports what they could still do."""

import json
import os
import subprocess
import sys

import pytest

from grader.runner.launch import NOBODY, discard, plan

PROLOGUE = """
import dataclasses, json, os, socket, sys, threading
from grader.child.confine import LAYERS, Settings, apply, prepare
from grader.model.run import Limits
given = json.loads(sys.argv[1])
work = os.path.join(given["scratch"], "work")
os.makedirs(work, exist_ok=True)
prepared = dataclasses.replace(prepare(), **given["prepared"])
limits = Limits(**given["limits"])
only = given["only"]
off = frozenset(LAYERS) - set(only) if only else frozenset(given["off"])
settings = Settings(work=work, limits=limits, off=off, readable=tuple(given["readable"]))
def confine():
    return {state.name: [state.state, state.why] for state in apply(prepared, settings)}
def tried(action):
    try:
        return action()
    except BaseException as error:
        return type(error).__name__
def done(**result):
    print(json.dumps(result, default=str), flush=True)
    os._exit(0)
"""


@pytest.fixture(params=["ourselves", "nobody"])
def who(request):
    """Every test runs as whoever runs the tests; where that is root, as an ordinary user too."""
    if request.param == "nobody" and (sys.platform != "linux" or os.getuid() != 0):
        pytest.skip("the tests run as an ordinary user already")
    return request.param


@pytest.fixture
def run(tmp_path, who):
    """Runs a script after the prologue and returns what it passed to `done`."""
    made = plan("bwrap" if who == "nobody" else "none")

    def run_script(
        script, *, only=(), off=(), limits=(), prepared=(), readable=(), arguments=(), **start
    ):
        settings = {
            "scratch": made.scratch,
            "only": only,
            "off": off,
            "limits": dict(limits),
            "prepared": dict(prepared),
            "readable": readable,
        }
        process = made.start(
            (sys.executable, "-P", "-s", "-c", PROLOGUE + script, json.dumps(settings), *arguments),
            stdout=subprocess.PIPE,
            **start,
        )
        with process:
            try:
                said, errors = process.communicate(timeout=20)
            finally:
                process.kill()
        assert process.returncode == 0, errors.decode()
        return json.loads(said)

    yield run_script
    discard(made)


@pytest.fixture
def uid(who):
    return NOBODY if who == "nobody" else os.getuid()
