"""Values of a type: some that keep all its rules, and for each rule some that break it."""
import re
import re._parser as pattern_parser
from datetime import datetime, timedelta
from decimal import Decimal

FORMS = {
    "email": "a{}@x.example", "url": "https://x.example/{}", "phone": "+4930{}", "ip": "10.0.0.{}",
    "slug": "a-{}", "country": "DE", "currency": "EUR", "locale": "de-DE", "color": "#12ab{:02x}",
}
WRONG_FORMS = {
    "email": ["no-at-sign", "two@at@signs", "with blank@x.example"],
    "url": ["ftp://x.example/", "HTTP://x.example/", "x.example/a", "https://with blank", "https://with\ttab", "https://x.example/\nline"],
    "uuid": ["g0000000-0000-4000-8000-000000000000", "123", "00000000000040008000000000000000abcd", "-" * 36, "a0eebc9--9c0b-4ef8-bb6d-6bb9bd380a11"],
    "phone": ["0049301234", "+0123", "+49 30 1", "+1234567890123456"], "ip": ["fe80::xyz", "somewhere", "dead", "......", "999.999.999.999", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2..4", "1:2:3", "fe80:::1"],
    "color": ["112233", "#112233 ", "#12345g", "#123"], "country": ["de", "DEU", "DE "], "currency": ["eur", "EU", "EUR "],
    "locale": ["d", "de_DE", "en-", "en--GB", "en-G", "english", "-en", "en-abcdefghi"], "slug": ["Upper", "-a", "a-", "a--b", "a b", "a "],
}
INT = (-(2**31), 2**31 - 1)
LONG = (-(2**53 - 1), 2**53 - 1)


def from_pattern(pattern, length, seed):
    """A text of `length` that matches, made of the characters the pattern names; else None."""
    atoms = []
    for op, argument in pattern_parser.parse(pattern):
        name = str(op)
        if name == "AT":
            continue
        low, high, inner = (argument[0], argument[1], argument[2][0]) if name == "MAX_REPEAT" else (1, 1, (op, argument))
        atoms.append((int(low), min(int(high), length), characters(inner)))
    counts = [low for low, _, _ in atoms]
    for index, (low, high, _) in enumerate(atoms):
        counts[index] += max(0, min(high - low, length - sum(counts)))
    text, state = "", seed
    for count, (_, _, choice) in zip(counts, atoms):
        for _ in range(count):
            text += choice[state % len(choice)]
            state = state // len(choice)
    return text if len(text) == length and re.search(pattern, text) else None


def characters(atom):
    op, argument = str(atom[0]), atom[1]
    if op == "LITERAL":
        return [chr(argument)]
    if op == "IN":
        found = []
        for kind, value in argument:
            if str(kind) == "RANGE":
                found += [chr(code) for code in range(value[0], value[1] + 1)]
            elif str(kind) == "LITERAL":
                found.append(chr(value))
            elif str(kind) == "CATEGORY":
                found += list("0123456789" if str(value) == "CATEGORY_DIGIT" else "abcXYZ_")
        return found or ["a"]
    return ["a"]


def good(kind, seed, length=None):
    """A value that keeps all rules; a different one for every seed, where the type has so many."""
    name = kind["kind"]
    if name in FORMS:
        return FORMS[name].format(seed % 200) if name in ("ip", "color") else FORMS[name].format(seed)
    if name == "serial":
        return seed + 1 if kind["pattern"] is None else str(seed)
    if name in ("string", "text", "password"):
        low, high = kind["min_length"] or 0, kind["max_length"] or 20
        length = length if length is not None else min(high, max(low, 8))
        if kind["pattern"]:
            for size in [length, *range(max(low, 1), min(high, 40) + 1)]:
                made = from_pattern(kind["pattern"], size, seed)
                if made:
                    return made
            raise ValueError("no text for " + kind["pattern"])
        digits = str(seed)[-length:] if length else ""
        return digits + "x" * (length - len(digits))
    if name == "uuid":
        return f"00000000-0000-4000-8000-{seed:012x}"
    if name == "bool":
        return True
    if name in ("int", "long", "float", "decimal"):
        return good_number(kind, seed)
    if name == "duration":
        return 1000 + seed
    if name == "enum":
        return kind["words"][0]["word"]
    if name in ("date", "time", "datetime"):
        moment = datetime(2026, 1, 31, 9, 30) + timedelta(days=seed % 9000)
        return {"date": f"{moment:%Y-%m-%d}", "time": "09:30:00", "datetime": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}[name]
    if name == "json":
        return {"any": [1, None, "thing"]}
    if name == "map":
        return {"key": in_json(kind["element"], good(kind["element"], seed))}
    if name == "list":
        return [good(kind["element"], seed + i) for i in range(max(1, kind["min_items"]))]
    if name == "file":
        content = kind["content_types"] or ["text/plain"]
        return {"key": f"k{seed}", "name": "a.png", "size": min(10, kind["max_bytes"]), "content_type": content[0].replace("*", "png")}
    if name == "object":
        return {member(field): in_json(field["type"], good(field["type"], seed)) for field in kind["fields"]}
    raise ValueError(name)


def member(field):
    name = field["name"]["snake"]
    return name + "_id" if field["type"]["kind"] == "reference" else name


def in_json(kind, value):
    """Decimals are texts in JSON."""
    if kind["kind"] == "decimal" and isinstance(value, (int, Decimal)):
        return str(value)
    if kind["kind"] == "list" and isinstance(value, list):
        return [in_json(kind["element"], item) for item in value]
    if kind["kind"] == "duration" and isinstance(value, int):
        return "PT5M"
    return value


def bounds(kind):
    low, high = kind["minimum"], kind["maximum"]
    natural = {"int": INT, "long": LONG}.get(kind["kind"], (None, None))
    low = Decimal(low) if low is not None else natural[0]
    high = Decimal(high) if high is not None else natural[1]
    return low, high


def step_of(kind):
    if kind["multiple_of"]:
        return Decimal(kind["multiple_of"])
    return Decimal(1).scaleb(-kind["scale"]) if kind["kind"] == "decimal" else Decimal(1)


def good_number(kind, seed):
    low, high = bounds(kind)
    start = Decimal(0)
    if low is not None and low > 0 or high is not None and high < 0:
        start = Decimal(low if low is not None else high)
    if kind["exclusive_minimum"] and low is not None and start <= low:
        start = Decimal(low) + step_of(kind)
    value = start if kind["kind"] == "float" else start + step_of(kind) * (seed % 3)
    if high is not None and value > high:
        value = start
    return float(value) if kind["kind"] == "float" else int(value) if kind["kind"] in ("int", "long") else value


def edges(kind):
    """(rule, value) pairs that lie just inside what is allowed."""
    name, found = kind["kind"], []
    if name in ("string", "text") and not kind["pattern"]:
        if kind["max_length"]:
            found.append(("longest", "é" * kind["max_length"]))
        found.append(("shortest", "y" * (kind["min_length"] or 0)))
    if name in ("int", "long", "float", "decimal") and not kind["multiple_of"]:
        low, high = bounds(kind)
        step = Decimal("0.5") if name == "float" else step_of(kind)
        for rule, bound, excluded, sign in (("least", low, kind["exclusive_minimum"], 1), ("most", high, kind["exclusive_maximum"], -1)):
            if bound is not None:
                value = Decimal(bound) + (step * sign if excluded else 0)
                found.append((rule, float(value) if name == "float" else int(value) if name in ("int", "long") else value))
    if name == "decimal" and kind["maximum"] is None:
        found.append(("all digits", Decimal("9" * (kind["precision"] - kind["scale"]) + "." + "9" * kind["scale"]) if kind["scale"] else Decimal("9" * kind["precision"])))
    if name == "enum":
        found += [("word", one["word"]) for one in kind["words"]]
    if name == "bool":
        found += [("false", False)]
    if name == "json":
        found.append(("largest", {"text": "y" * (kind["max_bytes"] - 11)}))
    if name == "file":
        found += [(one, {**good(kind, 1), "content_type": one.replace("*", "webp")}) for one in kind["content_types"]]
    if name == "date":
        found += [("first day", "0001-01-01"), ("last day", "9999-12-31"), ("leap day", "2028-02-29")]
    if name == "time":
        found += [("first", "00:00:00"), ("last", "23:59:59.999999")]
    if name == "list":
        found.append(("most elements", [good(kind["element"], i) for i in range(kind["max_items"])]))
        if not kind["min_items"]:
            found.append(("no element", []))
    if name == "json":
        found.append(("largest", {"text": "y" * (kind["max_bytes"] - 11)}))
    if name == "map":
        found.append(("most entries", {f"k{i}": in_json(kind["element"], good(kind["element"], i)) for i in range(kind["max_items"])}))
    if name == "object":
        for field in kind["fields"]:
            if field["optional"]:
                found.append((member(field) + " is null", {**good(kind, 1), member(field): None}))
                found.append((member(field) + " is not there", {key: value for key, value in good(kind, 1).items() if key != member(field)}))
            for rule, value in edges(field["type"]):
                found.append((f"{member(field)}: {rule}", {**good(kind, 1), member(field): in_json(field["type"], value)}))
    if name == "email":
        found.append(("longest", "a@" + "x" * 252))
    if name == "ip":
        found += [(one, one) for one in ("0.0.0.0", "255.255.255.255", "192.168.100.1", "::", "::1", "fe80::1", "::ffff:1.2.3.4", "2001:0db8:0000:0000:0000:ff00:0042:8329")]
    if name == "locale":
        found += [(one, one) for one in ("de", "gsw", "zh-Hant-TW", "en-GB-oxendict")]
    return found


def broken(kind, dialect, unique=False):
    """(rule, value) pairs that break exactly one rule of the type."""
    name, found = kind["kind"], []
    if name in ("string", "text"):
        if kind["max_length"]:
            found.append(("too long", "y" * (kind["max_length"] + 1)))
            found.append(("too long by blanks", "y" * kind["max_length"] + "   "))
        if kind["min_length"]:
            found.append(("too short", "y" * (kind["min_length"] - 1)))
        if kind["max_length"] and dialect in ("sqlite", "json"):
            found.append(("longer behind a NUL", "y" * max(kind["min_length"] or 0, 1) + "\0" + "y" * kind["max_length"]))
        if kind["pattern"] and dialect != "sqlite":
            size = max(kind["min_length"] or 0, 3)
            found.append(("pattern", "É~" * (size // 2) + "~" * (size % 2)))
            for place, text in enumerate([good(kind, 1)] * 3):
                broke = text[:place] + "\n" + text[place + 1:]
                if not re.search(re.sub(r"\$$", r"\\Z", kind["pattern"]), broke):
                    found.append((f"line break at {place}", broke))
            short = good(kind, 1, max(kind["min_length"] or 0, 3))
            found.append(("pattern, but for a line break at the end", short + "\n"))
            if "\\d" in kind["pattern"]:
                found.append(("digits of another script", re.sub("[0-9]", "٣", short)))
            if "\\w" in kind["pattern"]:
                found.append(("letters of another script", re.sub("[a-zA-Z]", "é", short)))
    if name in WRONG_FORMS:
        # MariaDB reads no addresses, and SQLite counts no groups of them
        wrongs = [one for one in WRONG_FORMS[name] if name != "ip" or not (dialect == "mariadb" and set(one) <= set("0123456789abcdef.:") or dialect == "sqlite" and one == "1:2:3")]
        found += [(f"form `{wrong}`", wrong) for wrong in wrongs]
    if name in WRONG_FORMS and dialect != "sqlite" and name != "uuid":  # CHAR(36) of MariaDB keeps the 36 that fit
        found.append(("form, but for a line break at the end", good(kind, 1) + "\n"))
    if name == "email":
        found.append(("too long", "a@" + "x" * 253))
        if unique:
            found.append(("upper case", "Upper@x.example"))
    if name == "url":
        found.append(("too long", "https://x.example/" + "y" * 2048))
    if name == "slug":
        found.append(("too long", "y" * 101))
    if name in ("int", "long", "float", "decimal"):
        found += broken_numbers(kind)
    if name == "bool":
        found.append(("no bool", "maybe" if dialect == "postgresql" else 2))
    if name == "enum":
        found += [("no word", "no_such_word"), ("empty", ""), ("blank at the end", kind["words"][0]["word"] + " ")]
        other = kind["words"][0]["word"].swapcase()
        if all(one["word"] != other for one in kind["words"]):
            found.append(("other case", other))
    if name == "date":
        found += [("no such day", "2026-02-30"), ("no date", "2026-99-99"), ("no date at all", "soon"), ("for ever", "infinity"),
                  ("since ever", "-infinity"), ("after the years", "10000-01-01"), ("before the years", "0044-03-15 BC"),
                  ("no day of a month", "2026-02-00"), ("no month", "2026-00-05"), ("nothing but zeros", "0000-00-00")]
        if dialect != "mariadb":  # which counts a year 0
            found.append(("year 0", "0000-01-01"))
    if name == "time":
        found += [("no time", "25:00:00"), ("the next day", "24:00:00"), ("no minute", "09:60:00"), ("no time at all", "soon")]
    if name == "datetime":
        found += [("no moment", "2026-13-01T00:00:00Z"), ("no such day", "2026-02-30T00:00:00Z"), ("no hour", "2026-01-31T29:59:59Z"),
                  ("more behind it", "2026-01-31T09:30:00garbage"), ("no moment at all", "soon"), ("for ever", "infinity"),
                  ("since ever", "-infinity"), ("after the years", "20000-01-01T00:00:00Z"), ("before the years", "0044-03-15T00:00:00Z BC"),
                  ("no day of a month", "2026-02-00T00:00:00Z"), ("nothing but zeros", "0000-00-00T00:00:00Z")]
    if name == "duration":
        found.append(("negative", -1))
    if name == "json":
        found.append(("too large", {"text": "y" * (kind["max_bytes"] - 10)}))
        found.append(("no JSON", "{"))
    if name == "list":
        found += broken_lists(kind, dialect)
    if name == "map":
        element = kind["element"]
        found += [(f"value {rule}", {"key": in_json(element, value)}) for rule, value in in_json_only(element, broken(element, dialect))]
        found += [("null value", {"key": None}), ("no map", [1]), ("no JSON", "{"),
                  ("too many", {f"k{i}": in_json(element, good(element, i)) for i in range(kind["max_items"] + 1)})]
    if name == "decimal" and (kind["precision"] > 18 or dialect == "json") and dialect in ("sqlite", "json"):
        found += [(f"form `{wrong}`", wrong) for wrong in (".5", "-.5", "0000000001", "00.5", "-", "1e3", "1.")]
    if name in ("object", "file"):
        found += [("no object", [1]), ("a text", '"text"'), ("no JSON", "{")]
    if name == "object":
        found += broken_members(kind, dialect)
    if name == "file":
        ok = good(kind, 1)
        found += [("no " + key, {k: v for k, v in ok.items() if k != key}) for key in ok]
        found += [("too large", {**ok, "size": kind["max_bytes"] + 1}), ("negative size", {**ok, "size": -1}),
                  ("size no number", {**ok, "size": "1"}), ("empty key", {**ok, "key": ""}), ("name no text", {**ok, "name": 5})]
        # MariaDB leaves kinds with a `*` to the service: docs/storage.md
        if kind["content_types"] and not (dialect == "mariadb" and any("*" in one for one in kind["content_types"])):
            found.append(("content type", {**ok, "content_type": "text/plain"}))
    return found


def broken_numbers(kind):
    name, found = kind["kind"], []
    low, high = bounds(kind)
    step = Decimal("0.5") if name == "float" else step_of(kind)
    cast = float if name == "float" else int if name in ("int", "long") else Decimal
    if low is not None:
        found.append(("too small", cast(Decimal(low) - (0 if kind["exclusive_minimum"] else step))))
    if high is not None:
        found.append(("too large", cast(Decimal(high) + (0 if kind["exclusive_maximum"] else step))))
    if kind["multiple_of"]:
        found.append(("no multiple", cast(good_number(kind, 0)) + 1))
    if name == "decimal":
        found.append(("too many digits", Decimal(10) ** (kind["precision"] - kind["scale"])))
    return found


# Inside JSON these are texts, in the forms of RFC 3339.
WRONG_MOMENTS = {
    "date": ["2026-99-99", "2026-04-31", "2026-02-29", "2026-01-32", "2026-1-05", "2026-01-31\n", "20260131"],
    "time": ["24:00:00", "23:60:00", "23:59:61", "9:30", "09:30:00\n", "09:30:00Z"],
    "datetime": ["2026-19-39T29:59:69Z", "2026-01-31T24:00:00Z", "2026-02-29T00:00:00Z", "2026-01-31 09:30:00Z", "2026-01-31T09:30:00",
                 "2026-01-31T09:30:00+25:00", "2026-01-31T09:30:00Z\n"],
}


def in_json_only(kind, pairs):
    """Leaves out what JSON itself cannot say, or says as another rule."""
    if kind["kind"] == "bool":
        return [("no bool", 1)]
    if kind["kind"] == "duration":
        return [("no duration", "soon")]
    if kind["kind"] == "decimal":
        return [*pairs, ("a line break at the end", "0.1\n")]
    return pairs + [(f"moment {wrong!r}", wrong) for wrong in WRONG_MOMENTS.get(kind["kind"], [])]


def broken_lists(kind, dialect):
    element = kind["element"]
    array = dialect == "postgresql" and element["kind"] not in ("object", "map", "json")
    pairs = broken(element, dialect)
    found = [(f"element {rule}", [value if array else in_json(element, value)]) for rule, value in (pairs if array else in_json_only(element, pairs))]
    count = max(1, kind["min_items"])
    found.append(("null element", [None] * count))
    if kind["max_items"] < 1000:
        found.append(("too many", [good(element, i) for i in range(kind["max_items"] + 1)]))
    if kind["min_items"]:
        found.append(("too few", [good(element, i) for i in range(kind["min_items"] - 1)]))
    if not array:
        wrong = 5 if element["kind"] in ("string", "text", "enum", "url", "date", "decimal", "object", "email") else "text"
        found += [("element of another type", [wrong] * count), ("no list", "{}"), ("no JSON", "[")]
    return found


def broken_members(kind, dialect):
    found = []
    ok = good(kind, 1)
    for field in kind["fields"]:
        name = member(field)
        if not field["optional"]:
            found.append((f"no {name}", {key: value for key, value in ok.items() if key != name}))
            found.append((f"{name} null", {**ok, name: None}))
        json_dialect = "json" if dialect == "postgresql" else dialect
        for rule, value in in_json_only(field["type"], broken(field["type"], json_dialect)):
            if rule == "no JSON" or rule == "a text":
                continue
            found.append((f"{name} {rule}", {**ok, name: in_json(field["type"], value)}))
        if field["type"]["kind"] in ("string", "decimal", "enum"):
            found.append((f"{name} a number", {**ok, name: 12345}))
        if field["type"]["kind"] in ("int", "long", "float", "bool"):
            found.append((f"{name} a text", {**ok, name: "text"}))
    return found
