"""Rows of a service, from what its description says of resources and fields: one that keeps every
rule, and for each rule some that break it. What tables look like is worked out here once more, by
the words of the language reference, so that a mistake of the generator is not its own proof."""
import itertools

import conditions
import samples


def shortened(name, longest=63):
    """A name that is too long ends in a hash of the whole (FNV-1a)."""
    if len(name) <= longest:
        return name
    hashed = 2166136261
    for byte in name.encode():
        hashed = (hashed ^ byte) * 16777619 % 2**32
    return f"{name[:longest - 9]}_{hashed:08x}"


class Column:
    def __init__(self, name, kind, field, nullable, path=()):
        self.name, self.kind, self.field, self.nullable, self.path = name, kind, field, nullable, path


class Service:
    def __init__(self, context):
        self.context = context
        self.resources = {one["name"]["snake"]: one for one in context["resources"]}
        self.tenant = context["tenant"]["resource"] if context["tenant"] else None

    def table(self, resource):
        return shortened(resource["name"]["plural"]["snake"])

    def whole(self, resource):
        return self.resources[resource["whole"]] if resource["whole"] else None

    def whole_column(self, resource):
        """The reference of a part."""
        whole = self.whole(resource)
        return shortened(whole["own_name"]["snake"] + "_id") if whole else None

    def columns(self, resource):
        """Columns that a writer gives, but ids and what the database knows itself."""
        return [column for field in resource["fields"] for column in self.field_columns(field)]

    def field_columns(self, field, prefix="", optional=False, path=()):
        kind = field["type"]
        name = prefix + field["name"]["snake"]
        nullable = field["optional"] or optional
        path = (*path, field["name"]["snake"])
        if field["fill"] == "computed" or is_link(field):
            return []
        if kind["kind"] == "object" and kind["columns"]:
            return [column for member in kind["fields"]
                    for column in self.field_columns(member, name + "_", nullable, path)]
        if kind["kind"] == "password":
            hash_type = {**kind, "kind": "string", "min_length": 1, "max_length": 255, "pattern": None}
            return [Column(name + "_hash", hash_type, field, nullable, path)]
        if field["secret"] != "none":
            hashed = field["secret"] == "hashed"
            length = (64, 64) if hashed else (1, 500)
            stored = {**kind, "min_length": length[0], "max_length": length[1], "pattern": None}
            return [Column(shortened(name + ("_hash" if hashed else "_encrypted")), stored, field, nullable, path)]
        if kind["kind"] == "reference":
            return [Column(shortened(name + "_id"), kind, field, nullable, path)]
        return [Column(shortened(name), kind, field, nullable, path)]


def is_link(field):
    return field["type"]["kind"] == "list" and field["type"]["element"]["kind"] == "reference"


class Rows:
    """Statements that make rows in one database; `setup` collects what a row needs to be there."""

    def __init__(self, service, database):
        self.service, self.database = service, database
        self.setup = []
        self.tenant_id = None

    def next_seed(self):
        self.database.seed += 1
        return self.database.seed

    def new_id(self, resource):
        seed = self.next_seed()
        if resource["id_kind"] == "uuid":
            return self.database.text(f"00000000-0000-4000-8000-{seed:012x}")
        return str(seed)

    def tenant(self):
        if self.tenant_id is None:
            self.tenant_id = self.make(self.service.resources[self.service.tenant])
        return self.tenant_id

    def make(self, resource, **values):
        """A good row of `resource`, inserted by the setup; its id."""
        row = self.row(resource, **values)
        self.setup.append(self.database.insert(self.service.table(resource), row))
        return row["id"]

    def row(self, resource, open_resources=(), **values):
        """Column to literal. `values` are literals that win."""
        service = self.service
        row = {"id": values.get("id") or self.new_id(resource)}
        if resource["tenant_scoped"]:
            row[service.tenant + "_id"] = values.get(service.tenant + "_id") or self.tenant()
        whole = service.whole(resource)
        if whole:
            column = service.whole_column(resource)
            row[column] = values.get(column) or self.make(whole)
            if resource["inline_parts"]:
                row["position"] = values.get("position", "0")
        seed = self.next_seed()
        fields = {field["name"]["snake"]: field for field in resource["fields"]}
        chosen = self.choice(resource)
        for name in chosen:
            # No two rows have the same: another value, if it holds as well.
            if fields[name]["type"]["kind"] == "reference":
                continue
            other = chosen | {name: samples.good(fields[name]["type"], seed)} if fields[name]["unique"] else chosen
            if self.broken_rules(resource, other) == set():
                chosen = other
        for column in service.columns(resource):
            if column.name in values:
                row[column.name] = values[column.name]
            elif column.name in row:
                continue
            elif column.kind["kind"] == "reference":
                unique = fields[column.path[0]]["unique"]
                needed = not column.nullable or unique or chosen.get(column.path[0]) is not None
                row[column.name] = self.make(service.resources[column.kind["target"]]) if needed else "NULL"
            elif column.path[0] in chosen:
                row[column.name] = self.database.value(chosen[column.path[0]], column.kind)
            else:
                row[column.name] = self.database.value(samples.good(column.kind, seed), column.kind)
        return row

    def choice(self, resource, broken=None):
        """Values of the fields that rules speak of: all rules hold, or all but `broken`."""
        rules = resource["rules"]
        if not rules:
            return {}
        fields = {field["name"]["snake"]: field for field in resource["fields"]}
        names = sorted({name for rule in rules for name in names_in(rule["condition"]) if name in fields})
        candidates = [self.candidates(fields[name], resource["name"]["snake"]) for name in names]
        for name, values in zip(names, candidates):
            if fields[name]["type"]["kind"] in ("string", "slug"):
                values += [word for rule in rules for word in words_in(rule["condition"])]
        for values in itertools.islice(itertools.product(*candidates), 200_000):
            row = dict(zip(names, values))
            if self.broken_rules(resource, row) == ({broken} if broken else set()):
                return row
        return None

    @staticmethod
    def broken_rules(resource, row):
        return {rule["name"]["snake"] for rule in resource["rules"] if conditions.value_of(rule["condition"], row) is False}

    def candidates(self, field, own=None):
        kind = field["type"]
        if kind["kind"] == "reference":
            # a row that refers to its like needs another, and that another: not if it can be helped
            return (["there", None] if kind["target"] != own else [None, "there"]) if field["optional"] else ["there"]
        found = [samples.good(kind, 1)]
        found += [value for _, value in samples.edges(kind)][:4]
        if kind["kind"] == "date":
            found += ["2026-02-01", "2025-01-01"]
        if kind["kind"] == "datetime":
            found += ["2026-02-01T10:30:00Z", "2025-01-01T00:00:00Z", "2026-03-01T00:00:00Z"]
        if kind["kind"] in ("int", "long", "decimal", "float"):
            found += [samples.good_number(kind, seed) for seed in range(3)]
        if field["optional"]:
            found.append(None)
        return found

    def take(self):
        """What was collected, for one case; the next begins anew."""
        setup, self.setup, self.tenant_id = self.setup, [], None
        return setup


def words_in(operation):
    """The texts that a condition compares with."""
    if operation["kind"] == "constant" and isinstance(operation["value"], str):
        yield operation["value"]
    for operand in operation["operands"]:
        yield from words_in(operand)


def names_in(operation):
    if operation["kind"] == "field":
        yield operation["path"][0]
    for operand in operation["operands"]:
        yield from names_in(operand)
