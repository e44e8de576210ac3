-- 0001_initial (down), MariaDB 10.6 or newer (also MySQL 8.0.21 or newer)
-- DESTROYS DATA: every row of the 4 tables below.
-- IF EXISTS: an up that failed half way leaves some of them.

SET SESSION lock_wait_timeout = 5;

DROP TABLE IF EXISTS inbox_events;
DROP TABLE IF EXISTS outbox_events;
DROP TABLE IF EXISTS invoices;
DROP TABLE IF EXISTS customers;
