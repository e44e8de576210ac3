#!/usr/bin/env python3
"""Runs the migrations of examples on real databases and tries every rule of their descriptions.

  with-databases.sh python3 check_migrations.py PLINTH [DESCRIPTION...]

For each description and each of PostgreSQL, MariaDB and SQLite:
  1. up, down, up: nothing is left in between, and the schema is the same again, with rows or without;
  2. a good row of every table is accepted, and a row that breaks a rule is refused, rule by rule;
  3. updated_at moves with every update; PostgreSQL hides the rows of other tenants;
  4. hostile texts in titles and summaries do no harm;
  5. squawk, if it is installed, is silent.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(HERE))
import databases  # noqa: E402
from cases import PROBE, CaseMaker  # noqa: E402
from rows import Rows, Service  # noqa: E402

class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, ok, why=""):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}" + (f": {why}" if why else ""))


class Plinth:
    def __init__(self, program):
        self.program = str(Path(program).resolve())

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise databases.Failure(done.stdout[-2000:] + done.stderr[-2000:])
        return done.stdout

    def context(self, description, dialect):
        return json.loads(self.run("context", str(description), "--set", "stack.database=" + dialect))

    def migrations(self, description, dialect, folder):
        self.run("generate", str(description), "--set", "stack.database=" + dialect, "--out", str(folder))
        return Path(folder) / "migrations" / dialect


def check_identity(database, scripts, service, report, name):
    """Up, down, up: the same again; down also with rows in every table."""
    up, down = scripts / "0001_initial.up.sql", scripts / "0001_initial.down.sql"
    database.start()
    empty = database.schema()
    database.run_script(up)
    first = database.schema()
    report.check(f"{name}: up makes tables", len(first) > len(empty))
    database.run_script(down)
    report.check(f"{name}: down leaves nothing", database.schema() == empty, "\n".join(database.schema())[:2000])
    database.run_script(up)
    report.check(f"{name}: up again is the same", database.schema() == first)
    rows = Rows(service, database)
    for resource in service.resources.values():
        if not resource["singleton"]:
            rows.make(resource)
            rows.make(resource)
    for statement in rows.take():
        run_statement(database, statement)
    database.run_script(down)
    report.check(f"{name}: down with rows", database.schema() == empty)
    database.run_script(up)


def run_statement(database, statement):
    database.query(statement)


def check_rules(database, service, report, name):
    run_statement(database, PROBE)
    cases = CaseMaker(service, database).all()
    results = database.try_cases([case.statements for case in cases])
    rules = 0
    for case, result in zip(cases, results):
        where = f"{name}: {case.name}"
        last = len(case.statements) - 1
        if result is not None and result[0] != last:
            report.check(where, False, f"could not be tried: {result[2]} in {case.statements[result[0]][:300]}")
        elif case.refused:
            rules += 1
            known = result is not None and (result[1] or case.refused == "any")
            report.check(where, known, result[2] if result else "accepted " + case.statements[-1][:600])
        else:
            report.check(where, result is None, f"{result[2]} in {case.statements[-1][:600]}" if result else "")
    run_statement(database, "DROP TABLE plinth_probe")
    print(f"{name}: {rules} rules broken, {len(cases) - rules} things allowed", flush=True)


def check_updated_at(database, service, report, name):
    for resource in service.resources.values():
        if not resource["timestamps"]:
            continue
        rows = Rows(service, database)
        made = rows.make(resource)
        for statement in rows.take():
            run_statement(database, statement)
        table = database.identifier(service.table(resource))
        before = database.query(f"SELECT created_at, updated_at FROM {table} WHERE id = {made}")[0]
        time.sleep(0.005)
        run_statement(database, f"UPDATE {table} SET created_at = '2020-01-01 00:00:00' WHERE id = {made}"
                      if database.name != "sqlite" else
                      f"UPDATE {table} SET created_at = '2020-01-01T00:00:00.000Z' WHERE id = {made}")
        after = database.query(f"SELECT created_at, updated_at FROM {table} WHERE id = {made}")[0]
        report.check(f"{name}: {resource['name']['snake']}.updated_at moves", before[1] < after[1], f"{before} {after}")
        return


def check_search(database, service, report, name):
    """The rows that a word stands in are found, also after a change."""
    for resource in service.resources.values():
        if not resource["search"]:
            continue
        rows = Rows(service, database)
        columns = {column.path[0]: column for column in service.columns(resource)}
        column = next((columns[one] for one in resource["search"] if columns[one].kind["kind"] in ("string", "text") and not columns[one].kind["pattern"] and (columns[one].kind["max_length"] or 100) >= 5), None)
        if column is None:
            continue
        made = rows.make(resource, **{column.name: "'zebra'"})
        for statement in rows.take():
            run_statement(database, statement)
        table = service.table(resource)
        stem = table if len(table) <= 40 else None
        fields = ", ".join(database.identifier(columns[one].name) for one in resource["search"])
        query = {
            "postgresql": f"SELECT id FROM {database.identifier(table)} WHERE search_vector @@ plainto_tsquery('english', 'Zebra')",
            "mariadb": f"SELECT id FROM {database.identifier(table)} WHERE MATCH ({fields}) AGAINST ('Zebra')",
            "sqlite": f"SELECT id FROM {stem}_search WHERE {stem}_search MATCH 'Zebra'",
        }[database.name]
        found = [row[0] for row in database.query(query)]
        report.check(f"{name}: {resource['name']['snake']} is found", made.strip("'") in found, str(found))
        run_statement(database, f"UPDATE {database.identifier(table)} SET {database.identifier(column.name)} = 'horse' WHERE id = {made}")
        found = [row[0] for row in database.query(query)]
        report.check(f"{name}: {resource['name']['snake']} is found no more", made.strip("'") not in found, str(found))


def check_tenants(database, service, report, name):
    """A role that is no superuser sees the rows of its tenant, and writes no others."""
    if database.name != "postgresql" or service.tenant is None:
        return
    setting = f"app.{service.tenant}_id"
    role = "plinth_contract_reader"
    run_statement(database, f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    run_statement(database, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    for resource in service.resources.values():
        if not resource["tenant_scoped"]:
            continue
        table = database.identifier(service.table(resource))
        rows = Rows(service, database)
        rows.make(resource)
        mine = rows.tenant_id
        for statement in rows.take():
            run_statement(database, statement)
        rows.make(resource)
        other = rows.tenant_id
        for statement in rows.take():
            run_statement(database, statement)
        me = mine.strip("'")
        session = f"SET ROLE {role}; SELECT set_config('{setting}', '{me}', false);"
        count = database.query(f"{session} SELECT count(*) FROM {table} WHERE {service.tenant}_id <> {mine}")[-1][0]
        report.check(f"{name}: {resource['name']['snake']} of other tenants are hidden", count == "0", count)
        count = database.query(f"{session} SELECT count(*) FROM {table}")[-1][0]
        report.check(f"{name}: {resource['name']['snake']} of the own tenant are seen", int(count) > 0, count)
        count = database.query(f"SET ROLE {role}; SELECT count(*) FROM {table}")[-1][0]
        report.check(f"{name}: {resource['name']['snake']} are hidden without a tenant", count == "0", count)
        try:
            database.query(f"{session} UPDATE {table} SET {service.tenant}_id = {other}")
            refused = False
        except databases.Failure as failure:
            refused = "row-level security" in str(failure) or "violates" in str(failure)
        report.check(f"{name}: {resource['name']['snake']} cannot be given away", refused)
    run_statement(database, f"DROP OWNED BY {role}")


def check_hostile(plinth, report):
    """Texts made to break out of literals and comments; the table `canary` stays as it was."""
    attacks = json.loads((HERE.parent / "hostile-strings.json").read_text())
    texts = [text for one in attacks if one["attacks"] == "sql" for text in [one["value"], *one.get("also", [])]]
    texts.append("Zimmer für Gäste, 5 €")  # no attack, but more than a client's own characters
    for number, text in enumerate(texts):
        quoted = json.dumps(text)
        description = f"""service: hostile
