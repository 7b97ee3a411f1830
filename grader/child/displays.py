"""Objects that a notebook displays: recorded as they are, never painted."""

from __future__ import annotations

from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter


class ShownObjects(DisplayFormatter):
    """Hands displayed objects to the shell's recorder; their own code is not run to paint them."""

    def format(
        self, obj: object, *_which: object, **_named: object
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Nothing to publish. Outside a notebook an object is printed, as without a shell."""
        if self.parent.recorder is None:
            print(obj)
        else:
            self.parent.recorder.show(obj)
        return {}, {}


class LastExpression(DisplayHook):
    """The value of a cell's last expression: recorded, and kept in `Out`."""

    def __call__(self, result: object = None) -> None:
        """Called by the interpreter with the value."""
        self.check_for_underscore()
        if result is not None and not self.quiet():
            self.update_user_ns(result)
            self.fill_exec_result(result)
            self.shell.display_formatter.format(result)


class Unpublished(DisplayPublisher):
    """Rich output goes nowhere."""

    def publish(
        self, data: object, metadata: object = None, *_more: object, **_options: object
    ) -> None:
        """Nothing is painted."""

    def clear_output(self, wait: bool = False) -> None:
        """Nothing was painted."""
