import pytest

pytest.importorskip("matplotlib")
START = "import matplotlib.pyplot as plt\n"
REFERENCE = START + "plt.plot([0, 1], [2, 3])\nplt.scatter([5, 6], [7, 8])\n"


@pytest.mark.parametrize(
    ("program", "rules", "expected"),
    [
        pytest.param(REFERENCE, {"data": True, "lines": 1, "points": 1}, None, id="the same"),
        pytest.param(
            START + "plt.plot([0, 1], [2, 3])",
            {"points": 1},
            "Of groups of points, the plot has 0; 1 are expected.",
            id="no points",
        ),
        pytest.param(START + "plt.bar(['a', 'b'], [1, 2])", {"bars": 2}, None, id="bars"),
        pytest.param(START + "plt.imshow([[1, 2]])", {"images": 1}, None, id="an image"),
        pytest.param(
            START + "plt.plot([1, 2])",
            {"title": ""},
            "The plot has no title.",
            id="no title",
        ),
        pytest.param(
            START + "plt.plot([1, 2])\nplt.ylabel('loss')",
            {"ylabel": "Cost"},
            "The label of the y axis is “loss”; “Cost” is missing in it.",
            id="another label",
        ),
        pytest.param(
            START + "plt.plot([1, 2])\nplt.plot([3, 4])",
            {"data": True},
            "No line of the plot shows the data that are asked for (line 1 of the solution).",
            id="no line with the data",
        ),
        pytest.param(
            "x = 1",
            {},
            "There is no plot. Draw it with plt.plot(...); a figure that is closed is gone.",
            id="none",
        ),
    ],
)
def test_plot(answered, program, rules, expected):
    told = answered("plot", {}, REFERENCE, program, **rules)
    assert told == (("passed", 1, "") if expected is None else ("failed", 0, expected))


def test_a_notebooks_figures_are_kept_and_numbered(answered):
    cells = START + "plt.plot([1, 2])\nplt.title('first')", "plt.plot([1, 2])\nplt.title('second')"
    assert answered("plot", {"figure": 1}, REFERENCE, *cells, title="first")[0] == "passed"
    assert answered("plot", {}, REFERENCE, *cells, title="second")[0] == "passed"
    told = answered("plot", {"axes": 2}, REFERENCE, *cells, title="second")
    assert told[2] == "The figure does not have as many plots (axes) as are asked for."
