"""Forms: JSON Schema 2020-12 with words in two languages, outcomes and rights (decision D9)."""

from engine.model.forms.form import Form, OpinionRule, Outcome, Right
from engine.model.forms.reading import read_forms
from engine.model.forms.validation import FieldError

__all__ = ["FieldError", "Form", "OpinionRule", "Outcome", "Right", "read_forms"]
