"""Harmless stand-ins for `google.colab`, where the real one is not installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import MappingProxyType, ModuleType
from typing import Any

from grader.model.message import Message, say

# Module, its functions, and the type of what each returns: nothing (None), "" or {}.
MODULES: Mapping[str, Mapping[str, type | None]] = MappingProxyType(
    {
        "google": {},
        "google.colab": {},
        "google.colab.auth": {"authenticate_user": None},
        "google.colab.data_table": {
            "enable_dataframe_formatter": None,
            "disable_dataframe_formatter": None,
        },
        "google.colab.drive": {"mount": None, "flush_and_unmount": None},
        "google.colab.files": {"upload": dict, "download": None, "view": None},
        "google.colab.output": {
            "clear": None,
            "eval_js": None,
            "enable_custom_widget_manager": None,
        },
        "google.colab.patches": {"cv2_imshow": None},
        "google.colab.userdata": {"get": str},
    }
)


def install_colab(note: Callable[[Message], None]) -> None:
    """Makes the stand-ins importable, after everything that is installed."""
    sys.meta_path.append(_Finder(note))


class _Finder(MetaPathFinder):
    def __init__(self, note: Callable[[Message], None]) -> None:
        self._note = note

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in MODULES:
            return None
        if fullname != "google":
            self._note(
                say(
                    "google.colab is only a stand-in while grading: "
                    "no drive is mounted and nothing is uploaded"
                )
            )
        return ModuleSpec(fullname, _Maker(), is_package=fullname in ("google", "google.colab"))


class _Maker(Loader):
    def create_module(self, _spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        for name, kind in MODULES[module.__name__].items():
            setattr(module, name, _harmless(name, kind))
        if module.__name__ == "google.colab":
            module.__dict__["__getattr__"] = _submodule


def _submodule(name: str) -> ModuleType:
    """`import google.colab` alone makes its parts reachable, as there."""
    full = f"google.colab.{name}"
    if full not in MODULES:
        raise AttributeError(f"module 'google.colab' has no attribute '{name}'")
    __import__(full)
    return sys.modules[full]


def _harmless(name: str, kind: type | None) -> Callable[..., Any]:
    def function(*_args: object, **_kwargs: object) -> object:
        return None if kind is None else kind()

    function.__name__ = function.__qualname__ = name
    return function
