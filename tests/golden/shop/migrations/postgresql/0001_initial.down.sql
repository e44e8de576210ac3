-- 0001_initial (down), PostgreSQL 15 or newer
-- DESTROYS DATA: every row of the 10 tables below.
-- No CASCADE: anything made outside these migrations stops it instead of vanishing.

BEGIN;

SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

DROP TABLE outbox_events;
DROP TABLE one_time_tokens;
DROP TABLE refresh_tokens;
DROP TABLE order_items;
DROP TABLE orders;
DROP TABLE product_tags;
DROP TABLE tags;
DROP TABLE products;
DROP TABLE users;
DROP TABLE categories;

DROP FUNCTION products_images_valid(text[]);
DROP FUNCTION products_specifications_valid(jsonb);
DROP FUNCTION product_tags_limit();
DROP FUNCTION set_updated_at();

COMMIT;