title: {quoted}
version: 1.0.0
summary: {quoted}
resources:
  thing:
    summary: {quoted}
    fields:
      note:
        type: string(500)?
        summary: {quoted}
    search: [note]
    access: {{all: public}}
"""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "service.yaml"
            path.write_text(description)
            for database in [kind() for kind in databases.ALL]:
                name = f"hostile text {number} on {database.name}"
                try:
                    scripts = plinth.migrations(path, database.name, Path(folder) / database.name)
                    database.start()
                    run_statement(database, "CREATE TABLE canary (id INTEGER)")
                    before = database.schema()
                    database.run_script(scripts / "0001_initial.up.sql")
                    marked = any(re.match(r"--\s*(\+goose|migrate:|name:|Down Migration)", line)
                                 for file in scripts.iterdir() for line in file.read_text().splitlines())
                    report.check(f"{name}: no runner's marker", not marked)
                    if database.name == "postgresql":
                        said = database.query("SELECT obj_description('things'::regclass)")
                        report.check(f"{name}: kept as it is", "\n".join("\t".join(row) for row in said) == text, str(said))
                    if database.name == "mariadb":
                        said = database.query("SELECT HEX(table_comment) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'things'")
                        report.check(f"{name}: kept as it is", bytes.fromhex(said[0][0]).decode() == text, str(said))
                    database.run_script(scripts / "0001_initial.down.sql")
                    report.check(f"{name}: canary lives", database.schema() == before)
                except databases.Failure as failure:
                    report.check(name, False, str(failure))


def check_indexes(database, report, name):
    """InnoDB makes an index for each foreign key that has none, and names it like the key; and none is the beginning of a unique one."""
    if database.name != "mariadb":
        return
    found = database.query("SELECT table_name, index_name, MIN(non_unique), GROUP_CONCAT(CONCAT(column_name, ' ', collation) ORDER BY seq_in_index) FROM"
                           " information_schema.statistics WHERE table_schema = DATABASE() AND index_type = 'BTREE' GROUP BY table_name, index_name")
    keys = {tuple(row) for row in database.query("SELECT table_name, constraint_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()")}
    made = [f"{table}.{index}" for table, index, _, _ in found if (table, index) in keys]
    report.check(f"{name}: every foreign key has its index", not made, ", ".join(made))
    needless = [f"{table}.{index}" for table, index, plain, columns in found for other, _, also_plain, more in found
                if plain == "1" and also_plain == "0" and table == other and more.startswith(columns + ",")]
    report.check(f"{name}: no index is the beginning of a unique key", not needless, ", ".join(needless))


def check_lint(database, scripts, report, name):
    """Squawk finds nothing to say about what PostgreSQL gets, where it is installed."""
    squawk = shutil.which("squawk")
    if database.name != "postgresql" or squawk is None:
        return
    done = subprocess.run([squawk, "--pg-version", "15.0", str(scripts / "0001_initial.up.sql")], capture_output=True, text=True)
    report.check(f"{name}: squawk is silent", done.returncode == 0, done.stdout[:3000])


def check_description(plinth, path, report):
    for database in [kind() for kind in databases.ALL]:
        name = f"{path.parent.name if path.name == 'service.yaml' else path.stem} on {database.name}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                scripts = plinth.migrations(path, database.name, folder)
                service = Service(plinth.context(path, database.name))
                check_lint(database, scripts, report, name)
                check_identity(database, scripts, service, report, name)
                check_rules(database, service, report, name)
                check_updated_at(database, service, report, name)
                check_search(database, service, report, name)
                check_tenants(database, service, report, name)
                check_indexes(database, report, name)
            except databases.Failure as failure:
                report.check(name, False, str(failure))


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    plinth, report = Plinth(arguments[0]), Report()
    paths = [Path(one) for one in arguments[1:]]
    if not paths:
        paths = sorted(ROOT.glob("examples/*/service.yaml")) + sorted(ROOT.glob("examples/*/*/service.yaml"))
        paths += [HERE / "everything.yaml", ROOT / "tests/contract/openapi/descriptions/versions.yaml"]
        check_hostile(plinth, report)
    for path in paths:
        check_description(plinth, path, report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
