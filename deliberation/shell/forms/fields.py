"""Fields with a bound on everything, and their sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from wtforms import (  # type: ignore[attr-defined]  # the stubs lack SelectChoice
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from deliberation.domain import bounds
from deliberation.domain.errors import Invalid, Sentence
from deliberation.domain.privacy import clean, clean_line
from deliberation.shell.words import lazy as _l
from deliberation.shell.words import translate

if TYPE_CHECKING:
    from wtforms import Field

    from deliberation.shell.forms.base import Form

REQUIRED = _l("请填写这一项。")
CHOOSE = _l("请选择一项。")
NUMBER = _l("请填写整数。")
DAY = _l("请按“年-月-日”填写日期。")


class _Clean:
    """Refuse what cannot be printed and normalise line ends (`domain.privacy.clean`)."""

    def __init__(self, rule: Callable[[str, int], str], bound: int) -> None:
        self.rule = rule
        self.bound = bound

    def __call__(self, form: Form, field: Field) -> None:
        del form
        try:
            field.data = self.rule(field.data or "", self.bound)
        except Invalid as error:
            raise ValidationError(translate(error.sentence)) from error


def _text(kind: type[Field], label: str, bound: int, *, required: bool, hint: str) -> Field:
    first = DataRequired(REQUIRED) if required else Optional()
    rule = clean_line if kind is StringField else clean
    return kind(
        label,
        validators=[first, Length(max=bound, message=_too_long(bound)), _Clean(rule, bound)],
        filters=[_trimmed],
        description=hint,
        render_kw={"maxlength": bound},
    )


def _trimmed(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()


def _too_long(bound: int) -> str:
    return _l("最多 %(bound)s 个字。", bound=bound)


def line(label: str, bound: int = bounds.LINE, *, required: bool = True, hint: str = "") -> Field:
    """Return a one-line text field of at most `bound` characters."""
    return _text(StringField, label, bound, required=required, hint=hint)


def passage(
    label: str, bound: int = bounds.TEXT, *, required: bool = True, hint: str = ""
) -> Field:
    """Return a text area of at most `bound` characters."""
    return _text(TextAreaField, label, bound, required=required, hint=hint)


def secret(label: str, *, hint: str = "") -> Field:
    """Return a password field; its text is never put back on the page."""
    return PasswordField(
        label,
        validators=[
            DataRequired(REQUIRED),
            Length(max=bounds.LINE, message=_too_long(bounds.LINE)),
        ],
        description=hint,
    )


class _WholeField(IntegerField):
    """An integer field whose bad input is answered in the person's language."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a whole number; full-width digits are fine.

        Raises:
            ValueError: for anything else.
        """
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        typed = valuelist[0].strip()
        with suppress(ValueError):
            self.data = int(typed) if len(typed) <= bounds.PHONE else None
        if self.data is None:
            raise ValueError(str(NUMBER))


def whole(label: str, low: int, high: int, *, required: bool = True, hint: str = "") -> Field:
    """Return a whole-number field from `low` to `high`."""
    first = InputRequired(REQUIRED) if required else Optional()
    message = _l("请填写 %(low)s 到 %(high)s 之间的整数。", low=low, high=high)
    return _WholeField(
        label,
        validators=[first, NumberRange(low, high, message=message)],
        description=hint,
        render_kw={"min": low, "max": high, "inputmode": "numeric"},
    )


def yes(label: str, *, hint: str = "") -> Field:
    """Return a checkbox."""
    return BooleanField(label, description=hint)


Choices = Iterable[tuple[str, Any]]


def choices(words: Mapping[str, Sentence]) -> list[tuple[str, Any]]:
    """Return the choices of a closed vocabulary, translated when shown."""
    return [(code, _l(word.text, **dict(word.values))) for code, word in words.items()]


def choice(
    label: str,
    options: Choices = (),
    *,
    required: bool = True,
    radio: bool = False,
    hint: str = "",
    blank: str = "",
) -> Field:
    """Return a choice of one; anything that is not offered is refused."""
    kind = RadioField if radio else SelectField
    offered = list(options)
    if not radio and (blank or not required):
        offered = [("", blank or _l("不填")), *offered]
    first = DataRequired(CHOOSE) if required else Optional()
    return kind(
        label,
        choices=[SelectChoice(*row) for row in offered],
        validators=[first, _offered],
        validate_choice=False,
        description=hint,
        default="" if not radio else None,
    )


def _offered(form: Form, field: SelectField) -> None:
    del form
    if field.data and field.data not in {row[0] for row in field.iter_choices()}:
        raise StopValidation(str(CHOOSE))


class _DayField(DateField):
    """A date field whose bad input is answered in the person's language."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a date.

        Raises:
            ValueError: when it is none.
        """
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(DAY)) from error


class _MomentField(DateTimeLocalField):
    """A date and time on the wall clock of Asia/Shanghai."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a date with a time.

        Raises:
            ValueError: when it is none.
        """
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(_l("请填写日期和时间。"))) from error


def day(label: str, *, required: bool = True, hint: str = "") -> Field:
    """Return a date field."""
    first = InputRequired(REQUIRED) if required else Optional()
    return _DayField(label, validators=[first], description=hint)


def moment(label: str, *, required: bool = True, hint: str = "") -> Field:
    """Return a date-and-time field on the wall clock of Asia/Shanghai (a naive datetime)."""
    first = InputRequired(REQUIRED) if required else Optional()
    return _MomentField(
        label,
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        validators=[first],
        description=hint,
    )
