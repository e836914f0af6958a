"""Bodies of the REST-XML protocol."""

from defusedxml import ElementTree

from . import text


def read(shape, body):
    return _structure(shape, ElementTree.fromstring(body))


def _name(tag):
    """Without its namespace."""
    return tag.rpartition("}")[2]


def _value(shape, node):
    read_it = _READERS.get(shape.type_name)
    return read_it(shape, node) if read_it else text.read(shape, node.text or "")


def _structure(shape, node):
    members = {member.serialization.get("name", key): (key, member) for key, member in shape.members.items()}
    values = {}
    for name, (key, member) in members.items():
        if member.serialization.get("xmlAttribute"):
            said = [value for tag, value in node.attrib.items() if _name(tag) == name.rpartition(":")[2]]
            values.update({key: value for value in said})
    for child in node:
        key, member = members.get(_name(child.tag), (_name(child.tag), None))
        if member is None:
            values[key] = child.text
        elif member.type_name == "list" and member.serialization.get("flattened"):
            values.setdefault(key, []).append(_value(member.member, child))
        else:
            values[key] = _value(member, child)
    return values


def _list(shape, node):
    return [_value(shape.member, child) for child in node]


def _map(shape, node):
    names = (shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value"))
    pairs = [[next((part for part in entry if _name(part.tag) == name), None) for name in names] for entry in node]
    return {key.text: _value(shape.value, value) for key, value in pairs if key is not None and value is not None}


_READERS = {"structure": _structure, "list": _list, "map": _map}
