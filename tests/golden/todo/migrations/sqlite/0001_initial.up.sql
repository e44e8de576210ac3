-- 0001_initial (up), SQLite 3.38 or newer (STRICT tables)
-- Creates: tasks
-- One transaction. Every connection has to run  PRAGMA foreign_keys = ON  itself:
-- SQLite does not remember it, and without it no reference is checked.
-- A CHECK of one column stands with the column: only so can ALTER TABLE ADD COLUMN
-- and DROP COLUMN carry it; a table's own constraint needs the table rebuilt.
-- It has no name: RENAME COLUMN would leave the old name in it.

BEGIN IMMEDIATE;

-- -------------------------------------------------------------------- tasks

CREATE TABLE tasks (
    id         TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (
            id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9a-f-]*'
            AND length(CAST(replace(id, '-', '') AS BLOB)) = 32
        ),
    title      TEXT NOT NULL
        CHECK (length(title) BETWEEN 1 AND 200 AND instr(title, char(0)) = 0),
    notes      TEXT
        CHECK (length(notes) BETWEEN 1 AND 10000 AND instr(notes, char(0)) = 0),
    due_on     TEXT
        CHECK (due_on IS date(due_on, '+0 days') AND due_on >= '0001'),
    done       INTEGER NOT NULL DEFAULT 0
        CHECK (done IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (updated_at IS strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, '+0 days')),
    CONSTRAINT tasks_pkey PRIMARY KEY (id)
) STRICT;

CREATE INDEX tasks_created_at_idx ON tasks (created_at DESC, id);
CREATE INDEX tasks_done_created_at_idx ON tasks (done, created_at DESC);
CREATE INDEX tasks_due_on_idx ON tasks (due_on);

CREATE TRIGGER tasks_set_updated_at AFTER UPDATE ON tasks
    FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
    UPDATE tasks SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- Full text. The id is kept, not the rowid: a table whose key is not an INTEGER
-- PRIMARY KEY may get new rowids from VACUUM.
CREATE VIRTUAL TABLE tasks_search USING fts5 (
    id UNINDEXED, title, notes, tokenize = 'porter unicode61'
);

CREATE TRIGGER tasks_search_insert AFTER INSERT ON tasks
BEGIN
    INSERT INTO tasks_search (id, title, notes)
    VALUES (NEW.id, coalesce(NEW.title, ''), coalesce(NEW.notes, ''));
END;

CREATE TRIGGER tasks_search_update AFTER UPDATE OF id, title, notes ON tasks
BEGIN
    DELETE FROM tasks_search WHERE id = OLD.id;
    INSERT INTO tasks_search (id, title, notes)
    VALUES (NEW.id, coalesce(NEW.title, ''), coalesce(NEW.notes, ''));
END;

CREATE TRIGGER tasks_search_delete AFTER DELETE ON tasks
BEGIN
    DELETE FROM tasks_search WHERE id = OLD.id;
END;

COMMIT;
