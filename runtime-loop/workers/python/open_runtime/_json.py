"""Events and responses as JSON, with the platform's error types."""

import json
from decimal import Decimal

from ._errors import RuntimeFault

JSON_TYPE = "application/json"


def _default(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_default).encode
_escaped = json.JSONEncoder(ensure_ascii=True, allow_nan=False, default=_default).encode


def to_json(value):
    try:
        text = _compact(value)
        try:
            return text.encode()
        except UnicodeEncodeError:  # half of a surrogate pair has no UTF-8, only an escape
            return _escaped(value).encode()
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise RuntimeFault("Runtime.MarshalError", f"cannot write the result as JSON: {error}") from None


def event_from_json(body):
    """No body at all is an empty event, as on the platform."""
    try:
        return json.loads(body.decode()) if body else {}
    except (ValueError, RecursionError) as error:
        raise RuntimeFault("Runtime.UnmarshalError", f"cannot read the event as JSON: {error}") from None
