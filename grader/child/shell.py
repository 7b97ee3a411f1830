"""The IPython shell that notebooks run in: nothing written, nothing started, nothing painted."""

from __future__ import annotations

import builtins
import re
import sys
from tempfile import TemporaryDirectory
from types import CodeType, MappingProxyType
from typing import Any, NoReturn

from IPython.core.compilerop import CachingCompiler
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.display import display
from traitlets import Type
from traitlets.config import Config

from grader.child.cells import CellCode
from grader.child.displays import LastExpression, ShownObjects, Unpublished
from grader.child.magics import register_magics
from grader.child.places import cell_file_name
from grader.child.recorder import Recorder
from grader.model.message import Message, say
from grader.model.submission import Cell

ALLOW_INCOMPLETE_INPUT = 0x4000
"""A flag of `compile`, from CPython's compile.h; `codeop` sets it."""
TIMING = re.compile(r"%%time\s*")
BUILTINS = MappingProxyType({"display": display, "__IPYTHON__": True})


def the_shell() -> GradingShell:
    """The one shell of this process, made at the first call."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    return GradingShell.instance(config=config)


class CellCompiler(CachingCompiler):
    """Compiles each cell under the number that the student sees."""

    cell = 0

    def __init__(self) -> None:
        super().__init__()
        # A cell is whole: "'(' was never closed" helps more than "incomplete input".
        self.flags &= ~ALLOW_INCOMPLETE_INPUT

    def get_code_name(self, *_source_and_count: object) -> str:
        """The file name that the cell's frames carry."""
        return cell_file_name(self.cell)


