"""Kinds of flags: what each says, and why it may mean nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from grader.model.message import Message, say

KindName = Literal[
    "bidi",
    "builtins",
    "code",
    "decoded",
    "descriptors",
    "ending",
    "frames",
    "globals",
    "hidden",
    "imports",
    "lookalike",
    "memory",
    "network",
    "outside",
    "patched",
    "pickle",
    "proc",
    "process",
    "tracing",
]


class Kind(NamedTuple):
    """`what` makes the sentence about the name that was found."""

    what: Callable[[str], Message]
    innocent: Message


KINDS: Mapping[KindName, Kind] = MappingProxyType(
    {
        "memory": Kind(
            lambda name: say("`{name}` reaches objects or memory not handed to it", name=name),
            say("Wrappers of C libraries and measurements of memory use it too."),
        ),
        "frames": Kind(
            lambda name: say("`{name}` looks into functions that are running", name=name),
            say("Logging and debugging helpers do so too."),
        ),
        "tracing": Kind(
            lambda name: say("`{name}` follows every line that runs", name=name),
            say("Debuggers, profilers and coverage tools do so too."),
        ),
        "imports": Kind(
            lambda name: say("`{name}` changes what an import gives", name=name),
            say("Code that reloads a module while it is being written does so too."),
        ),
        "descriptors": Kind(
            lambda name: say("`{name}` uses an open file by its number", name=name),
            say("Capturing what a C library prints needs it too."),
        ),
        "ending": Kind(
            lambda name: say("`{name}` ends or signals a process at once", name=name),
            say("Scripts made to run by themselves sometimes end so."),
        ),
        "process": Kind(
            lambda name: say("`{name}` starts another process", name=name),
            say("Installing a package or loading data in parallel does so too."),
        ),
        "network": Kind(
            lambda name: say("`{name}` uses the network", name=name),
            say("Downloading a data set does so too."),
        ),
        "pickle": Kind(
            lambda name: say("`{name}` loads data that can carry code", name=name),
            say("Many data sets and saved models are kept in this form."),
        ),
        "proc": Kind(
            lambda name: say("the text `{name}` names files about processes", name=name),
            say("Showing how much memory the machine has reads them too."),
        ),
        "outside": Kind(
            lambda name: say("the path `{name}` leads outside the submission", name=name),
            say("A path on the student's own computer often stays in the code."),
        ),
        "builtins": Kind(
            lambda name: say("Python's own `{name}` is replaced", name=name),
            say("Notebooks sometimes adjust print or input in this way."),
        ),
        "patched": Kind(
            lambda name: say("`{name}`, a library's own, is replaced", name=name),
            say("Beginners write torch.manual_seed = 0 where they mean a call."),
        ),
        "hidden": Kind(
            lambda name: say("`{name}` reaches a name that is not written out", name=name),
            say("Choosing a layer or an optimizer by its name looks the same."),
        ),
        "code": Kind(
            lambda name: say("`{name}` makes code out of text", name=name),
            say("Reading numbers with eval(input()) looks the same."),
        ),
        "decoded": Kind(
            lambda name: say("`{name}` makes code out of text that is decoded first", name=name),
            say("Examples from the web are sometimes packed so; ask where it is from."),
        ),
        "globals": Kind(
            lambda name: say("global names are written through `{name}`", name=name),
            say("Making numbered variables in a loop looks the same."),
        ),
        "bidi": Kind(
            lambda name: say(
                "invisible {name} changes the order in which code is shown", name=name
            ),
            say("Text copied from a language written right to left carries it too."),
        ),
        "lookalike": Kind(
            lambda name: say("the name `{name}` has letters that look like others", name=name),
            say("A keyboard in another layout types such letters unnoticed."),
        ),
    }
)
