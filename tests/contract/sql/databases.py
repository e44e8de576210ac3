"""Three databases with one face: make one, run a script, try statements, print the schema."""
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import schema_dump  # noqa: E402


class Raw(str):
    """SQL that stands as it is."""


class Failure(Exception):
    """A script did not run, or a statement failed for a reason that is none of the rules'."""


def as_json(value):
    return json.dumps(value, ensure_ascii=False, default=str)


class Database:
    """`try_cases` gives for each case the index of the statement that failed, whether a rule refused
    it, and the message; or None."""

    seed = 0  # of the values of rows: no two are made from one

    def identifier(self, name):
        return '"' + name + '"'

    def text(self, value):
        return "'" + value.replace("'", "''") + "'"

    def literal(self, value, kind):
        if value is None:
            return "NULL"
        if isinstance(value, Raw):
            return str(value)
        if kind in ("json", "map", "object", "file"):
            return self.text(value if isinstance(value, str) else as_json(value))
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, (int, float, Decimal)):
            return str(value)
        if kind == "datetime":
            return self.moment(value)
        return self.text(value)

    def moment(self, value):
        return self.text(value)

    def list_literal(self, value, element):
        if value is None:
            return "NULL"
        return self.text(value if isinstance(value, str) else as_json(value))

    def value(self, value, kind):
        """`value` of the type `kind` of the description, as the column stores it."""
        if kind["kind"] == "list":
            return self.list_literal(value, kind["element"])
        return self.literal(value, kind["kind"])

    def insert(self, table, row):
        names = ", ".join(self.identifier(name) for name in row)
        values = ", ".join(row.values())
        return f"INSERT INTO {self.identifier(table)} ({names}) VALUES ({values})"


