import json

import pytest

from grader.model.run import Place
from grader.sources import flags_of, read_submission


def notebook(tmp_path, *sources):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    (tmp_path / "hw.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    return read_submission(tmp_path / "hw.ipynb")


def said(tmp_path, *sources):
    return [str(each.what) for each in flags_of(notebook(tmp_path, *sources))]


MEMORY = "`{}` reaches objects or memory not handed to it"
FRAMES = "`{}` looks into functions that are running"
TRACING = "`{}` follows every line that runs"
IMPORTS = "`{}` changes what an import gives"
DESCRIPTORS = "`{}` uses an open file by its number"
ENDING = "`{}` ends or signals a process at once"
PROCESS = "`{}` starts another process"
NETWORK = "`{}` uses the network"
PICKLE = "`{}` loads data that can carry code"
PROC = "the text `{}` names files about processes"
OUTSIDE = "the path `{}` leads outside the submission"
BUILTINS = "Python's own `{}` is replaced"
PATCHED = "`{}`, a library's own, is replaced"
HIDDEN = "`{}` reaches a name that is not written out"
CODE = "`{}` makes code out of text"
DECODED = "`{}` makes code out of text that is decoded first"
GLOBALS = "global names are written through `{}`"
BIDI = "invisible {} changes the order in which code is shown"
LOOKALIKE = "the name `{}` has letters that look like others"


@pytest.mark.parametrize(
    ("source", "template", "name"),
    [
        pytest.param("import ctypes", MEMORY, "ctypes", id="ctypes"),
        pytest.param("from ctypes import x as y", MEMORY, "ctypes.x", id="from ctypes"),
        pytest.param("import gc as g; g.get_objects()", MEMORY, "gc.get_objects", id="gc"),
        pytest.param("import sys as s; s._getframe()", FRAMES, "sys._getframe", id="getframe"),
        pytest.param("import inspect; inspect.stack()", FRAMES, "inspect.stack", id="inspect"),
        pytest.param("e.__traceback__.tb_frame", FRAMES, "tb_frame", id="frame attribute"),
        pytest.param("x.__subclasses__()", FRAMES, "__subclasses__", id="subclasses"),
        pytest.param("getattr(f, '__glo' 'bals__')", FRAMES, "__globals__", id="globals by text"),
        pytest.param("from sys import settrace", TRACING, "sys.settrace", id="settrace"),
        pytest.param("import sys; sys.setprofile(f)", TRACING, "sys.setprofile", id="setprofile"),
        pytest.param("import sys; sys.meta_path[:] = []", IMPORTS, "sys.meta_path", id="meta path"),
        pytest.param("import sys; sys.path_hooks", IMPORTS, "sys.path_hooks", id="path hooks"),
        pytest.param(
            "import sys; sys.modules['torch'] = x", IMPORTS, "sys.modules", id="sys.modules entry"
        ),
        pytest.param("import sys; sys.modules = {}", IMPORTS, "sys.modules", id="sys.modules"),
        pytest.param(
            "import sys; sys.modules.update(x)", IMPORTS, "sys.modules", id="sys.modules.update"
        ),
        pytest.param("import os; os.dup2(1, 2)", DESCRIPTORS, "os.dup2", id="dup2"),
        pytest.param("import os; w = os.write; w(5, b'')", DESCRIPTORS, "os.write", id="write"),
        pytest.param("open(5, 'wb')", DESCRIPTORS, "open(5)", id="open by number"),
        pytest.param("import os; os._exit(0)", ENDING, "os._exit", id="_exit"),
        pytest.param("import os; getattr(os, '_exit')", ENDING, "os._exit", id="_exit by text"),
        pytest.param("import subprocess", PROCESS, "subprocess", id="subprocess"),
        pytest.param("import multiprocessing as m", PROCESS, "multiprocessing", id="processes"),
        pytest.param("from os import *; system('ls')", PROCESS, "os.system", id="star import"),
        pytest.param("import os; os.fork()", PROCESS, "os.fork", id="fork"),
        pytest.param("(o := __builtins__).a; import os; os.popen", PROCESS, "os.popen", id="popen"),
        pytest.param("import socket", NETWORK, "socket", id="socket"),
        pytest.param("import urllib.request", NETWORK, "urllib.request", id="urllib"),
        pytest.param("import requests", NETWORK, "requests", id="requests"),
        pytest.param("import pickle; pickle.load(f)", PICKLE, "pickle.load", id="pickle"),
        pytest.param("'/proc/self/mem'", PROC, "/proc/self/mem", id="proc"),
        pytest.param("'/pr' + 'oc/1'", PROC, "/proc/1", id="proc in two parts"),
        pytest.param("f'/proc/{x}/mem'", PROC, "/proc/", id="proc in an f-string"),
        pytest.param("open('/etc/passwd')", OUTSIDE, "/etc/passwd", id="absolute path"),
        pytest.param("open('C:\\\\a')", OUTSIDE, "C:\\a", id="absolute path on Windows"),
        pytest.param("open('a/../../b')", OUTSIDE, "a/../../b", id="upwards"),
        pytest.param("open(f'/home/{x}')", OUTSIDE, "/home/", id="beginning of a path"),
        pytest.param("open('/home/' + x)", OUTSIDE, "/home/", id="sum of a path"),
        pytest.param("from pathlib import Path; Path('/x')", OUTSIDE, "/x", id="pathlib"),
        pytest.param("import builtins as b; b.print = f", BUILTINS, "print", id="builtins"),
        pytest.param("__builtins__.isinstance = f", BUILTINS, "isinstance", id="__builtins__"),
        pytest.param("import builtins; setattr(builtins, 'len', f)", BUILTINS, "len", id="setattr"),
        pytest.param("import builtins; builtins.__dict__['len'] = f", BUILTINS, "len", id="dict"),
        pytest.param("import torch; torch.allclose = f", PATCHED, "torch.allclose", id="torch"),
        pytest.param("import torch as t; del t.equal", PATCHED, "torch.equal", id="deletion"),
        pytest.param(
            "from torch import Tensor as T; T.mul = f", PATCHED, "torch.Tensor.mul", id="class"
        ),
        pytest.param("import numpy as np; x = np; x.sum = f", PATCHED, "numpy.sum", id="renamed"),
        pytest.param(
            "import torch; setattr(torch, 'all' + 'close', f)",
            PATCHED,
            "torch.allclose",
            id="setattr on torch",
        ),
        pytest.param(
            "import torch; torch.__dict__.update(equal=f)", PATCHED, "torch.…", id="module's dict"
        ),
        pytest.param(
            "import torch; vars(torch)['equal'] = f", PATCHED, "torch.equal", id="vars of a module"
        ),
        pytest.param(
            "import sys; sys.modules['torch'].equal = f", PATCHED, "torch.equal", id="by its entry"
        ),
        pytest.param(
            "for torch.equal in [f]: pass\nimport torch", PATCHED, "torch.equal", id="for"
        ),
        pytest.param("f.__code__ = g.__code__", PATCHED, "__code__", id="code swapped"),
        pytest.param(
            "import torch; getattr(torch, 'all' + 'close')",
            HIDDEN,
            "getattr(torch, allclose)",
            id="getattr of a sum",
        ),
        pytest.param(
            "import torch; getattr(torch, x)", HIDDEN, "getattr(torch, …)", id="getattr of a value"
        ),
        pytest.param(
            "import torch; getattr(torch, 'esolclla'[::-1])",
            HIDDEN,
            "getattr(torch, allclose)",
            id="getattr backwards",
        ),
        pytest.param(
            "import torch; getattr(torch, ''.join([chr(101), 'qual']))",
            HIDDEN,
            "getattr(torch, equal)",
            id="getattr of characters",
        ),
        pytest.param("__import__('math')", HIDDEN, "__import__", id="__import__"),
        pytest.param(
            "import importlib as i; i.import_module(x)",
            HIDDEN,
            "importlib.import_module",
            id="import_module",
        ),
        pytest.param("exec('x = 1')", CODE, "exec", id="exec"),
        pytest.param("e = eval; e(x)", CODE, "eval", id="eval renamed"),
        pytest.param("compile(x, '', 'exec')", CODE, "compile", id="compile"),
        pytest.param(
            "import base64 as b; exec(b.b64decode(x))", DECODED, "exec", id="base64 to exec"
        ),
        pytest.param("exec(bytes.fromhex(x))", DECODED, "exec", id="hex to exec"),
        pytest.param("globals()['x'] = 1", GLOBALS, "globals()", id="globals"),
        pytest.param("globals().update(x=1)", GLOBALS, "globals()", id="globals updated"),
        pytest.param("x = 1  # \u202e", BIDI, "U+202E", id="bidi"),
        pytest.param("x = (\n# \u2066", BIDI, "U+2066", id="bidi in a broken cell"),
        pytest.param("tоrch = 1", LOOKALIKE, "tоrch", id="Cyrillic o"),
        pytest.param("ｔorch = 1", LOOKALIKE, "ｔorch", id="fullwidth t"),
    ],
)
def test_what_is_flagged(tmp_path, source, template, name):
    assert template.format(name) in said(tmp_path, source)


def test_indirect_import_is_seen_for_what_it_is(tmp_path):
    source = "import importlib\nimportlib.import_module('ct' + 'ypes').cast"
    assert MEMORY.format("ctypes.cast") in said(tmp_path, source)
    assert MEMORY.format("gc.get_objects") in said(tmp_path, "__import__('gc').get_objects()")


@pytest.mark.parametrize(
    ("source", "innocent"),
    [
        ("import ctypes", "Wrappers of C libraries and measurements of memory use it too."),
        ("x.f_back", "Logging and debugging helpers do so too."),
        ("from sys import settrace", "Debuggers, profilers and coverage tools do so too."),
        (
            "from sys import meta_path",
            "Code that reloads a module while it is being written does so too.",
        ),
        ("from os import dup2", "Capturing what a C library prints needs it too."),
        ("from os import _exit", "Scripts made to run by themselves sometimes end so."),
        ("import subprocess", "Installing a package or loading data in parallel does so too."),
        ("import socket", "Downloading a data set does so too."),
        ("from pickle import load", "Many data sets and saved models are kept in this form."),
        ("'/proc/meminfo'", "Showing how much memory the machine has reads them too."),
        ("open('/a')", "A path on the student's own computer often stays in the code."),
        ("__builtins__.x = 1", "Notebooks sometimes adjust print or input in this way."),
        (
            "import torch; torch.manual_seed = 0",
            "Beginners write torch.manual_seed = 0 where they mean a call.",
        ),
        (
            "import torch.nn as nn; getattr(nn, name)",
            "Choosing a layer or an optimizer by its name looks the same.",
        ),
        ("eval(input())", "Reading numbers with eval(input()) looks the same."),
        (
            "import zlib\nexec(zlib.decompress(x))",
            "Examples from the web are sometimes packed so; ask where it is from.",
        ),
        ("globals()[x] = 1", "Making numbered variables in a loop looks the same."),
        ("# \u202e", "Text copied from a language written right to left carries it too."),
        ("аllclose = 1", "A keyboard in another layout types such letters unnoticed."),
    ],
)
def test_why_it_may_be_innocent(tmp_path, source, innocent):
    [flag] = flags_of(notebook(tmp_path, source))
    assert str(flag.innocent) == innocent


def test_aliases_hold_across_cells_and_places_are_told(tmp_path):
    flags = flags_of(notebook(tmp_path, "import gc as g", "x = 1\n\ny = g.get_objects()"))
    assert [(str(each.what), each.place) for each in flags] == [
        (MEMORY.format("gc.get_objects"), Place(cell=2, line=3))
    ]


def test_one_flag_per_kind_and_line(tmp_path):
    assert said(tmp_path, "import ctypes, _ctypes, socket\nimport ctypes") == [
        MEMORY.format("ctypes"),
        NETWORK.format("socket"),
        MEMORY.format("ctypes"),
    ]


def test_at_most_50(tmp_path):
    assert len(said(tmp_path, "import ctypes\n" * 60)) == 50


def test_a_long_name_is_cut(tmp_path):
    [flag] = said(tmp_path, f"'/proc/{'a' * 500}'")
    assert flag == PROC.format("/proc/" + "a" * 74)


def test_names_that_join_to_gigabytes_are_not_joined(tmp_path):
    assert said(tmp_path, f"x = {'A' * 90_000!r}.join([{'1, ' * 20_000}])".replace("1", "''")) == []


def test_modules_and_their_helpers_are_looked_at(tmp_path):
    (tmp_path / "hw.py").write_text("import mine\nimport ctypes\n")
    (tmp_path / "mine.py").write_text("\nimport socket as s\n")
    flags = flags_of(read_submission(tmp_path / "hw.py"))
    assert [(str(each.what), each.place) for each in flags] == [
        (MEMORY.format("ctypes"), Place(file="hw.py", line=2)),
        (NETWORK.format("socket"), Place(file="mine.py", line=2)),
    ]
