"""Every attack and every level, as data: the tests assert it and docs/security.md shows it."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SUBMISSIONS = Path(__file__).parent / "submissions"
ITEMS = frozenset({"call", "value", "shared", "random", "dtype"})

CLASSES = {
    "A": "Comparator lies",
    "B": "Answer theft",
    "C": "Forged results",
    "D": "Import shadowing and leaked state",
    "E": "Resources",
    "F": "Files, processes and network",
    "G": "Report injection",
    "H": "Gaming",
}


@dataclass(frozen=True)
class Level:
    """A set of layers. `nominal` are those that apply where the machine offers everything."""

    name: str
    means: str
    nominal: frozenset[str]
    options: Mapping[str, Any] = field(default_factory=dict)


LAYERS = (
    *("session", "descriptors", "rootdrop", "namespaces", "tmpfs", "capabilities", "rlimits"),
    *("death_signal", "undumpable", "no_new_privs", "landlock", "seccomp"),
)
_ALL = frozenset({*LAYERS, "bwrap"})

SEALED = Level("sealed", "all that the machine offers", _ALL)
NO_NAMESPACES = Level(
    "no namespaces",
    "no process wrapper, no namespaces, no disk of its own",
    _ALL - {"bwrap", "namespaces", "tmpfs"},
    {"wrapper": "none", "layers_off": ("namespaces", "tmpfs")},
)
NO_LANDLOCK = Level(
    "no Landlock", "all but Landlock", _ALL - {"landlock"}, {"layers_off": ("landlock",)}
)
COLD = Level("cold", "all layers, a fresh interpreter for each run", _ALL, {"start": "cold"})
CONTROL = Level("no layers", "the control: nothing is switched on", frozenset())
LEVELS = (SEALED, NO_NAMESPACES, NO_LANDLOCK, COLD, CONTROL)


@dataclass(frozen=True)
class Attack:
    """A submission that attacks.

    `earns` are the items that it truly solves. `bites` are the canaries that it takes where no
    layer stands before them; an attack that names any is run in the control too. `flags` are
    words of which each stands in some flag of its report. `refused` is what is said of a file that
    is not graded. `few` marks those that are also run where each run is dear.
    """

    file: str
    earns: frozenset[str] = frozenset()
    bites: frozenset[str] = frozenset()
    flags: tuple[str, ...] = ()
    refused: str = ""
    few: bool = False
    variant: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """A name that is its own."""
        return "-".join([Path(self.file).stem, *self.variant.values()])

    @property
    def tries(self) -> str:
        """What it tries, in its own words."""
        return self._words[0]

    @property
    def holds(self) -> str:
        """What must hold, in its own words."""
        return self._words[1]

    @property
    def _words(self) -> tuple[str, str]:
        if self.words is not None:
            return self.words
        tries, _, holds = " ".join(_docstring(SUBMISSIONS / self.file).split()).partition(
            " Must hold: "
        )
        return tries, holds


def _docstring(path: Path) -> str:
    path = path / "submission.py" if path.is_dir() else path
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        text = json.loads(text)["cells"][0]["source"].partition("\n!")[0]
    start = text.index('"""')
    return str(ast.literal_eval(text[start : text.index('"""', start + 3) + 3]))


def _attack(file: str, earns: str = "", bites: tuple[str, ...] = (), **more: Any) -> Attack:
    return Attack(file, frozenset(earns.split()), frozenset(bites), **more)