class PostgreSql(Database):
    name = "postgresql"
    refusals = re.compile(r"^(22|23)")

    def text(self, value):
        # a statement stands in one line of the script
        parts = [super(PostgreSql, self).text(part) for part in value.split("\n")]
        return "(" + " || chr(10) || ".join(parts) + ")" if len(parts) > 1 else parts[0]

    def __init__(self):
        self.database = "plinth_contract"

    def start(self):
        self.run_tool(["psql", "-qX", "-d", "postgres", "-c", f"DROP DATABASE IF EXISTS {self.database}",
                       "-c", f"CREATE DATABASE {self.database}"])

    def run_tool(self, command, **more):
        done = subprocess.run(command, capture_output=True, text=True, **more)
        if done.returncode:
            raise Failure(done.stderr.strip())
        return done.stdout

    def run_script(self, path):
        self.run_tool(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", self.database, "-f", str(path)])

    def query(self, sql):
        out = self.run_tool(["psql", "-qXAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.database, "-c", sql])
        return [line.split("\t") for line in out.splitlines()]

    def schema(self):
        return sorted(schema_dump.canonical(one, False) for one in schema_dump.postgresql(self.database))

    def text(self, value):
        # on one line, as psql names the lines of what fails
        return "E" + super().text(value.replace("\\", "\\\\").replace("\n", "\\n")) if "\n" in value else super().text(value)

    def list_literal(self, value, element):
        if value is None or isinstance(value, str) or element["kind"] in ("object", "map", "json"):
            return super().list_literal(value, element)
        kind = {"int": "integer", "long": "bigint", "float": "double precision", "bool": "boolean",
                "decimal": "numeric", "date": "date", "time": "time", "datetime": "timestamptz",
                "uuid": "uuid"}.get(element["kind"], "text")
        items = ", ".join(self.literal(item, element["kind"]) for item in value)
        return f"ARRAY[{items}]::{kind}[]"

    def try_cases(self, cases):
        lines, places = ["\\set VERBOSITY verbose"], {}
        for number, case in enumerate(cases):
            lines.append("BEGIN;")
            for index, statement in enumerate(case):
                lines.append(statement.replace("\n", " ") + ";")
                places[len(lines)] = (number, index)
            lines.append("ROLLBACK;")
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write("\n".join(lines))
            script.flush()
            done = subprocess.run(["psql", "-qX", "-o", "/dev/null", "-d", self.database, "-f", script.name],
                                  capture_output=True, text=True)
        results = [None] * len(cases)
        for line, code, message in re.findall(r"^psql:[^:]*:(\d+): ERROR:  (\w{5}): (.*)$", done.stderr, re.M):
            number, index = places[int(line)]
            if results[number] is None:
                results[number] = (index, bool(self.refusals.match(code)), f"{code} {message}")
        return results


class MariaDb(Database):
    name = "mariadb"
    # what a rule of the table says; anything else would be a mistake of the statement
    refusals = {"1048", "1062", "1264", "1265", "1292", "1364", "1366", "1406", "1451", "1452", "4025", "1690",
                "3140", "3819", "4037", "4038", "1761", "1438"}

    def __init__(self):
        self.database = "plinth_contract"

    def start(self):
        self.run("", f"DROP DATABASE IF EXISTS {self.database}; CREATE DATABASE {self.database} CHARACTER SET utf8mb4")

    def run(self, database, sql, *options, charset="utf8mb4"):
        done = subprocess.run(["mariadb", "--default-character-set=" + charset, *options, *([database] if database else [])],
                              input=sql, capture_output=True, text=True)
        if done.returncode:
            raise Failure(done.stderr.strip())
        return done.stdout

    def run_script(self, path):
        # as clients do that are told nothing
        self.run(self.database, Path(path).read_text(), charset="latin1")

    def query(self, sql):
        return [line.split("\t") for line in self.run(self.database, sql, "-N", "-B").splitlines()]

    def schema(self):
        return sorted(schema_dump.canonical(one, False) for one in schema_dump.mariadb(self.database))

    def identifier(self, name):
        return "`" + name + "`"

    def text(self, value):
        # on one line, as the client names the lines of what fails
        return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'"

    def moment(self, value):
        return self.text(value.replace("T", " ").replace("Z", ""))

    def try_cases(self, cases):
        lines, places = ["SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO';"], {}
        for number, case in enumerate(cases):
            lines.append("START TRANSACTION;")
            for index, statement in enumerate(case):
                lines.append(statement.replace("\n", " ") + ";")
                places[len(lines)] = (number, index)
            lines.append("ROLLBACK;")
        done = subprocess.run(["mariadb", "--force", "--default-character-set=utf8mb4", self.database],
                              input="\n".join(lines) + "\n", capture_output=True, text=True)
        results = [None] * len(cases)
        for code, line, message in re.findall(r"^ERROR (\d+) \(\w+\) at line (\d+): (.*)$", done.stderr, re.M):
            number, index = places[int(line)]
            if results[number] is None:
                results[number] = (index, code in self.refusals, f"{code} {message}")
        return results


class Sqlite(Database):
    name = "sqlite"

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "contract.db")

    def start(self):
        if os.path.exists(self.path):
            os.remove(self.path)

    def connect(self):
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def run_script(self, path):
        connection = self.connect()
        try:
            connection.executescript(Path(path).read_text())
        except sqlite3.Error as error:
            raise Failure(str(error)) from error
        finally:
            connection.close()

    def query(self, sql):
        connection = self.connect()
        try:
            rows = connection.execute(sql).fetchall()
        except sqlite3.Error as error:
            raise Failure(f"{error} in {sql}") from error
        finally:
            connection.close()
        return [[str(value) for value in row] for row in rows]

    def schema(self):
        return sorted(schema_dump.canonical(one, False) for one in schema_dump.sqlite(self.path))

    def text(self, value):
        parts = [super(Sqlite, self).text(part) for part in value.split("\0")]
        return "(" + " || char(0) || ".join(parts) + ")" if len(parts) > 1 else parts[0]

    def literal(self, value, kind):
        if isinstance(value, bool) and kind not in ("json", "map", "object", "file"):
            return "1" if value else "0"
        return super().literal(value, kind)

    def value(self, value, kind):
        if kind["kind"] == "decimal" and isinstance(value, (int, Decimal)):
            if kind["precision"] > 18:
                return self.text(format(value, "f"))
            return str(int((Decimal(value) * 10 ** kind["scale"]).to_integral_value()))
        return super().value(value, kind)

    def moment(self, value):
        return self.text(value if "." in value else value.replace("Z", ".000Z"))

    def try_cases(self, cases):
        connection = self.connect()
        results = []
        for case in cases:
            connection.execute("BEGIN")
            result = None
            for index, statement in enumerate(case):
                try:
                    connection.execute(statement)
                except sqlite3.Error as error:
                    known = isinstance(error, sqlite3.IntegrityError) or "malformed JSON" in str(error)
                    result = (index, known, str(error))
                    break
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            results.append(result)
        connection.close()
        return results


ALL = [PostgreSql, MariaDb, Sqlite]
