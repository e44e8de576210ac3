-- 0001_initial (down), PostgreSQL 15 or newer
-- DESTROYS DATA: every row of the 4 tables below.
-- No CASCADE: anything made outside these migrations stops it instead of vanishing.

BEGIN;

SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

DROP TABLE inbox_events;
DROP TABLE products;
DROP TABLE brands;
DROP TABLE editors;

DROP FUNCTION set_updated_at();

COMMIT;