ATTACKS = (
    _attack(
        "A_patched_comparisons.py",
        "dtype",
        flags=("`torch.allclose`", "numpy.allclose was replaced"),
        few=True,
    ),
    _attack("A_patched_isinstance.py", flags=("Python's own `isinstance`",)),
    _attack("A_swapped_code.py", flags=("`__code__`", "the code of torch.testing.assert_close")),
    _attack("A_torch_function_subclass.py", "dtype"),
    _attack("A_dispatch_subclass.py"),
    _attack("A_leaked_function_mode.py", "random dtype"),
    _attack("A_leaked_dispatch_mode.py", "random dtype"),
    _attack("A_instance_attributes.py"),
    _attack("A_lying_ndarray.py", few=True),
    _attack("A_equal_to_everything.py"),
    _attack("A_str_subclasses.py"),
    _attack("A_broadcast.py", "dtype"),
    _attack("A_empty.py", "dtype"),
    _attack("A_int_for_float.py", "random"),
    _attack("A_nan_wildcard.py", "dtype"),
    _attack("A_lazy_values.py"),
    _attack("A_do_nothing.py"),
    _attack("A_expanded.py", "dtype"),
    _attack("A_leaked_defaults.py", "call value shared random dtype"),
    _attack("A_class_of_the_same_name.py"),
    _attack("A_patched_tensor_methods.py", flags=("`torch.Tensor.__eq__`",)),
    _attack("A_odd_tensors.py"),
    _attack("B_frames.py", flags=("`sys._getframe`", "`inspect.stack`"), few=True),
    _attack("B_gc_walk.py", flags=("`gc.get_objects`",)),
    _attack(
        "B_reference_on_disk.py",
        bites=("reference",),
        flags=("leads outside the submission", "`exec` makes code"),
        few=True,
    ),
    _attack("B_installed_sets.py", bites=("reference",)),
    _attack("B_parent_memory.py", bites=("grader's memory",), flags=("about processes",), few=True),
    _attack("B_environment.py", flags=("`ctypes.CDLL`", "about processes"), few=True),
    _attack(
        "B_neighbours_environment.py",
        bites=("victim's environment",),
        flags=("about processes",),
    ),
    _attack("B_every_process.py", bites=("victim's environment",), flags=("about processes",)),
    _attack("B_ptrace.py", bites=("grader's memory", "trace"), flags=("`ctypes.CDLL`",), few=True),
    _attack("B_zygote_memory.py", flags=("about processes",)),
    _attack("B_stale_memory.py"),
    _attack("B_linecache.py"),
    _attack("B_public_seed.py", "dtype"),
    _attack("B_messages_as_oracle.py", flags=("`sys._getframe`",)),
    _attack("B_secret_files.py", bites=("public file", "private file", "home file"), few=True),
    _attack("B_neighbours_folder.py", bites=("neighbour",)),
    _attack("C_exit_zero.py", "value", flags=("`os._exit` ends",), few=True),
    _attack("C_exit_when_asked.py", "value", flags=("`os._exit` ends",)),
    _attack("C_sys_exit.py"),
    _attack("C_atexit.py", bites=("bait",), flags=("`os.write`", "leads outside")),
    _attack("C_forged_ran.py", flags=("`os.write`",)),
    _attack("C_forged_answers.py", "dtype", flags=("`os.write`",)),
    _attack("C_garbage_frames.py", flags=("`os.write`",), few=True),
    _attack("C_dup2.py", flags=("`os.dup2`",)),
    _attack("C_closed_pipes.py"),
    _attack("C_premade_results"),
    _attack("C_pickle_payload.py", flags=("`os.system` starts",)),
    _attack("C_duplicate_keys.py", flags=("`os.write`",)),
    _attack(
        "C_duplicate_notebook_keys.ipynb",
        refused="its `source`",
        words=(
            "A notebook with the same key twice, NaN as a number, and a source of the wrong type.",
            "It is read in one way or refused; nothing passes.",
        ),
    ),
    _attack("C_nan_score.py", flags=("`os.write`",)),
    _attack("C_timeout_marks.py"),
    _attack("C_frames_after_the_end.py", flags=("`os.write`",)),
    _attack("C_oversized_frames.py", flags=("`os.write`",)),
    _attack("C_largest_frames.py", flags=("`os.write`",)),
    _attack("C_patched_wire.py"),
    _attack("C_patched_checkers.py"),
    _attack("C_deep_head.py", flags=("`os.write`",)),
    _attack("C_forged_steps.py", flags=("`os.write`",)),
    _attack("C_forged_notes.py", flags=("`os.write`",)),
    _attack("C_forged_verdict.py", flags=("`os.write`",)),
    *(
        _attack(
            "C_nonsense_values.py",
            "dtype" if claim in "03" else "",
            variant={"CLAIM": claim},
            flags=("`__import__`",),
        )
        for claim in "01234567"
    ),
    _attack("C_magics_for_results.ipynb", "value"),
    _attack("D_libraries_beside", "call value shared random dtype", few=True),
    _attack("D_startup_files", flags=("leads outside",)),
    _attack("D_poisoned_cache"),
    _attack("D_import_hooks.py", flags=("`sys.meta_path.insert`", "an import hook was added")),
    _attack("D_state_leak.py", flags=("Python's own `print`", "builtins.print was replaced")),
    _attack("D_package_files.py", bites=("packages",)),
    _attack("D_shell.ipynb", "value"),
    _attack("D_shell_hooks.ipynb"),
    _attack("D_kernel.ipynb", "value"),
    _attack("E_loop.py", "value"),
    _attack("E_loop_when_called.py", "value", few=True),
    _attack("E_regular_expression.py", "value"),
    _attack("E_native_loop.py", "value"),
    _attack("E_huge_power.py"),
    _attack("E_sleep.py"),
    _attack("E_stopped.py", flags=("`os.kill`",)),
    _attack("E_swallowed_interrupt.py"),
    _attack("E_signal_handlers.py"),
    _attack("E_daemon.py", bites=("bait",), flags=("`os.fork` starts",), few=True),
    _attack("E_programs.py", bites=("bait",), flags=("`subprocess.run` starts",)),
    _attack("E_fork_bomb.py", bites=("process",), flags=("`os.fork` starts",)),
    _attack("E_threads.py"),
    _attack("E_memory_torch.py", "value", bites=("memory",)),
    _attack("E_memory_mmap.py", bites=("memory",)),
    _attack("E_memory_bytes.py", bites=("memory",)),
    _attack("E_disk.py", bites=("disk",)),
    _attack("E_inodes.py", bites=("disk",)),
    _attack("E_deep_folders.py"),
    _attack("E_closed_folders.py"),
    _attack("E_archive_bomb.py"),
    _attack("E_output_flood.py", "value", flags=("`os.write`",)),
    _attack("E_many_names.py", "value", flags=("`globals()`",)),
    _attack("E_destructors.py"),
    _attack("E_base_exceptions.py"),
    _attack("E_generator_exit.py"),
    _attack("E_huge_values.py"),
    _attack("E_endless_repr.py"),
    _attack("E_containing_itself.py"),
    _attack("E_deep_recursion.py"),
    _attack("E_stack_overflow.py", "value"),
    _attack("E_segmentation_fault.py", "value", flags=("`ctypes.memset`",)),
    _attack("E_parse_bomb.py"),
    _attack("E_long_expression.py"),
    _attack("E_blank_lines.py"),
    _attack("E_blank_line.py"),
    _attack("E_pattern_bait.py"),
    _attack("E_too_much_code.py", refused="holds more than"),
    _attack("E_slow_answers.py", "value"),
    _attack("E_within_limits.py", "call value"),
    _attack("E_hangs_everywhere.ipynb"),
    _attack(
        "E_nested_notebook.ipynb",
        refused="line 1, column 1",
        words=(
            "A notebook of a million opening brackets.",
            "It is refused as what cannot be read; the grader's stack is untouched.",
        ),
    ),
    _attack(
        "E_huge_notebook.ipynb",
        refused="it is larger than",
        words=("A notebook of 21 MB.", "It is refused before it is read."),
    ),
    _attack(
        "E_many_cells.ipynb",
        refused="has 6000 cells",
        words=("A notebook of 6,000 cells.", "It is refused."),
    ),
    _attack(
        "E_archive_as_notebook.ipynb",
        refused="is not a text file",
        words=(
            "A zip archive, which grows a thousandfold, with a notebook's name.",
            "Nothing is unpacked.",
        ),
    ),
    _attack("F_symbolic_links"),
    _attack("F_link_as_submission.py", refused="it is a link"),
    _attack("F_hard_link"),
    _attack("F_pipes_and_devices", "value"),
    _attack("F_odd_names", "value"),
    _attack("F_climbing_archive.py", bites=("bait",)),
    _attack("F_write_outside.py", bites=("bait",), few=True),
    _attack("F_metadata.py", bites=("bait",)),
    _attack("F_loopback.py", bites=("tcp",), flags=("`socket` uses",), few=True),
    _attack("F_unix_socket.py", bites=("unix",), flags=("`socket` uses",)),
    _attack("F_abstract_socket.py", bites=("abstract",), flags=("`socket` uses",), few=True),
    _attack("F_datagrams.py", bites=("udp",), flags=("`socket` uses",)),
    _attack("F_names_and_metadata_addresses.py", flags=("`urllib.request` uses",)),
    _attack("F_listening.py", bites=("listening",), flags=("`socket` uses",)),
    _attack("F_kill_others.py", bites=("victim",), flags=("`os.kill` ends",), few=True),
    _attack("F_kill_by_handle.py", bites=("victim",)),
    _attack("F_mounts_and_namespaces.py", bites=("rights",), flags=("`ctypes.CDLL`",)),
    _attack("F_rare_calls.py", bites=("kernel",), flags=("`ctypes.CDLL`",)),
    _attack("G_terminal_sequences.py", flags=("`globals()`",), few=True),
    _attack("G_markup.py"),
    _attack("G_formulas.py"),
    _attack("G_control_characters.py"),
    _attack("G_bidirectional_source.py", flags=("U+202E", "look like others")),
    _attack("G_templates.py"),
    _attack("G_translations.py", flags=("`os.write`",)),
    _attack("G_notebook_texts.ipynb", flags=("`globals()`",)),
    _attack("H_hard_coded.py", "value dtype"),
    _attack("H_cached_by_identity.py"),
    _attack("H_changed_inputs.py"),
    _attack("H_detects_the_grader.py", "value dtype"),
    _attack("H_patched_clocks.py", "value"),
    _attack(
        "H_hidden_names.py",
        "value",
        flags=("`getattr(os", "`eval` makes code", "that is decoded first"),
    ),
    _attack("H_guesses.py"),
    _attack("H_mirrored_writes.py"),
    _attack("H_stub.py"),
    _attack("H_same_object.py", "random dtype"),
)
