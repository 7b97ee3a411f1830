"""What a beginner can do about an exception, told by the text that Python, NumPy or torch gave it.

The texts are those of the versions in use; a test raises every one of them.
"""

from __future__ import annotations

import re

from grader.model.message import Message, say

Remedy = tuple[str, Message]
"""A pattern, compiled when it is first needed, and the advice."""


def remedy(text: str) -> Message | None:
    """The next step after an exception with that text, in one sentence; None if none is known."""
    known = (advice for pattern, advice in REMEDIES if re.search(pattern, text))
    return next(known, None)


def _about(advice: Message, *patterns: str) -> Remedy:
    return "|".join(patterns), advice


PYTHON: tuple[Remedy, ...] = (
    _about(
        say("Write the parentheses that call it, as in `with torch.no_grad():`."),
        r"does not support the context manager protocol",
    ),
    _about(
        say(
            "Something is None here: a function without return gives None, so do print(...) and "
            "list.append(...), and so is .grad before .backward()."
        ),
        r"'NoneType'",
    ),
    _about(
        say("The function calls itself without end: let it return a value for the last case."),
        r"^(RecursionError: )?maximum recursion depth exceeded",
    ),
    _about(
        say("Leave out the parentheses: .shape is no function (.size() is one)."),
        r"'torch\.Size' object is not callable",
    ),
    _about(
        say(
            "Parentheses behind a name call a function; elements are chosen with [...]. Or has a "
            "variable taken the name of a function?"
        ),
        r"'(Tensor|numpy\.ndarray|list|tuple|int|float)' object is not callable",
    ),
)
INDICES: tuple[Remedy, ...] = (
    _about(
        say("Indices count from 0, so the last one is the size minus 1; -1 is the last one too."),
        r"\b(list|tuple|string|range object) (assignment )?index out of range",
        r"is out of bounds for (dimension|axis) \d+ with size",
    ),
    _about(
        say("Dimensions count from 0, so those of a matrix are 0 and 1; -1 is the last one."),
        r"Dimension out of range",
        r"axis -?\d+ is out of bounds for array of dimension",
    ),
    _about(
        say("It is a single number without dimensions: .item() gives it, and no index is needed."),
        r"invalid index (of a 0-dim tensor|to scalar variable)",
    ),
    _about(
        say("It has fewer dimensions than there are indices: print its .shape."),
        r"too many indices for (tensor|array)",
    ),
    _about(
        say("Indices are whole numbers (.long() makes them), or a mask that a comparison gives."),
        r"tensors used as indices must be long",
        r"only integers, slices",
    ),
    _about(
        say("A mask must be as long as what it chooses from: print the .shape of both."),
        r"The shape of the mask",
        r"boolean index did not match",
    ),
)
SHAPES: tuple[Remedy, ...] = (
    _about(
        say(
            "Shapes are compared from the right, and two sizes fit if they are equal or one of "
            "them is 1: print the .shape of both; .reshape(...) or [:, None] adds a dimension."
        ),
        r"must match the size of tensor b",
        r"must match the existing size",
        r"could not be broadcast",
        r"could not broadcast",
        r"cannot be broadcast",
        r"doesn't match the broadcast shape",
    ),
    _about(
        say(
            "In a product with @, the left one has as many columns as the right one has rows: "
            "print the .shape of both; .T turns a matrix round, * multiplies element by element."
        ),
        r"shapes cannot be multiplied",
        r"mismatch in its core dimension",
        r"size mismatch, got input",
        r"inconsistent tensor size",
        r"\) not aligned: ",
        r"Expected size for first two dimensions of batch2",
    ),
    _about(
        say(
            "torch.dot is for two vectors, torch.mm for two matrices, torch.bmm for two batches "
            "of matrices; @ takes them all."
        ),
        r"1D tensors expected",
        r"must be a matrix",
        r"must be a 3D tensor",
    ),
    _about(
        say("The new sizes multiplied must give the number of elements; one of them may be -1."),
        r"is invalid for input of size",
        r"cannot reshape array of size",
    ),
    _about(
        say("Use .reshape(...), which copies where a view is not possible."),
        r"view size is not compatible",
    ),
    _about(
        say(
            "What is stacked must have one shape; what is concatenated, equal sizes along every "
            "other dimension: print the .shape of each."
        ),
        r"stack expects each tensor to be equal size",
        r"Sizes of tensors must match except in dimension",
        r"except for the concatenation axis",
        r"all input arrays must have the same shape",
    ),
    _about(
        say("Every row needs as many numbers as the others."),
        r"inhomogeneous shape",
        r"expected sequence of length",
    ),
    _about(
        say("Only a matrix with as many rows as columns has that: print its .shape."),
        r"must be batches of square matrices",
        r"must be square",
    ),
    _about(
        say("A matrix whose determinant is 0 has no inverse. Is it the right matrix?"),
        r"input matrix is singular",
        r"Singular matrix",
    ),
)
AUTOGRAD: tuple[Remedy, ...] = (
    _about(
        say("It carries gradients: .detach().numpy() gives its numbers without them."),
        r"Can't call numpy\(\) on Tensor that requires grad",
    ),
    _about(
        say(
            "A tensor made with requires_grad=True is changed in place only inside "
            "`with torch.no_grad():`; elsewhere make a new one, as in y = x + 1."
        ),
        r"leaf Variable that requires grad is being used in an in-place",
    ),
    _about(
        say(
            "A backward pass frees what it used: compute the result anew before each .backward(), "
            "or give retain_graph=True to the first."
        ),
        r"Trying to backward through the graph a second time",
    ),
    _about(
        say(
            "It was not computed from a tensor with requires_grad=True, or .detach(), .item() or "
            "torch.no_grad() cut it off on the way."
        ),
        r"does not require grad and does not have a grad_fn",
        r"One of the differentiated Tensors does not require grad",
    ),
    _about(
        say("Make one number of it first, with .sum() or .mean(), and call .backward() on that."),
        r"grad can be implicitly created only for scalar outputs",
    ),
    _about(
        say("Something that the gradient needs was changed in place: write x = x + 1, not x += 1."),
        r"has been modified by an inplace operation",
    ),
    _about(
        say("Only floating-point numbers have gradients: write 1.0 instead of 1."),
        r"(Only|only) Tensors of floating point",
    ),
)
ELEMENTS: tuple[Remedy, ...] = (
    _about(
        say(
            "Comparing whole tensors or arrays gives a True or False for each element: .all() or "
            ".any() makes one of them; & and | join them instead of `and` and `or`."
        ),
        r"Boolean value of Tensor",
        r"The truth value of an",
    ),
    _about(
        say("Only one element makes one number: choose it by its index, or use .sum() or .mean()."),
        r"cannot be converted to Scalar",
        r"to (a )?Python scalar",
    ),
    _about(
        say("Both need one dtype: .float() makes float32 of a tensor, .to(x.dtype) that of x."),
        r"(have|has) (the )?same dtype",
    ),
    _about(
        say("It holds whole numbers: .float() makes floating-point numbers of them."),
        r"Input dtype must be either a floating point or complex dtype",
        r"Expected a floating point or complex tensor",
    ),
    _about(
        say(
            "A change in place keeps the dtype, and whole numbers cannot hold this result: make a "
            "new one, as in y = x + 0.5."
        ),
        r"can't be cast to the desired output type",
        r"Cannot cast ufunc",
    ),
    _about(
        say("It may not be written to: work on a copy, which .copy() makes."),
        r"assignment destination is read-only",
    ),
)
ARGUMENTS: tuple[Remedy, ...] = (
    _about(
        say("torch.from_numpy(...) takes NumPy arrays; torch.tensor(...) takes lists and numbers."),
        r"expected np\.ndarray \(got",
    ),
    _about(
        say(
            "torch's functions take tensors: torch.tensor(...) makes one of numbers or lists, "
            "torch.from_numpy(...) one of a NumPy array."
        ),
        r"must be Tensor, not ",
    ),
    _about(
        say("A shape is one argument, and so are numbers: np.ones((2, 3)), np.array([1, 2])."),
        r"Cannot interpret '.*' as a data type",
    ),
    _about(
        say("Put the numbers in square brackets: torch.tensor([1, 2])."),
        r"\btensor\(\) takes 1 positional argument",
    ),
    _about(
        say("Here each size is an argument of its own: np.random.rand(2, 3)."),
        r"'tuple' object cannot be interpreted as an integer",
    ),
    _about(
        say("It holds .values and .indices: choose the one that you need."),
        r"'torch\.return_types\.\w+' object has no attribute",
    ),
    _about(
        say("There is no GPU here: leave the tensors on the device cpu."),
        r"Torch not compiled with CUDA enabled",
        r"Found no NVIDIA driver",
        r"No CUDA GPUs are available",
    ),
    _about(
        say("A tensor's own methods are .clone() for a copy and .to(dtype) for another dtype."),
        r"'Tensor' object has no attribute '(copy|astype)'",
    ),
    _about(
        say("It is a NumPy array: .copy() copies it, torch.from_numpy(...) makes a tensor of it."),
        r"'numpy\.ndarray' object has no attribute "
        r"'(clone|detach|backward|grad|requires_grad|requires_grad_|numpy|unsqueeze|to|add_)'",
    ),
    _about(
        say("It is a list: torch.tensor(...) makes a tensor of it, np.array(...) a NumPy array."),
        r"'list' object has no attribute '(shape|dtype|size|ndim|T|reshape|view|sum|mean)'",
    ),
)
REMEDIES: tuple[Remedy, ...] = (
    *PYTHON,
    *INDICES,
    *SHAPES,
    *AUTOGRAD,
    *ELEMENTS,
    *ARGUMENTS,
)
