"""Values that protocols write as text."""


def read(shape, text):
    """In the type of its shape; as it is where it is of another one."""
    try:
        return _READERS.get(shape.type_name, str)(text)
    except ValueError:
        return text


def _boolean(text):
    return {"true": True, "false": False}.get(text.lower(), text)


_READERS = {"integer": int, "long": int, "float": float, "double": float, "boolean": _boolean}
