"""What works although nothing may be started or answered."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("kind", ["module", "notebook"])
@pytest.mark.parametrize(
    "ask",
    [
        pytest.param("input('your name? ')", id="input"),
        pytest.param("__import__('getpass').getpass()", id="getpass"),
    ],
)
def test_a_question_is_an_error_that_says_what_to_do(runner, kind, ask):
    ran = getattr(runner, kind)(f"a = {ask}")
    assert ran.cell.error.type == "EOFError"
    assert ran.cell.error.text == (
        "input() cannot be answered while grading; give the variable a value instead"
    )
    assert ran.cell.error.place.line == 1


@pytest.mark.parametrize(
    "options",
    [
        "num_workers=2",
        "num_workers=2, persistent_workers=True, prefetch_factor=4, timeout=3",
        "2, False, None, None, 2",
    ],
)
def test_a_loader_with_workers_loads_here(runner, options):
    source = (
        "from torch.utils.data import DataLoader\n"
        f"loader = DataLoader(range(4), {options})\n"
        "x = ([batch.tolist() for batch in loader], loader.num_workers)\n"
    )
    ran = runner.module(source, probe=lambda run: run.namespace["x"])
    assert [each for batch in ran.probed[0] for each in batch] == [0, 1, 2, 3]
    assert ran.probed[1] == 0


def test_a_loader_used_wrongly_says_so_as_always(runner):
    ran = runner.module("from torch.utils.data import DataLoader\nDataLoader(range(4), worker=2)")
    assert ran.cell.error.type == "TypeError"
    ran = runner.module("from torch.utils.data import DataLoader\nDataLoader([1], num_workers=-1)")
    assert ran.cell.error.type == "ValueError"


def test_compiling_gives_back_what_was_to_be_compiled(runner):
    source = (
        "import sys, torch\n"
        "@torch.compile\ndef f(a): return a + 1\n"
        "@torch.compile(mode='max-autotune')\ndef g(a): return a + 2\n"
        "model = torch.nn.Linear(1, 1)\n"
        "same = torch.compile(model, backend='inductor') is model\n"
        "model.compile()\nmodel(torch.ones(1))\n"
        "x = (f(1), g(1), same, 'torch._dynamo' in sys.modules)\n"
    )
    assert runner.module(source, probe=lambda run: run.namespace["x"]).probed == (2, 3, True, False)


def test_plots_are_drawn_without_a_screen_or_a_warning(runner):
    source = (
        "import warnings\nwarnings.simplefilter('error', DeprecationWarning)\n"
        "caught = []\nwarnings.showwarning = lambda *a, **k: caught.append(a)\n"
        "import matplotlib, matplotlib.pyplot as plt\n"
        "plt.plot([1, 2])\nplt.show()\nplt.savefig('made.png')\n"
        "x = (matplotlib.get_backend().lower(), len(caught))\n"
    )
    ran = runner.module(source, probe=lambda run: run.namespace["x"])
    assert ran.cell.error is None
    assert ran.probed == ("agg", 0)
    assert (runner.folder / "work" / "made.png").stat().st_size > 0


COLAB = """
from google.colab import drive, files, userdata, auth, output, data_table
from google.colab.patches import cv2_imshow
import google.colab
drive.mount('/content/drive', force_remount=True)
auth.authenticate_user()
x = (files.upload(), userdata.get('KEY'), google.colab.drive is drive)
"""


@pytest.mark.parametrize("kind", ["module", "notebook"])
def test_colab_is_a_harmless_stand_in(runner, kind):
    ran = getattr(runner, kind)(COLAB, probe=lambda run: run.namespace["x"])
    assert ran.cell.error is None
    assert ran.probed == ({}, "", True)
    assert ran.notes == (
        "google.colab is only a stand-in while grading: "
        "no drive is mounted and nothing is uploaded",
    )


def test_colabs_parts_are_reached_from_the_package(runner):
    ran = runner.module("import google.colab\ngoogle.colab.drive.mount('/x')\ngoogle.colab.nothing")
    assert ran.cell.error.type == "AttributeError"
    assert ran.cell.error.place.line == 3


def test_a_real_colab_is_not_replaced(runner):
    real = runner.folder / "site"
    (real / "google" / "colab").mkdir(parents=True)
    (real / "google" / "colab" / "drive.py").write_text("real = True")
    ran = runner.module(
        f"import sys\nsys.path.append({str(real)!r})\n"
        "from google.colab import drive\nx = drive.real"
    )
    assert ran.cell.error is None
    assert ran.notes == ()


def test_no_stand_in_for_other_parts_of_google(runner):
    assert runner.module("import google.nothing").cell.error.type == "ModuleNotFoundError"
