"""Works an expression of the description out in Python, apart from what the databases make of it."""
from datetime import datetime, timedelta
from decimal import Decimal, ROUND_HALF_UP

UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def duration(text):
    unit = "ms" if text.endswith("ms") else text[-1]
    return timedelta(milliseconds=int(text[: -len(unit)]) * UNITS[unit])


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def value_of(operation, row):
    """The value of a field as Python has it: decimals exact, moments as such; None is null."""
    kind = operation["kind"]
    if kind == "constant":
        value = operation["value"]
        if operation["type"] == "duration":
            return duration(value)
        return Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    if kind == "field":
        value = row.get(operation["path"][0])
        if value is None or isinstance(value, bool):
            return value
        if operation["type"] in ("int", "long", "float", "decimal"):
            return Decimal(str(value))
        return moment(value) if operation["type"] == "datetime" else value
    if kind == "is_null":
        return (value_of(operation["operands"][0], row) is None) == (operation["op"] == "is null")
    values = [value_of(one, row) for one in operation["operands"]]
    if kind == "unary":
        if values[0] is None:
            return None
        return not values[0] if operation["op"] == "not" else -values[0]
    if kind == "in":
        return None if values[0] is None else values[0] in values[1:]
    if kind == "binary":
        return binary(operation["op"], *values)
    return call(operation["op"], values)


def binary(op, left, right):
    if op == "and":
        return False if left is False or right is False else None if left is None or right is None else True
    if op == "or":
        return True if left is True or right is True else None if left is None or right is None else False
    if left is None or right is None:
        return None
    if isinstance(left, datetime) and isinstance(right, str):
        right = moment(right)
    return {
        "=": lambda: left == right, "!=": lambda: left != right, "<": lambda: left < right,
        "<=": lambda: left <= right, ">": lambda: left > right, ">=": lambda: left >= right,
        "+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right,
        "/": lambda: left / right if right else None, "%": lambda: left % right if right else None,
    }[op]()


def call(op, values):
    if op == "coalesce":
        return values[0] if values[0] is not None else values[1]
    if any(value is None for value in values):
        return None
    if op == "round":
        return values[0].quantize(Decimal(1).scaleb(-int(values[1])), ROUND_HALF_UP)
    return Decimal(len(values[0])) if op == "length" else values[0].lower()
