"""The form itself: rules' sentences land beside the field they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm

from deliberation.domain.errors import Invalid
from deliberation.shell.words import translate

if TYPE_CHECKING:
    from collections.abc import Callable


class Form(FlaskForm):  # type: ignore[misc]  # no hints
    """A form whose hidden fields are written by the template and checked for every post."""

    class Meta:
        """The token is checked once, before the view; see `app.create_app`."""

        csrf = False

    def refuse(self, error: Invalid) -> None:
        """Put a rule's sentence beside the field it is about, or above the form."""
        target = self._fields.get(error.field)
        sentence = translate(error.sentence)
        if target is None:
            self.form_errors.append(sentence)
        else:
            target.errors = [*target.errors, sentence]

    def attempt(self, verb: Callable[[], object]) -> bool:
        """Validate, then run `verb`; False leaves the sentences on the form for a 422."""
        if not self.validate():
            return False
        try:
            verb()
        except Invalid as error:
            self.refuse(error)
            return False
        return True
