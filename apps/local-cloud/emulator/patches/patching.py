"""How a patch takes the place of a function of ministack."""

import functools


def replace(namespace, name):
    """Puts the decorated function in the place of `name` in a module or a table of actions.

    Fails where there is no such name: another release of ministack needs other patches.
    """
    return _put(namespace, name, lambda function, _original: function)


def wrap(namespace, name):
    """Like `replace`; the decorated function gets the original as its first argument."""
    return _put(namespace, name, functools.partial)


def _put(namespace, name, combine):
    table = namespace if isinstance(namespace, dict) else vars(namespace)
    original = table[name]

    def decorate(function):
        table[name] = combine(function, original)
        return function

    return decorate
