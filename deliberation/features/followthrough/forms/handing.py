"""How a commitment is handed over, at once or after its meeting, and handed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.domain import bounds
from deliberation.features.followthrough.actions.at_once import MOST_DAYS
from deliberation.features.followthrough.actions.handing import AtOnce, Order
from deliberation.features.followthrough.forms.keyed import Keyed
from deliberation.shell.forms import choice, day, line, passage, whole
from deliberation.shell.words import lazy as _l

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

    from deliberation.store.models import Account

NO_ACCOUNT = _l("没有账号，打印交办单，扫码签收")


def offer(field: Field, accounts: Iterable[Account]) -> None:
    """Set to which accounts of units it can be handed."""
    rows = [(str(account.id), account.name) for account in accounts]
    field.choices = [("", NO_ACCOUNT), *rows]  # type: ignore[attr-defined]  # it is a choice


def _account(field: Field) -> int | None:
    return int(field.data) if field.data else None


class OrderForm(Keyed):
    """Handing over what a meeting agreed on."""

    owner_account_id = choice(_l("交给哪个承办账号"), required=False)
    owner = line(
        _l("改由哪个单位承办"), required=False, hint=_l("原来的单位退回了交办，可以改派。")
    )
    funding = line(_l("资金来源"), required=False, hint=_l("例如：公共收益、物业自筹、街道经费。"))
    due_on = day(_l("另定的期限"), required=False, hint=_l("不填，就按会上定的期限。"))
    due_reason = line(_l("为什么另定这一天"), required=False)

    def order(self) -> Order:
        """Return what was typed as the verb takes it."""
        return Order(
            owner_account_id=_account(self.owner_account_id),
            funding=self.funding.data or "",
            due_on=self.due_on.data,
            due_reason=self.due_reason.data or "",
            owner=self.owner.data or "",
        )


class HandBackForm(Keyed):
    """Why a hand-over is given back."""

    reason = line(
        _l("为什么退回交办？"), hint=_l("例如：不归我们管，应该由市政养护办。社区会另行安排。")
    )


class AtOnceForm(Keyed):
    """Handing a topic over without a meeting."""

    text = passage(_l("要做的事项"), bounds.NOTE, hint=_l("一项一件事。例如：把倒了的路灯扶正。"))
    standard = passage(
        _l("何为办成"), bounds.NOTE, required=False, hint=_l("做到什么样算办成，要不要照片。")
    )
    owner = line(_l("责任单位"))
    post = line(_l("责任人岗位"), required=False, hint=_l("写岗位，不写姓名。例如：维修班长。"))
    co_owners = line(_l("协办单位"), required=False, hint=_l("几个单位用顿号隔开。"))
    owner_account_id = choice(_l("交给哪个承办账号"), required=False)
    working_days = whole(
        _l("几个工作日办结"),
        1,
        MOST_DAYS,
        required=False,
        hint=_l("从明天起算，放假和调休已算过。"),
    )
    due_on = day(_l("或者固定在哪一天"), required=False)
    due_reason = line(_l("为什么定在这一天"), required=False)
    funding = line(_l("资金来源"), required=False)

    def given(self) -> AtOnce:
        """Return what was typed as the verb takes it."""
        lines = ("text", "standard", "owner", "post", "co_owners", "funding", "due_reason")
        return AtOnce(
            working_days=self.working_days.data,
            due_on=self.due_on.data,
            owner_account_id=_account(self.owner_account_id),
            **{name: self[name].data or "" for name in lines},
        )
