"""The mutants of a file: one operator, number, condition, result or statement of a function is another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """One thing wrong.

    Attributes:
        file: as it is told.
        at: which node of the file, in the order of `_nodes`.
        number: which of its variants.
        lines: of the statement, as coverage knows it.
    """

    path: Path
    file: str
    at: int
    number: int
    lines: range
    was: str
    now: str

    @property
    def place(self) -> str:
        """Where it is."""
        return f"{self.file}:{self.lines.start}"

    def code(self) -> CodeType | None:
        """The code of the function that holds it; None where it is in what no call executes."""
        changed = _swapped(ast.parse(self.path.read_text("utf-8")), self.at, self.number)
        codes = list(_codes(compile(changed, self.path, "exec")))
        before = [code for code in codes if code.co_firstlineno <= self.lines.start]
        return max(before, key=lambda code: code.co_firstlineno, default=None)


def mutants_of(path: Path, name: str) -> Iterator[Mutant]:
    """Every mutant of a file.

    Args:
        name: of the file, as it is told.
    """
    for at, (node, statement) in enumerate(_nodes(ast.parse(path.read_text("utf-8")))):
        lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
        for number, variant in enumerate(_variants(node)):
            was, now = (ast.unparse(ast.fix_missing_locations(each)) for each in (node, variant))
            yield Mutant(path, name, at, number, lines, was, now)


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.stmt]]:
    """Everything inside functions, with its statement, in a fixed order."""
    for function in _functions(tree):
        for statement in function.body:
            if not _is_docstring(statement):
                yield from _inside(statement, statement)


def _functions(node: ast.AST) -> Iterator[ast.FunctionDef]:
    """The functions of a module and the methods of its classes; those inside them belong to them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child)


def _inside(node: ast.AST, statement: ast.stmt) -> Iterator[tuple[ast.AST, ast.stmt]]:
    yield node, statement
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr_context) and not (isinstance(child, ast.stmt) and _is_docstring(child)):
            yield from _inside(child, child if isinstance(child, ast.stmt) else statement)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _swapped(tree: ast.Module, at: int, number: int) -> ast.Module:
    """The tree with a variant in the place of one node."""
    target = next(node for place, (node, _) in enumerate(_nodes(tree)) if place == at)
    variant = ast.copy_location(list(_variants(target))[number], target)
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if value is target:
                setattr(node, field, variant)
                return ast.fix_missing_locations(tree)
            if isinstance(value, list) and any(each is target for each in value):
                value[:] = [variant if each is target else each for each in value]
                return ast.fix_missing_locations(tree)
    raise LookupError(ast.unparse(target))


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    """What a node could be by mistake."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield ast.Compare(node.left, [COMPARISONS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        yield from (_without(node, at) for at in range(len(node.values)))
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield from _conditions(node)
    elif isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Expr | ast.AugAssign | ast.Continue | ast.Break | ast.Raise):
        yield ast.Pass()


def _without(node: ast.BoolOp, at: int) -> ast.expr:
    rest = [*node.values[:at], *node.values[at + 1 :]]
    return ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)


def _conditions(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    """The condition turned round."""
    if not isinstance(node.test, ast.Compare):
        other = ast.UnaryOp(ast.Not(), node.test)
        yield type(node)(**{**dict(ast.iter_fields(node)), "test": other})


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of functions and methods, not of what is inside them."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_flags & 1:  # optimized: a function, and no class
                yield constant
            else:
                yield from _codes(constant)
