-- 0001_initial (up), PostgreSQL 15 or newer
-- Creates: buyers, orders, order_items
-- One transaction: either all of it is applied or none of it.

BEGIN;

SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

-- ---------------------------------------------------------------- functions

-- Keeps updated_at right, whatever program does the update.
CREATE FUNCTION set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at = now();
    RETURN NEW;
END;
$$;

-- ------------------------------------------------------------------- buyers

CREATE TABLE buyers (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    role       text        NOT NULL DEFAULT 'shopper',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT buyers_pkey PRIMARY KEY (id),
    CONSTRAINT buyers_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT buyers_role_check CHECK (role IN ('shopper', 'clerk'))
);

CREATE INDEX buyers_role_created_at_idx ON buyers (role, created_at DESC);

CREATE TRIGGER buyers_set_updated_at BEFORE UPDATE ON buyers
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------------- orders

CREATE TABLE orders (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    buyer_id   uuid        NOT NULL,
    status     text        NOT NULL DEFAULT 'draft',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_status_check CHECK (status IN ('draft', 'placed', 'paid', 'shipped')),
    CONSTRAINT orders_buyer_id_fkey FOREIGN KEY (buyer_id)
        REFERENCES buyers (id) ON DELETE RESTRICT
);

CREATE INDEX orders_buyer_id_idx ON orders (buyer_id);
CREATE INDEX orders_created_at_idx ON orders (created_at DESC, id);
CREATE INDEX orders_status_created_at_idx ON orders (status, created_at DESC);

CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- -------------------------------------------------------------- order_items

CREATE TABLE order_items (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    order_id   uuid        NOT NULL,
    position   bigint      NOT NULL,
    product_id uuid        NOT NULL,
    quantity   bigint      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT order_items_pkey PRIMARY KEY (id),
    CONSTRAINT order_items_order_id_position_key UNIQUE (order_id, position),
    CONSTRAINT order_items_position_check CHECK (position BETWEEN 0 AND 49),
    CONSTRAINT order_items_quantity_check CHECK (quantity BETWEEN 1 AND 100),
    CONSTRAINT order_items_order_id_fkey FOREIGN KEY (order_id)
        REFERENCES orders (id) ON DELETE CASCADE
);
COMMENT ON COLUMN order_items.position IS 'where the row stands in the list of its whole, from 0';

CREATE TRIGGER order_items_set_updated_at BEFORE UPDATE ON order_items
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMIT;
