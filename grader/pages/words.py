"""The words of the pages that stand alone: labels, headings, explanations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grader.model.message import Message, say

WORDS: Mapping[str, Message] = MappingProxyType(
    {
        # the class page
        "for_staff": say("For staff"),
        "everyone": say("everyone"),
        "mean": say("mean"),
        "median": say("median"),
        "scores": say("Scores"),
        "scores_about": say("How many students reached which score."),
        "score": say("score"),
        "students": say("students"),
        "as_table": say("The same as a table"),
        "look_here": say("For you to look at"),
        "nothing_here": say("Nothing. Everything was graded as usual."),
        "matrix": say("Everyone, item by item"),
        "matrix_about": say(
            "Choose a heading to sort by it. Arrow keys move in the table, Enter sorts by a heading"
            " or opens a student's page."
        ),
        "find": say("Find a name"),
        "which": say("Show"),
        "name": say("name"),
        "time": say("time"),
        "passed_share": say("passed by"),
        "results": say("Results"),
        "legend": say("What the signs mean"),
        "no_script": say(
            "This table can be sorted and searched where scripts may run. Here it is as it is."
        ),
        "open_page": say("open the student's page"),
        "misses": say("What most missed"),
        "misses_about": say(
            "Items by how many missed them, and what those were told most. Messages that differ"
            " only in measured numbers or places count as one."
        ),
        "no_misses": say("Nobody missed anything."),
        "other_wordings": say("with other numbers too"),
        "missed_by": say("missed by"),
        "sort_by_this": say("sort the table by this item"),
        "times": say("Time"),
        "slowest": say("Longest"),
        "ended": say("Programs that did not come to their end"),
        "no_ended": say("Every program came to its end."),
        "no_times": say("Nothing was graded."),
        "flags": say("Flags to review"),
        "flags_about": say(
            "What programs contain or did that may deserve a look, the rarest first. A flag is no"
            " verdict and costs no points: read the innocent explanation first."
        ),
        "no_flags": say("No flags."),
        "innocent": say("It may be harmless:"),
        "more": say("… and more; the gradebook has them all."),
        "hidden": say("hidden"),
        # a student's page
        "score_heading": say("Score"),
        "notes": say("About the whole program"),
        "program": say("The program"),
        "no_program": say("The program cannot be shown here."),
        "printed": say("What it printed"),
        "cut": say("… and more that is not kept."),
        "hint": say("Hint"),
        "task": say("The task"),
        "staff_note": say("Staff note"),
        "layers": say("How the program was kept apart"),
        "not_final": say("THIS SCORE IS NOT FINAL."),
        "not_final_why": say(
            "Some items could not be graded because of a mistake of ours. Please show this to the"
            " course staff."
        ),
        "looked_at": say("Looked at:"),
        "late": say("late"),
        "not_graded": say("This was not graded"),
    }
)
