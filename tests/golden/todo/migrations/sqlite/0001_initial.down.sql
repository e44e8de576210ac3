-- 0001_initial (down), SQLite 3.38 or newer
-- DESTROYS DATA: every row of the 1 table below.

BEGIN IMMEDIATE;

DROP TABLE tasks_search;
DROP TABLE tasks;

COMMIT;
