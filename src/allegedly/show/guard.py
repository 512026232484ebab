"""Where a command's errors end: a message and an exit code, never a traceback that nobody asked for."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from allegedly.errors import AllegedlyError

__all__ = ["INTERRUPTED", "REFUSED", "Guarded"]

REFUSED = 1
INTERRUPTED = 130
"""As shells have it: 128 and the number of the signal."""


class Guarded(TyperGroup):
    """The group of all commands; a reader that closes its pipe early (`| head`) is no error."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and say what went wrong."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _close_quietly()
            return None
        except KeyboardInterrupt:
            _say("interrupted; the case is sound: run the same command again to go on")
            raise typer.Exit(INTERRUPTED) from None
        except AllegedlyError as error:
            _say(str(error))
            raise typer.Exit(REFUSED) from error
        except Exception as error:
            if ctx.params.get("traceback") or _of_typer(error):
                raise
            _say(
                f"unexpected {type(error).__name__}: {error}; the case is sound. Report this with `allegedly --traceback ...`"
            )
            raise typer.Exit(REFUSED) from error
        return answer


def _of_typer(error: Exception) -> bool:
    """Whether Typer knows what to do with it: usage errors and exits are its own."""
    return type(error).__module__.split(".")[0] in {"typer", "click"}


def _say(message: str) -> None:
    sys.stderr.write(f"allegedly: {message}\n")


def _close_quietly() -> None:
    """Nobody reads on: what is still to be flushed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
