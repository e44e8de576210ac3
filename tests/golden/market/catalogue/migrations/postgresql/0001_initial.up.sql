-- 0001_initial (up), PostgreSQL 15 or newer
-- Creates: editors, brands, products, inbox_events
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

-- ------------------------------------------------------------------ editors

CREATE TABLE editors (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    role       text        NOT NULL DEFAULT 'editor',
    subject    text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT editors_pkey PRIMARY KEY (id),
    CONSTRAINT editors_subject_key UNIQUE (subject),
    CONSTRAINT editors_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT editors_role_check CHECK (role IN ('editor', 'publisher')),
    CONSTRAINT editors_subject_check CHECK (char_length(subject) BETWEEN 1 AND 255)
);

CREATE INDEX editors_created_at_idx ON editors (created_at DESC, id);
CREATE INDEX editors_role_created_at_idx ON editors (role, created_at DESC);

CREATE TRIGGER editors_set_updated_at BEFORE UPDATE ON editors
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------------- brands

CREATE TABLE brands (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT brands_pkey PRIMARY KEY (id),
    CONSTRAINT brands_name_key UNIQUE (name),
    CONSTRAINT brands_name_check CHECK (char_length(name) BETWEEN 1 AND 100)
);

CREATE INDEX brands_created_at_idx ON brands (created_at DESC, id);

CREATE TRIGGER brands_set_updated_at BEFORE UPDATE ON brands
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ----------------------------------------------------------------- products

CREATE TABLE products (
    id            uuid          NOT NULL DEFAULT gen_random_uuid(),
    name          text          NOT NULL,
    price         numeric(10,2) NOT NULL,
    maker         text,
    brand_id      uuid,
    stock         bigint        NOT NULL DEFAULT 0,
    barcode       text,
    created_at    timestamptz   NOT NULL DEFAULT now(),
    updated_at    timestamptz   NOT NULL DEFAULT now(),
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector tsvector      NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A')
    ) STORED,
    CONSTRAINT products_pkey PRIMARY KEY (id),
    CONSTRAINT products_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT products_price_check CHECK (price >= 0 AND price <> 'NaN'),
    CONSTRAINT products_maker_check CHECK (char_length(maker) BETWEEN 1 AND 100),
    CONSTRAINT products_stock_check CHECK (stock BETWEEN 0 AND 2147483647),
    CONSTRAINT products_barcode_check CHECK (char_length(barcode) BETWEEN 1 AND 13),
    CONSTRAINT products_brand_id_fkey FOREIGN KEY (brand_id)
        REFERENCES brands (id) ON DELETE RESTRICT
);

CREATE INDEX products_brand_id_idx ON products (brand_id);
CREATE INDEX products_name_idx ON products (name, id);
CREATE INDEX products_price_idx ON products (price);
CREATE INDEX products_search_vector_idx ON products USING gin (search_vector);

CREATE TRIGGER products_set_updated_at BEFORE UPDATE ON products
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ---------------------------- inbox_events (told by others, and dealt with)

CREATE TABLE inbox_events (
    source     text        NOT NULL,
    event_id   text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT inbox_events_pkey PRIMARY KEY (source, event_id),
    CONSTRAINT inbox_events_source_check CHECK (char_length(source) BETWEEN 1 AND 63),
    CONSTRAINT inbox_events_event_id_check CHECK (char_length(event_id) BETWEEN 1 AND 255)
);
COMMENT ON COLUMN inbox_events.source IS 'who told it: the broker, or an integration';

CREATE INDEX inbox_events_created_at_idx ON inbox_events (created_at);

COMMIT;
