"""Names and paths: `amount`, `applicant.name`, `a date.year` (DMN 1.5, clause 10.3.2.5)."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.table import BUILTINS
from engine.feel.compiling.compiler import Compiler
from engine.feel.nodes import Literal, Name, Node, Path
from engine.feel.properties import member_of
from engine.feel.runtime import Code, Env
from engine.feel.values import READY, FeelFunction

_MISSING: Any = object()


def compile_literal(compiler: Compiler, node: Literal) -> Code:
    value = node.value
    return lambda env: value


def compile_name(compiler: Compiler, node: Name) -> Code:
    """A local name, else a name of the scope, else a function."""
    return _name(compiler, node, borrowed=False)


def compile_borrowed(compiler: Compiler, node: Node) -> Code:
    """As `compile`, but a growing list is not copied: for uses that keep nothing of it."""
    if isinstance(node, Name):
        compiler.size += 1
        return _name(compiler, node, borrowed=True)
    return compiler.compile(node)


def _name(compiler: Compiler, node: Name, *, borrowed: bool) -> Code:
    name = node.name
    if name == "?":
        compiler.input_uses += 1
    items = []
    for up, frame in enumerate(reversed(compiler.frames)):
        if frame.item:
            items.append(up)
        if name in frame.names:
            code = _local(name, up)
            if frame.growing == name and not borrowed:
                code = _snapshot(code)
            break
    else:
        code = _global(compiler, node)
    return _member_of_item(name, tuple(items), code) if items else code


def _local(name: str, up: int) -> Code:
    if up == 0:
        return lambda env: env.values[name]
    if up == 1:
        return lambda env: env.parent.values[name]  # type: ignore[union-attr]

    def local(env: Env) -> Any:
        frame: Any = env
        for _ in range(up):
            frame = frame.parent
        return frame.values[name]

    return local


def _snapshot(code: Code) -> Code:
    return lambda env: env.run.list_of(list(code(env)))


def _member_of_item(name: str, items: tuple[int, ...], outer: Code) -> Code:
    """In a filter, a member of the item hides names from outside (clause 10.3.2.5)."""

    def member_or_name(env: Env) -> Any:
        frame: Any = env
        at = 0
        for up in items:
            while at < up:
                frame = frame.parent
                at += 1
            item = frame.values["item"]
            if type(item) is dict and name in item:
                return item[name]
        return outer(env)

    return member_or_name


def _global(compiler: Compiler, node: Name) -> Code:
    name, position = node.name, node.position
    builtin = BUILTINS.get(name)
    if builtin is not None and name not in compiler.names:
        function = builtin.as_value()
        return lambda env: function
    if name in compiler.functions and name not in compiler.names:
        compiler.host_functions.setdefault(name, position)
    else:
        _read_from_scope(compiler, name, position)
        compiler.reads[(name,)] = None
    quiet = name in compiler.doubtful

    def global_name(env: Env) -> Any:
        value = env.scope.get(name, _MISSING)
        if type(value) in READY:
            return value
        if value is _MISSING:
            return _absent(env, name, position, quiet=quiet)
        return env.run.entered(value)

    return global_name


def _read_from_scope(compiler: Compiler, name: str, position: int) -> None:
    in_filter = any(frame.item for frame in compiler.frames) and name not in compiler.names
    if not in_filter:
        compiler.doubtful.discard(name)
        compiler.certain.setdefault(name, position)
    elif name not in compiler.free:
        compiler.doubtful.add(name)
    compiler.free.setdefault(name, position)


def _absent(env: Env, name: str, position: int, *, quiet: bool) -> Any:
    """A function of that name, else null."""
    host = env.run.context.functions.get(name)
    if host is not None:
        return FeelFunction(name, None, host)
    builtin = BUILTINS.get(name)
    if builtin is not None:
        return builtin.as_value()
    if not quiet:
        env.run.note(position, f"没有名为 {name} 的变量", f"There is no variable {name}")
    return None


def compile_path(compiler: Compiler, node: Path) -> Code:
    """A member; of a list, the members of its items."""
    members = [(node.member, node.position)]
    source = node.source
    while isinstance(source, Path):
        members.append((source.member, source.position))
        source = source.source
    members.reverse()
    if isinstance(source, Name) and _from_scope(compiler, source):
        compiler.size += len(members)
        return _scope_path(compiler, source, tuple(members))
    inner = compiler.compile(node.source)
    member, position = node.member, node.position

    def path(env: Env) -> Any:
        return member_of(env.run, inner(env), member, position)

    return path


def _from_scope(compiler: Compiler, name: Name) -> bool:
    if compiler.is_local(name.name) or any(frame.item for frame in compiler.frames):
        return False
    return name.name in compiler.names or name.name not in BUILTINS


def _scope_path(compiler: Compiler, source: Name, members: tuple[tuple[str, int], ...]) -> Code:
    """Members of a variable, reading no more of it than they need."""
    name = source.name
    reads = dict(compiler.reads)
    whole = compile_name(compiler, source)
    compiler.reads = reads
    compiler.reads[(name, *(member for member, _ in members))] = None

    def scope_path(env: Env) -> Any:
        value = env.scope.get(name, _MISSING)
        if value is _MISSING:
            value = whole(env)
        for index, (member, position) in enumerate(members):
            if type(value) is dict and member in value:
                value = value[member]
            else:
                value = env.run.entered(value)
                for member, position in members[index:]:
                    value = member_of(env.run, value, member, position)
                return value
        return value if type(value) in READY else env.run.entered(value)

    return scope_path
