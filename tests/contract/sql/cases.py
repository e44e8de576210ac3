"""The cases of one service on one database: statements, and whether the last one is to be refused."""
import samples
from rows import Rows, is_link, names_in, shortened, words_in


class Case:
    def __init__(self, name, statements, refused):
        self.name, self.statements, self.refused = name, statements, refused


PROBE = "CREATE TABLE plinth_probe (ok INTEGER NOT NULL)"


def alike(text):
    """Other texts that a collation for people may take for the same."""
    return [("in another case", text.upper()), ("with an accent", text.replace("a", "á").replace("e", "é")), ("with a blank at the end", text + " ")]


def compared_text(operation, columns):
    """The column and the text of `field = 'text'`, or twice None."""
    if operation and operation["kind"] == "binary" and operation["op"] == "=":
        left, right = operation["operands"]
        if left["kind"] == "field" and right["kind"] == "constant" and right["type"] == "string" and (left["path"][0],) in columns:
            return columns[(left["path"][0],)], right["value"]
    return None, None


def auth_column(identity):
    return shortened(identity["name"]["snake"] + "_id")


class CaseMaker:
    def __init__(self, service, database):
        self.service, self.database = service, database
        self.rows = Rows(service, database)
        self.cases = []

    def all(self):
        for resource in self.service.resources.values():
            self.fields(resource)
            self.keys(resource)
            self.references(resource)
            self.rules(resource)
            self.alike(resource)
            self.parts(resource)
            for field in resource["fields"]:
                if is_link(field):
                    self.link(resource, field)
        self.tokens()
        self.tasks()
        self.events()
        self.counters()
        return self.cases

    def add(self, name, statement, refused):
        self.cases.append(Case(name, [*self.rows.take(), statement], refused))

    def insert(self, resource, **values):
        return self.database.insert(self.service.table(resource), self.rows.row(resource, **values))

    def holds(self, query):
        """A statement that fails unless `query` finds a row."""
        return f"INSERT INTO plinth_probe (ok) SELECT CASE WHEN EXISTS ({query}) THEN 1 END"

    def fields(self, resource):
        name = resource["name"]["snake"]
        self.add(f"{name}: a good row", self.insert(resource), False)
        self.computed(resource)
        in_rules = {one for rule in resource["rules"] for one in names_in(rule["condition"])}
        for column in self.service.columns(resource):
            here = f"{name}.{column.name}"
            kind = column.kind
            flat = len(column.path) > 1
            if kind["kind"] != "reference":
                unique = column.field["unique"]
                for rule, value in samples.broken(kind, self.database.name, unique):
                    self.add(f"{here}: {rule}", self.insert(resource, **{column.name: self.database.value(value, kind)}), True)
                if column.path[0] not in in_rules:
                    for rule, value in samples.edges(kind):
                        self.add(f"{here}: {rule}", self.insert(resource, **{column.name: self.database.value(value, kind)}), False)
            if not column.nullable:
                self.add(f"{here}: null", self.insert(resource, **{column.name: "NULL"}), True)
            elif column.path[0] not in in_rules and not flat:
                self.add(f"{here}: may be null", self.insert(resource, **{column.name: "NULL"}), False)
        for field in resource["fields"]:
            if field["type"]["kind"] == "object" and field["type"]["columns"] and field["optional"]:
                columns = self.service.field_columns(field)
                self.add(f"{name}.{field['name']['snake']}: none", self.insert(resource, **{one.name: "NULL" for one in columns}), False)
                given = {one.name for one in columns}
                row = {key: value for key, value in self.rows.row(resource).items() if key not in given}
                self.add(f"{name}.{field['name']['snake']}: left out", self.database.insert(self.service.table(resource), row), False)
                needed = [one for one in columns if not one.field["optional"]]
                for column in needed:
                    self.add(f"{name}.{column.name}: all but this", self.insert(resource, **{column.name: "NULL"}), True)
                for column in columns:
                    others = {one.name: "NULL" for one in columns if one is not column}
                    if len(needed) > 1 or column not in needed:
                        self.add(f"{name}.{column.name}: this alone", self.insert(resource, **others), True)
        self.defaults(resource)

    def defaults(self, resource):
        """What has a value of its own need not be given."""
        row = self.rows.row(resource)
        optional = {field["name"]["snake"] for field in resource["fields"] if field["optional"]}
        own = {column.name for column in self.service.columns(resource) if column.field["fill"] == "literal"
               and not (len(column.path) > 1 and column.path[0] in optional)}
        in_rules = {one for rule in resource["rules"] for one in names_in(rule["condition"])}
        own = {name for name in own if name not in in_rules}
        if own:
            row = {name: value for name, value in row.items() if name not in own}
            self.add(f"{resource['name']['snake']}: defaults", self.database.insert(self.service.table(resource), row), False)

    def computed(self, resource):
        """No writer sets what the database works out."""
        for field in resource["fields"]:
            operation = field["operation"]
            if field["fill"] != "computed" or any(one in str(operation) for one in ("'aggregate'", "'caller'", "'contains'")):
                continue
            row = self.rows.row(resource)
            row[field["name"]["snake"]] = "1"
            name = f"{resource['name']['snake']}.{field['name']['snake']}: written"
            self.cases.append(Case(name, [*self.rows.take(), self.database.insert(self.service.table(resource), row)], "any"))

    def keys(self, resource):
        columns = {column.path: column for column in self.service.columns(resource)}
        keys = [([field["name"]["snake"]], None) for field in resource["fields"] if field["unique"]]
        keys += [(key["fields"], key["when"]) for key in resource["unique"]]
        keys += [([*([field["per"]] if field["per"] else []), field["name"]["snake"]], None)
                 for field in resource["fields"] if field["type"]["kind"] == "serial" and not field["unique"]]
        whole = self.service.whole(resource)
        if resource["membership"]:
            person = [f for f in resource["fields"] if f["type"]["kind"] == "reference" and self.service.resources[f["type"]["target"]]["identity"]]
            keys.append(([whole["own_name"]["snake"], person[0]["name"]["snake"]], None))
        for fields, when in keys:
            if when is None:
                self.key(resource, fields, columns, whole)
            else:
                self.partial_key(resource, fields, when, columns)
        if resource["singleton"]:
            self.rows.make(resource)
            column = self.service.whole_column(resource)
            same = {column: self.last_value(resource, column)} if whole else {}
            self.add(f"{resource['name']['snake']}: a second one", self.insert(resource, **same), True)

    def last_value(self, resource, column):
        """The literal that the last row of the setup has in `column`."""
        return self.last_row[column]

    def make_row(self, resource, **values):
        self.last_row = self.rows.row(resource, **values)
        self.rows.setup.append(self.database.insert(self.service.table(resource), self.last_row))
        return self.last_row

    def key_values(self, fields, columns, whole, row):
        names = []
        for field in fields:
            is_whole = whole and field == whole["own_name"]["snake"]
            names.append(shortened(field + "_id") if is_whole else columns[(field,)].name)
        return {name: row[name] for name in names}

    def key(self, resource, fields, columns, whole):
        name = f"{resource['name']['snake']}: unique {' + '.join(fields)}"
        if any((field,) in columns and self.only_value(columns[(field,)]) for field in fields):
            return
        same = self.key_values(fields, columns, whole, self.make_row(resource))
        again = {"position": "1"} if resource["inline_parts"] else {}
        self.add(name, self.insert(resource, **{**again, **same}), True)
        if resource["soft_delete"]:
            row = self.make_row(resource)
            same = self.key_values(fields, columns, whole, row)
            self.rows.setup.append(self.deleted(resource, row["id"]))
            self.add(f"{name}, freed by deletion", self.insert(resource, **same), False)
            row = self.make_row(resource)
            same = self.key_values(fields, columns, whole, row)
            self.rows.setup.append(self.deleted(resource, row["id"]))
            self.rows.setup.append(self.insert(resource, **same))
            self.add(f"{name}, taken again", self.insert(resource, **same), True)
        self.texts_apart(resource, fields, columns, whole, name)
        if resource["tenant_scoped"]:
            row = self.make_row(resource)
            same = self.key_values(fields, columns, whole, row)
            if not any(self.is_reference(resource, field) for field in fields) and not (whole and whole["own_name"]["snake"] in fields):
                tenant = self.service.tenant + "_id"
                other = self.rows.make(self.service.resources[self.service.tenant])
                self.rows.tenant_id = other
                self.add(f"{name}, in another tenant", self.insert(resource, **{**same, tenant: other}), False)

    def is_reference(self, resource, name):
        return any(field["name"]["snake"] == name and field["type"]["kind"] == "reference" for field in resource["fields"])

    def only_value(self, column):
        return column.kind["kind"] in ("json", "map")

    def texts_apart(self, resource, fields, columns, whole, name):
        """Texts that people might take for the same are not."""
        if len(fields) != 1 or (fields[0],) not in columns:
            return
        column = columns[(fields[0],)]
        if column.kind["kind"] != "string" or column.kind["pattern"]:
            return
        length = max(column.kind["min_length"] or 1, 2)
        for what, other in alike("a" * length):
            if len(other) > (column.kind["max_length"] or 100):
                continue
            self.make_row(resource, **{column.name: self.database.text("a" * length)})
            self.add(f"{name}, {what}", self.insert(resource, **{column.name: self.database.text(other)}), False)

    def partial_key(self, resource, fields, when, columns):
        """Outside of the rows the key holds for, everything may be there twice."""
        import conditions
        name = f"{resource['name']['snake']}: unique {' + '.join(fields)} for some rows"
        by_name = {field["name"]["snake"]: field for field in resource["fields"]}
        for refused in (True, False):
            given = None
            names = sorted(set(names_in(when)))
            import itertools
            words = [word for word in words_in(when)]
            choices = [self.rows.candidates(by_name[one]) + (words if by_name[one]["type"]["kind"] == "string" else []) for one in names]
            for values in itertools.product(*choices):
                if bool(conditions.value_of(when, dict(zip(names, values)))) == refused:
                    given = dict(zip(names, values))
                    break
            if given is None:
                continue
            literals = {columns[(one,)].name: self.database.value(value, columns[(one,)].kind) for one, value in given.items()}
            row = self.make_row(resource, **literals)
            same = {columns[(field,)].name: row[columns[(field,)].name] for field in fields}
            plain = any(set(key["fields"]) <= set(fields) and key["when"] is None for key in resource["unique"])
            plain = plain or any(by_name[field]["unique"] for field in fields if field in by_name)
            if plain and not refused:
                self.rows.take()
                continue
            self.add(f"{name}: {'one' if refused else 'other'}", self.insert(resource, **{**literals, **same}), refused)

    def deleted(self, resource, row_id):
        return f"UPDATE {self.database.identifier(self.service.table(resource))} SET deleted_at = created_at WHERE id = {row_id}"

    def missing_id(self, resource):
        return self.rows.new_id(resource)

    def references(self, resource):
        table = self.database.identifier(self.service.table(resource))
        name = resource["name"]["snake"]
        for column in self.service.columns(resource):
            if column.kind["kind"] != "reference":
                continue
            target = self.service.resources[column.kind["target"]]
            here = f"{name}.{column.name}"
            quoted = self.database.identifier(column.name)
            self.add(f"{here}: to nothing", self.insert(resource, **{column.name: self.missing_id(target)}), True)
            if target["name"] == resource["name"]:
                row = self.make_row(resource)
                self.add(f"{here}: to itself", f"UPDATE {table} SET {quoted} = id WHERE id = {row['id']}", True)
            if resource["tenant_scoped"] and target["tenant_scoped"]:
                there = self.rows.make(target)
                self.rows.tenant_id = None
                self.add(f"{here}: into another tenant", self.insert(resource, **{column.name: there}), True)
            self.deletion(resource, column, target, here)
        whole = self.service.whole(resource)
        if whole:
            column = self.service.whole_column(resource)
            self.add(f"{name}.{column}: to nothing", self.insert(resource, **{column: self.missing_id(whole)}), True)
            self.add(f"{name}.{column}: null", self.insert(resource, **{column: "NULL"}), True)
            row = self.make_row(resource)
            self.rows.setup.append(self.delete(whole, row[column]))
            self.add(f"{name}: goes with its whole", self.holds(f"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE id = {row['id']})"), False)

    def delete(self, resource, row_id):
        return f"DELETE FROM {self.database.identifier(self.service.table(resource))} WHERE id = {row_id}"

    def deletion(self, resource, column, target, here):
        table = self.database.identifier(self.service.table(resource))
        quoted = self.database.identifier(column.name)
        there = self.rows.make(target)
        row = self.make_row(resource, **{column.name: there})
        action = column.field["on_delete"]
        if action == "restrict":
            self.add(f"{here}: what it refers to is deleted", self.delete(target, there), True)
        elif action == "cascade":
            self.rows.setup.append(self.delete(target, there))
            self.add(f"{here}: goes with what it refers to", self.holds(f"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE id = {row['id']})"), False)
        elif not any(column.path[0] in names_in(rule["condition"]) for rule in resource["rules"]):
            self.rows.setup.append(self.delete(target, there))
            self.add(f"{here}: ends with what it refers to", self.holds(f"SELECT 1 FROM {table} WHERE id = {row['id']} AND {quoted} IS NULL"), False)
            for further in self.service.columns(target):
                if further.kind["kind"] == "reference" and further.field["on_delete"] == "cascade":
                    there = self.make_row(target)
                    row = self.make_row(resource, **{column.name: there["id"]})
                    self.rows.setup.append(self.delete(self.service.resources[further.kind["target"]], there[further.name]))
                    self.add(f"{here}: ends when {further.name} takes away what it refers to",
                             self.holds(f"SELECT 1 FROM {table} WHERE id = {row['id']} AND {quoted} IS NULL"), False)
        else:
            self.rows.take()

    def rules(self, resource):
        for rule in resource["rules"]:
            name = rule["name"]["snake"]
            chosen = self.rows.choice(resource, broken=name)
            if chosen is None:
                continue
            values = {}
            for column in self.service.columns(resource):
                if column.path[0] in chosen:
                    value = chosen[column.path[0]]
                    if column.kind["kind"] == "reference":
                        values[column.name] = self.rows.make(self.service.resources[column.kind["target"]]) if value else "NULL"
                    else:
                        values[column.name] = self.database.value(value, column.kind)
            self.add(f"{resource['name']['snake']}: rule {name}", self.insert(resource, **values), True)

    def alike(self, resource):
        """Rules, computed fields and keys for some rows tell texts apart that people might take for the same."""
        name, table = resource["name"]["snake"], self.database.identifier(self.service.table(resource))
        columns = {column.path: column.name for column in self.service.columns(resource)}
        for rule in resource["rules"]:
            fields = [one["path"][0] for one in rule["condition"]["operands"] if one["kind"] == "field" and one["type"] == "string"]
            if rule["condition"]["op"] == "!=" and len(fields) == 2:
                for what, other in alike("same"):
                    values = {columns[(fields[0],)]: self.database.text("same"), columns[(fields[1],)]: self.database.text(other)}
                    self.add(f"{name}: rule {rule['name']['snake']}, {what}", self.insert(resource, **values), False)
        for field in resource["fields"]:
            column, word = compared_text(field["operation"], columns)
            if column is None:
                continue
            for what, other in [("the same", word), *alike(word)]:
                row = self.make_row(resource, **{column: self.database.text(other)})
                found = f"{'' if other == word else 'NOT '}{self.database.identifier(field['name']['snake'])}"
                self.add(f"{name}.{field['name']['snake']}, {what}", self.holds(f"SELECT 1 FROM {table} WHERE id = {row['id']} AND {found}"), False)
        for key in resource["unique"]:
            column, word = compared_text(key["when"], columns)
            if column is None:
                continue
            for what, other in alike(word):
                row = self.make_row(resource, **{column: self.database.text(other)})
                same = {columns[(field,)]: row[columns[(field,)]] for field in key["fields"]}
                self.add(f"{name}: unique {' + '.join(key['fields'])}, {what}", self.insert(resource, **same, **{column: self.database.text(other)}), False)

    def parts(self, resource):
        if not resource["inline_parts"]:
            return
        name = resource["name"]["snake"]
        whole = self.service.whole(resource)
        column = self.service.whole_column(resource)
        row = self.make_row(resource)
        self.add(f"{name}: at the same place", self.insert(resource, **{column: row[column]}), True)
        self.add(f"{name}: before the first", self.insert(resource, position="-1"), True)
        self.add(f"{name}: the last", self.insert(resource, position=str(resource["max_parts"] - 1)), False)
        self.add(f"{name}: one too many", self.insert(resource, position=str(resource["max_parts"])), True)

    def link(self, resource, field):
        service = self.service
        target = service.resources[field["type"]["element"]["target"]]
        table = shortened(resource["name"]["snake"] + "_" + field["name"]["snake"])
        start = shortened(resource["name"]["snake"] + "_id")
        singular = field["wire"][:-3] if field["wire"].endswith("Ids") else field["wire"][:-4]
        end = "".join("_" + c.lower() if c.isupper() else c for c in singular) + "_id"
        end = shortened("other_" + end if end == resource["name"]["snake"] + "_id" else end)

        def row(of, to):
            values = {start: of, end: to}
            if resource["tenant_scoped"]:
                values[service.tenant + "_id"] = self.rows.tenant()
            return self.database.insert(table, values)

        of, to = self.rows.make(resource), self.rows.make(target)
        self.add(f"{table}: a good row", row(of, to), False)
        of, to = self.rows.make(resource), self.rows.make(target)
        self.rows.setup.append(row(of, to))
        self.add(f"{table}: twice", row(of, to), True)
        of = self.rows.make(resource)
        self.add(f"{table}: to nothing", row(of, self.missing_id(target)), True)
        to = self.rows.make(target)
        self.add(f"{table}: of nothing", row(self.missing_id(resource), to), True)
        quoted = self.database.identifier(table)
        for gone, name in ((resource, "goes with its holder"), (target, "ends with its target")):
            of, to = self.rows.make(resource), self.rows.make(target)
            self.rows.setup += [row(of, to), self.delete(gone, of if gone is resource else to)]
            if gone is target and resource["name"] == target["name"]:
                self.rows.take()
                continue
            self.add(f"{table}: {name}", self.holds(f"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {quoted} WHERE {start} = {of})"), False)
        most = field["type"]["max_items"]
        of = self.rows.make(resource)
        self.rows.setup += [row(of, self.rows.make(target)) for _ in range(most - 1)]
        last = row(of, self.rows.make(target))
        self.add(f"{table}: the last of {most}", last, False)
        of = self.rows.make(resource)
        self.rows.setup += [row(of, self.rows.make(target)) for _ in range(most)]
        last = row(of, self.rows.make(target))
        self.add(f"{table}: more than {most}", last, True)
        of, other = self.rows.make(resource), self.rows.make(resource)
        ends = [self.rows.make(target) for _ in range(most + 1)]
        self.rows.setup += [row(of, to) for to in ends[:-1]] + [row(other, ends[-1])]
        self.add(f"{table}: more than {most}, by a change", f"UPDATE {quoted} SET {start} = {of} WHERE {start} = {other}", True)
        of = self.rows.make(resource)
        ends = [self.rows.make(target) for _ in range(most + 1)]
        self.rows.setup += [row(of, to) for to in ends[:-1]]
        self.add(f"{table}: another one of {most}", f"UPDATE {quoted} SET {end} = {ends[-1]} WHERE {end} = {ends[0]}", False)
        of = self.rows.make(resource)
        self.rows.setup += [row(of, self.rows.make(target)) for _ in range(most)]
        self.add(f"{table}: changed where it is", f"UPDATE {quoted} SET {start} = {start} WHERE {start} = {of}", False)

    def events(self):
        """What is told to others has an id of its own; what others tell is dealt with once."""
        context, text = self.service.context, self.database.text
        told = context["stack"]["broker"] != "none" or context["webhook_subscriptions"]
        if told and context["events"]:
            def row(**more):
                values = {"event": text("a.b"), "payload": text("{}"), **more}
                return self.database.insert("outbox_events", values)

            same = text("00000000-0000-4000-8000-00000000000a")
            self.add("outbox_events: a good row", row(), False)
            self.add("outbox_events: event", row(event=text("e" * 64)), True)
            self.add("outbox_events: payload", row(payload="NULL"), True)
            self.add("outbox_events: attempts", row(attempts="-1"), True)
            self.rows.setup.append(row(event_id=same))
            self.add("outbox_events: unique event_id", row(event_id=same), True)
        if context["subscriptions"] or any(one["webhook"] for one in context["integrations"]):
            def seen(source, event):
                return self.database.insert("inbox_events", {"source": text(source), "event_id": text(event)})

            self.add("inbox_events: a good row", seen("broker", "one"), False)
            self.add("inbox_events: event_id", seen("broker", ""), True)
            self.rows.setup.append(seen("broker", "two"))
            self.add("inbox_events: twice", seen("broker", "two"), True)
            self.rows.setup.append(seen("broker", "three"))
            self.add("inbox_events: of another source", seen("bank", "three"), False)
            self.rows.setup.append(seen("broker", "four"))
            self.add("inbox_events: in another case", seen("broker", "FOUR"), False)

    def tasks(self):
        """What asynchronous calls have come to; those of a person go with the person."""
        context, text = self.service.context, self.database.text
        if not any(one["asynchronous"] for one in context["endpoints"]):
            return
        table = shortened(context["task"]["plural"]["snake"])
        quoted = self.database.identifier(table)
        identity = self.service.resources[context["auth"]["identity"]] if context["auth"] else None

        def row(**more):
            return self.database.insert(table, {"operation": text("archiveOrder"), **more})

        good = {"operation": text("o" * 128), "status": text("failed"), "result": text("{}"), "error_code": text("E" * 64),
                "error_message": text("é" * 1000), "started_at": self.database.moment("2026-01-31T09:30:00Z"),
                "finished_at": self.database.moment("2026-01-31T09:31:00Z")}
        self.add(f"{table}: a good row", row(), False)
        self.add(f"{table}: a row with everything", row(**good), False)
        for word in ("queued", "running", "succeeded", "failed"):
            self.add(f"{table}: {word}", row(status=text(word)), False)
        self.rows.setup.append(row(id=text("00000000-0000-4000-8000-00000000000b")))
        self.add(f"{table}: is queued at first", self.holds(f"SELECT 1 FROM {quoted} WHERE status = 'queued' AND started_at IS NULL"), False)
        self.add(f"{table}: of nobody in particular", row(**({auth_column(identity): "NULL"} if identity else {})), False)
        for column, value in (("id", "NULL"), ("operation", "NULL"), ("operation", text("")), ("operation", text("o" * 129)),
                              ("status", "NULL"), ("status", text("done")), ("status", text("Queued")), ("result", text("{")),
                              ("result", text('"' + "y" * 200_000 + '"')), ("error_code", text("")), ("error_code", text("E" * 65)),
                              ("error_message", text("")), ("error_message", text("é" * 1001)), ("started_at", text("soon")),
                              ("finished_at", text("2026-13-01T00:00:00Z")), ("created_at", "NULL")):
            shown = value if len(value) < 20 else f"{len(value)} characters"
            self.add(f"{table}.{column}: {shown}", row(**{column: value}), True)
        same = text("00000000-0000-4000-8000-00000000000c")
        self.rows.setup.append(row(id=same))
        self.add(f"{table}: the same id", row(id=same), True)
        if identity is None:
            return
        column = auth_column(identity)
        self.add(f"{table}: started by nobody there is", row(**{column: self.missing_id(identity)}), True)
        person = self.rows.make(identity)
        self.add(f"{table}: started by somebody", row(**{column: person}), False)
        person = self.rows.make(identity)
        self.rows.setup += [row(**{column: person}), self.delete(identity, person)]
        self.add(f"{table}: goes with who started it", self.holds(f"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {quoted} WHERE {column} = {person})"), False)

    def counters(self):
        """One number for each serial, what it is counted for, and the year."""
        fields = [field for one in self.service.resources.values() for field in one["fields"]]
        if not any(field["type"]["kind"] == "serial" for field in fields):
            return

        def row(number, scope="", year=0):
            values = {"counter": self.database.text("invoice.number"), "scope": self.database.text(scope),
                      "counted_year": str(year), "last_number": str(number)}
            return self.database.insert("serial_counters", values)

        self.add("serial_counters: a good row", row(1), False)
        self.add("serial_counters: number", row(-1), True)
        self.rows.setup.append(row(1, "a", 2026))
        self.add("serial_counters: twice", row(2, "a", 2026), True)
        self.rows.setup.append(row(1, "a", 2026))
        self.add("serial_counters: another year", row(1, "a", 2027), False)
        self.rows.setup.append(row(1, "a", 2026))
        self.add("serial_counters: for something else", row(1, "b", 2026), False)

    def tokens(self):
        auth = self.service.context["auth"]
        if not auth or not auth["sign_in"]:
            return
        identity = self.service.resources[auth["identity"]]
        column = shortened(auth["identity"] + "_id")

        def row(table, person, token, **more):
            values = {column: person, "token_hash": self.database.text(token),
                      "expires_at": self.database.moment("2026-01-31T09:30:00Z"), **more}
            if table == "refresh_tokens":
                values["family"] = self.database.text("00000000-0000-4000-8000-000000000000")
            elif table == "one_time_tokens":
                values.setdefault("purpose", self.database.text("password_reset"))
            return self.database.insert(table, values)

        kept = {"refresh_tokens": auth["tokens"], "sessions": auth["cookie"], "one_time_tokens": auth["password_flows"]}
        tables = [table for table, there in kept.items() if there]
        for table in tables:
            self.add(f"{table}: a good row", row(table, self.rows.make(identity), "a" * 64), False)
            self.add(f"{table}: short hash", row(table, self.rows.make(identity), "a" * 63), True)
            self.rows.setup.append(row(table, self.rows.make(identity), "b" * 64))
            self.add(f"{table}: same hash", row(table, self.rows.make(identity), "b" * 64), True)
            self.add(f"{table}: of nobody", row(table, self.missing_id(identity), "c" * 64), True)
        if "one_time_tokens" in tables:
            self.add("one_time_tokens: purpose", row("one_time_tokens", self.rows.make(identity), "d" * 64, purpose=self.database.text("other")), True)