class GradingShell(InteractiveShell):
    """Cells run one after another; what they do goes to the recorder."""

    displayhook_class = Type(LastExpression)
    display_pub_class = Type(Unpublished)
    compiler_class = Type(CellCompiler)
    recorder: Recorder | None = None
    work = ""
    _source = ""
    _depth = 0
    _first_error: BaseException | None = None

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            super().__init__(ipython_dir=folder, **settings)
        self.db: dict[str, object] = {}
        self._codes: dict[tuple[int, str], CellCode | None] = {}
        self._callbacks = self._count_callbacks()

    def begin(self, recorder: Recorder, work: str) -> None:
        """From now on this is one notebook's shell: of another run, if it has been one's before."""
        if self.recorder is not None:
            self._start_over()
        self.recorder = recorder
        self.work = work
        vars(builtins).update(BUILTINS)

    def retire(self) -> None:
        """It is nobody's shell again, and modules that run here see no trace of it."""
        self._start_over()
        self._codes.clear()
        self.recorder = None
        _leave_builtins()

    def _start_over(self) -> None:
        """New names and a new history; those of the last run stay with those who have them."""
        history = self.history_manager
        history.input_hist_parsed, history.input_hist_raw = [""], [""]
        history.output_hist = {}
        self.execution_count = 1
        hook = self.displayhook
        hook._ = hook.__ = hook.___ = ""
        self.init_create_namespaces()
        self.init_sys_modules()
        self.init_user_ns()

    def run(self, cell: Cell) -> BaseException | None:
        """Runs one cell; the first exception that it raised or showed."""
        self.compile.cell = cell.number
        self._source = cell.source.rstrip()
        self._first_error = None
        code = self._code_of(cell)
        if code is None or self._is_customised():
            ended = error_of(self.run_cell(cell.source, store_history=True))
        else:
            ended = self._run_statements(code, cell.source)
        return ended if self._first_error is None else self._first_error

    def _code_of(self, cell: Cell) -> CellCode | None:
        """None where IPython itself must tell what is wrong with it, or wait for it."""
        key = cell.number, cell.source
        if key not in self._codes:
            try:
                self._codes[key] = self._taken_apart(self.transform_cell(cell.source))
            except (SyntaxError, ValueError, TypeError, OverflowError, MemoryError, RecursionError):
                self._codes[key] = None
        return self._codes[key]

    def _taken_apart(self, text: str) -> CellCode | None:
        if may_wait(text):
            return None
        name = self.compile.cache(text)
        return CellCode(text, self.compile.ast_parse(text, name).body, name, self.compile)

    def _is_customised(self) -> bool:
        """Whether the notebook has changed how IPython runs its cells."""
        return (
            self.ast_node_interactivity != "last_expr"
            or bool(self.ast_transformers)
            or self._count_callbacks() != self._callbacks
        )

    def _count_callbacks(self) -> int:
        return sum(map(len, self.events.callbacks.values()))

    def _run_statements(self, code: CellCode, source: str) -> BaseException | None:
        """What `run_cell` does, less what is for people who sit before it: a third of the time."""
        self._clear_warning_registry()
        count, self.execution_count = self.execution_count, self.execution_count + 1
        self.history_manager.store_inputs(count, code.text, source)
        self._depth += 1
        try:
            with self.builtin_trap, self.display_trap:
                errors = (self._executed(each) for each in code)
                return next((each for each in errors if each is not None), None)
        except BaseException as error:  # noqa: BLE001 - whatever a cell of the student's raises is told
            return error
        finally:
            self._depth -= 1

    def note(self, message: Message) -> None:
        """A note for people; it names the cell."""
        if self.recorder is not None:
            cell = self.recorder.cell
            self.recorder.note(say("cell {cell}: {note}", cell=cell, note=message))

    def skip_command(self, command: str) -> None:
        """Notes that a shell command or an installation was passed over."""
        self.note(
            say(
                "{command} was skipped: shell commands and installs are switched off while grading",
                command=command.strip()[:60],
            )
        )

    # What IPython calls, in the order in which it does.

    def init_virtualenv(self) -> None:
        """The import path is the grader's affair."""

    def init_prompts(self) -> None:
        """Nobody is at a prompt: libraries that look for one must not find it."""

    def init_builtins(self) -> None:
        """As usual, but modules that run in this process must see no trace of a shell."""
        super().init_builtins()
        _leave_builtins()

    def init_display_formatter(self) -> None:
        """Displayed objects are recorded."""
        self.display_formatter = ShownObjects(parent=self)
        self.configurables.append(self.display_formatter)

    def init_magics(self) -> None:
        """IPython's, and ours over them."""
        super().init_magics()
        register_magics(self)

    def run_cell(self, raw_cell: str, *args: Any, **kwargs: Any) -> ExecutionResult:  # noqa: ANN401
        """Also called for the body of `%%capture`: its lines keep their numbers."""
        if self._depth:
            raw_cell = self._in_its_place(raw_cell)
        self._depth += 1
        try:
            result = super().run_cell(raw_cell, *args, **kwargs)
        finally:
            self._depth -= 1
        if self._depth:
            self._remember(error_of(result))
        return result

    def transform_cell(self, raw_cell: str) -> str:
        """Keeps line numbers, and passes over `%%time`: its body runs as the cell itself.

        So each of its statements is seen by itself, which a timed body would hide.
        """
        lines = raw_cell.split("\n")
        above = 0
        while above < len(lines) - 1 and _is_blank_or_timing(lines[above]):
            above += 1
        return "\n" * above + str(super().transform_cell("\n".join(lines[above:])))

    def should_run_async(
        self,
        raw_cell: str,
        *,
        transformed_cell: str | None = None,
        preprocessing_exc_tuple: Any = None,  # noqa: ANN401
    ) -> bool:
        """Only what has one of the two words in it can wait; to find out, IPython compiles it."""
        text = raw_cell if transformed_cell is None else transformed_cell
        if not may_wait(text):
            return False
        known = {"preprocessing_exc_tuple": preprocessing_exc_tuple}
        return bool(super().should_run_async(raw_cell, transformed_cell=text, **known))

    async def run_code(
        self, code_obj: CodeType, result: ExecutionResult | None = None, *, async_: bool = False
    ) -> bool:
        """One top-level statement; True if it raised."""
        error = await self._awaited(code_obj) if async_ else self._executed(code_obj)
        if error is None:
            return False
        if result is not None:
            result.error_in_exec = error
        # IPython asks the exception's truth, which its class may refuse to tell.
        self._remember(error)
        return True

    def _executed(self, code: CodeType) -> BaseException | None:
        """What a statement raised."""
        self._step(code)
        try:
            exec(code, self.user_global_ns, self.user_ns)  # noqa: S102 - the student's code
        except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is told
            return error
        finally:
            self._done()
        return None

    async def _awaited(self, code: CodeType) -> BaseException | None:
        self._step(code)
        try:
            await eval(code, self.user_global_ns, self.user_ns)  # noqa: S307 - the student's code
        except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is told
            return error
        finally:
            self._done()
        return None

    def _step(self, code: CodeType) -> None:
        if self.recorder is not None:
            self.recorder.step(_first_line(code), code)

    def _done(self) -> None:
        if self.recorder is not None:
            self.recorder.done(self.user_ns)

    def showtraceback(self, exc_tuple: Any = None, *_more: object, **_options: object) -> None:  # noqa: ANN401
        """An exception is reported as data; this one may have no other way out."""
        error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
        if isinstance(error, BaseException):
            self._remember(error)

    def showsyntaxerror(self, *_more: object, **_options: object) -> None:
        """Reported as data."""

    showindentationerror = showsyntaxerror

    def _format_exception_for_storage(self, *_more: object, **_options: object) -> dict[str, Any]:
        """History needs no painted traceback, which would run the exception's own code."""
        return {"ename": "", "evalue": "", "traceback": []}

    def system(self, cmd: str) -> None:
        """`!command`."""
        self.skip_command(f"!{cmd}")

    system_raw = system_piped = system

    def getoutput(self, cmd: str, *_how: object, **_named: object) -> list[str]:
        """`x = !command`."""
        self.skip_command(f"!{cmd}")
        return []

    def ask_exit(self) -> NoReturn:
        """`exit` and `quit` end the cell."""
        raise SystemExit

    def enable_gui(self, _gui: object = None) -> None:
        """There is none."""

    def enable_matplotlib(self, _gui: object = None) -> tuple[str, str]:
        """Plots are drawn in memory whatever is asked; matplotlib is not imported for that."""
        return "inline", "agg"

    def _remember(self, error: BaseException | None) -> None:
        if self._first_error is None:
            self._first_error = error

    def _in_its_place(self, body: str) -> str:
        bare = body.rstrip()
        if not bare or not self._source.endswith(bare):
            return body
        return "\n" * self._source[: -len(bare)].count("\n") + body


def _leave_builtins() -> None:
    for name in BUILTINS:
        vars(builtins).pop(name, None)


def error_of(result: ExecutionResult) -> BaseException | None:
    """The exception that a cell ended with."""
    for error in (result.error_before_exec, result.error_in_exec):
        if isinstance(error, BaseException):
            return error
    return None


def may_wait(text: str) -> bool:
    """Whether a cell may have to be run by an event loop."""
    return "await" in text or "async" in text


def _is_blank_or_timing(line: str) -> bool:
    return not line.strip() or TIMING.fullmatch(line) is not None


def _first_line(code: CodeType) -> int:
    return min((line for _, _, line in code.co_lines() if line), default=1)
