"""Parameters of the Query protocols, AWS's and EC2's: fields with names like `Tags.member.1.Key`."""

from . import text


def read(operation, fields):
    if operation.input_shape is None:
        return {}
    name_of = _name_of_ec2 if operation.service_model.metadata["protocol"] == "ec2" else _name
    return _structure(name_of, operation.input_shape, _tree(fields))


def _tree(fields):
    tree = {}
    for name, value in fields.items():
        *parents, last = name.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
            if not isinstance(node, dict):
                raise ValueError(f"{name} is a field of {parent}, which is a text")
        node[last] = value
    return tree


def _name(key, shape):
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        return shape.member.serialization.get("name") or shape.serialization.get("name", key)
    return shape.serialization.get("name", key)


def _name_of_ec2(key, shape):
    name = shape.serialization.get("name", key)
    return shape.serialization.get("queryName") or name[0].upper() + name[1:]


def _value(name_of, shape, node):
    read_it = _READERS.get(shape.type_name)
    if read_it:
        # An empty list is an empty text.
        return read_it(name_of, shape, node or {}) if isinstance(node, dict) or node == "" else node
    return text.read(shape, node) if isinstance(node, str) else node


def _structure(name_of, shape, node):
    members = {name_of(key, member): (key, member) for key, member in shape.members.items()}
    values = {}
    for name, child in node.items():
        key, member = members.get(name, (name, None))
        values[key] = child if member is None else _value(name_of, member, child)
    return values


def _list(name_of, shape, node):
    flat = name_of is _name_of_ec2 or shape.serialization.get("flattened")
    items = node if flat or not node else node.get(shape.member.serialization.get("name", "member"), node)
    return [_value(name_of, shape.member, items[number]) for number in _in_order(items)]


def _map(name_of, shape, node):
    entries = node if shape.serialization.get("flattened") else node.get("entry", {})
    names = (shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value"))
    pairs = [[entries[number].get(name, "") for name in names] for number in _in_order(entries)]
    return {key: _value(name_of, shape.value, value) for key, value in pairs}


def _in_order(items):
    return sorted(items, key=int)


_READERS = {"structure": _structure, "list": _list, "map": _map}
