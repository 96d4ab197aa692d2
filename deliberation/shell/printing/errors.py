"""What can go wrong between a finished page and its PDF, each as a sentence for a person."""

from __future__ import annotations

from deliberation.domain.errors import DomainError, Invalid, say


class PrintError(DomainError):
    """The sheet could not be printed; nothing is wrong with its text (answers 503)."""


class FontsMissing(PrintError):
    """The faces are not installed; the sentence names the command, and `names` is for the log."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            say(
                "还没有打印用的字体，做不成文件。"
                "请管这台电脑的人运行一次 deliberation fonts；装好就行，不用重新启动。"
            )
        )
        self.names = names


class PrinterBusy(PrintError):
    """The queue is full; `ahead` sheets are waiting or printing."""

    def __init__(self, ahead: int) -> None:
        super().__init__(say("打印正忙，前面还有%(n)s份，请稍后再试", n=ahead))
        self.ahead = ahead


class PrintTimeout(PrintError):
    """One sheet took longer than its limit; the worker was ended and the next one starts."""

    def __init__(self, seconds: float) -> None:
        super().__init__(say("这份文件%(n)s秒内没有排好版，已停止，请缩短后再试", n=round(seconds)))


class WorkerLost(PrintError):
    """The worker ended twice in the middle of the same sheet."""

    def __init__(self) -> None:
        super().__init__(say("打印程序意外中断，请再试一次"))


class RenderFailed(PrintError):
    """The layout engine refused the page; `detail` is for the log."""

    def __init__(self, detail: str) -> None:
        super().__init__(say("这份文件没能排版，请联系系统管理员"))
        self.detail = detail


class MissingGlyph(Invalid):
    """No face has this character: printing stops instead of printing a box (answers 422)."""

    def __init__(self, character: str, place: str) -> None:
        codepoint = f"U+{ord(character):04X}"
        shown = character if character.isprintable() else codepoint
        super().__init__(
            say(
                "%(place)s里的“%(character)s”（%(codepoint)s）没有可用的字形，请改写后再打印",
                place=place,
                character=shown,
                codepoint=codepoint,
            )
        )
        self.character = character
        self.codepoint = codepoint
        self.place = place
