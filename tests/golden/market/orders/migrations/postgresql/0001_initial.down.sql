-- 0001_initial (down), PostgreSQL 15 or newer
-- DESTROYS DATA: every row of the 5 tables below.
-- No CASCADE: anything made outside these migrations stops it instead of vanishing.

BEGIN;

SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

DROP TABLE inbox_events;
DROP TABLE outbox_events;
DROP TABLE order_items;
DROP TABLE orders;
DROP TABLE buyers;

DROP FUNCTION set_updated_at();

COMMIT;
