"""A value that nobody but the private side can read, not even by mistake."""

from __future__ import annotations

from typing import Generic, NoReturn, TypeVar, final

T = TypeVar("T")


class Closed(TypeError):  # noqa: N818  (says what the value is)
    """Somebody tried to look at a private value. A fault of the program."""


@final
class Private(Generic[T]):
    """Holds a value and gives it to `reveal` alone.

    It refuses to become text, HTML, JSON, bytes, a number, a truth value, a copy or a pickle, to
    be gone through, and to be compared with or searched for as a plain value. Two private values
    are equal if what they hold is. Whether there is a value at all is asked with `is None`.
    """

    __slots__ = ("__value",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: T) -> None:
        object.__setattr__(self, "_Private__value", value)

    def __init_subclass__(cls, **words: object) -> NoReturn:
        raise Closed("Private has no subclasses")

    def __repr__(self) -> str:
        """That there is something; records that hold it can be shown to a programmer."""
        return "Private(…)"

    def __getattribute__(self, name: str) -> object:
        if name == "_Private__value":
            _refuse(self)
        return object.__getattribute__(self, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Private):
            _refuse(self)
        return bool(reveal(self) == reveal(other))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        _refuse(self)

    __delattr__ = __setattr__  # type: ignore[assignment]


def _refuse(self: object, *given: object, **named: object) -> NoReturn:
    raise Closed("a private value stays where it is")


REFUSED = (
    "__str__ __format__ __bytes__ __html__ __html_format__ __fspath__ __bool__ __int__ __float__ "
    "__index__ __complex__ __iter__ __next__ __len__ __length_hint__ __contains__ __getitem__ "
    "__lt__ __le__ __gt__ __ge__ __add__ __radd__ __mod__ __rmod__ __mul__ __rmul__ __call__ "
    "__reduce__ __reduce_ex__ __getstate__ __setstate__ __copy__ __deepcopy__ __dir__ __buffer__ "
    "__json__ __await__ __enter__ __exit__"
).split()
for _name in REFUSED:
    setattr(Private, _name, _refuse)


def reveal(closed: Private[T]) -> T:
    """The value. For the private side; no template is ever given this function."""
    value: T = object.__getattribute__(closed, "_Private__value")
    return value
