"""What a proposer says of it, and the same told to a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliberation.domain import bounds
from deliberation.domain.commitment import SATISFIED, SOLVED, TIMELY, WAYS
from deliberation.features.followthrough.actions.answering import Answer
from deliberation.shell.forms import Form, choice, choices, passage
from deliberation.shell.words import lazy as _l

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliberation.store.models import Verdict

RESIDENT = "resident"


class VerdictForm(Form):
    """One big choice; the rest may be left out."""

    solved = choice(_l("问题解决了吗？"), choices(SOLVED), radio=True)
    text = passage(
        _l("哪里没解决，或者想说的话"),
        bounds.NOTE,
        required=False,
        hint=_l("选“没解决”的，请写一句哪里没解决。承办单位会看到这句话，请不要写姓名和电话。"),
    )
    timely = choice(_l("办得及时吗？"), choices(TIMELY), required=False, radio=True)
    satisfied = choice(_l("您满意吗？"), choices(SATISFIED), required=False, radio=True)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # On the receipt it stands beside the field of what the sender adds.
        self.text.id = self.text.label.field_id = "said"

    @property
    def answer(self) -> Answer:
        """What was said, as the verb takes it."""
        return Answer(
            solved=self.solved.data,
            timely=self.timely.data or "",
            satisfied=self.satisfied.data or "",
            text=self.text.data or "",
        )

    @classmethod
    def showing(cls, said: Verdict | None) -> VerdictForm:
        """Return the form holding what was said before."""
        names = ("solved", "text", "timely", "satisfied")
        before = {name: getattr(said, name) or None for name in names} if said else {}
        return cls(formdata=None, data=before)


class TellingForm(VerdictForm):
    """What was told by telephone, at the door or on paper, and by whom."""

    opinion = choice(_l("谁说的"), blank=_l("请选择"))
    way = choice(
        _l("怎样听到的"),
        choices({code: word for code, word in WAYS.items() if code != "scan"}),
        radio=True,
    )

    def offer(self, senders: Iterable[tuple[str, str]]) -> TellingForm:
        """Let one of the senders be chosen, or another resident."""
        fixed = [("", _l("请选择")), (RESIDENT, _l("其他居民（没有提过意见）"))]
        self.opinion.choices = [*fixed, *senders]  # type: ignore[attr-defined]  # it is a choice
        return self

    @property
    def answer(self) -> Answer:
        """What was told, as the verb takes it."""
        kind = RESIDENT if self.opinion.data == RESIDENT else "proposer"
        return Answer(
            solved=self.solved.data,
            timely=self.timely.data or "",
            satisfied=self.satisfied.data or "",
            text=self.text.data or "",
            way=self.way.data or "",
            kind=kind,
        )
