"""The IPython shell that notebooks run in: nothing written, nothing started, nothing painted."""

from __future__ import annotations

import builtins
import sys
from tempfile import TemporaryDirectory
from types import CodeType, MappingProxyType
from typing import Any, NoReturn

from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.display import display
from traitlets import Type
from traitlets.config import Config

from grader.child.cells import (
    CellCode,
    CellCodes,
    CellCompiler,
    error_of,
    first_line,
    is_blank_or_timing,
    may_wait,
)
from grader.child.displays import LastExpression, ShownObjects, Unpublished
from grader.child.magics import register_magics
from grader.child.recorder import Recorder
from grader.model.message import Message, say
from grader.model.submission import Cell

BUILTINS = MappingProxyType({"display": display, "__IPYTHON__": True})


def the_shell() -> GradingShell:
    """The one shell of this process, made at the first call."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    return GradingShell.instance(config=config)


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
        self._codes = CellCodes(self.transform_cell, self.compile)
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
        code = self._codes.of(cell)
        if code is None or self._is_customised():
            ended = error_of(self.run_cell(cell.source, store_history=True))
        else:
            ended = self._run_statements(code, cell.source)
        return ended if self._first_error is None else self._first_error

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
        self._note_input(code.text, source)
        self.execution_count += 1
        self._depth += 1
        try:
            with self.builtin_trap, self.display_trap:
                errors = (self._executed(each) for each in code)
                return next((each for each in errors if each is not None), None)
        except BaseException as error:  # noqa: BLE001 - whatever a cell of the student's raises is told
            return error
        finally:
            self._depth -= 1

    def _note_input(self, text: str, source: str) -> None:
        """`In`, `_i` and the like, without what keeps a history for later sessions."""
        history = self.history_manager
        before = ["", "", *history.input_hist_raw]
        names = {"_i": before[-1], "_ii": before[-2], "_iii": before[-3]}
        self.push({**names, f"_i{self.execution_count}": source}, interactive=False)
        history.input_hist_parsed.append(text.rstrip("\n"))
        history.input_hist_raw.append(source.rstrip("\n"))

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
        """Keeps line numbers, and passes over `%%time`, so that each statement is by itself."""
        lines = raw_cell.split("\n")
        above = 0
        while above < len(lines) - 1 and is_blank_or_timing(lines[above]):
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
            self.recorder.step(first_line(code), code)

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
