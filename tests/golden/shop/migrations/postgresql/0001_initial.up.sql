-- 0001_initial (up), PostgreSQL 15 or newer
-- Creates: categories, users, products, tags, product_tags, orders, order_items, refresh_tokens,
--          one_time_tokens, outbox_events
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

-- --------------------------------------------------------------- categories

CREATE TABLE categories (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    slug       text        NOT NULL,
    parent_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT categories_pkey PRIMARY KEY (id),
    CONSTRAINT categories_name_key UNIQUE (name),
    CONSTRAINT categories_slug_key UNIQUE (slug),
    CONSTRAINT categories_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT categories_slug_check CHECK (
        char_length(slug) BETWEEN 1 AND 100
        AND slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'

    ),
    CONSTRAINT categories_parent_id_not_self_check CHECK (parent_id <> id),
    CONSTRAINT categories_parent_id_fkey FOREIGN KEY (parent_id)
        REFERENCES categories (id) ON DELETE RESTRICT
);
COMMENT ON TABLE categories IS 'A shelf of the catalogue.';

CREATE INDEX categories_parent_id_idx ON categories (parent_id);
CREATE INDEX categories_created_at_idx ON categories (created_at DESC, id);

CREATE TRIGGER categories_set_updated_at BEFORE UPDATE ON categories
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- -------------------------------------------------------------------- users

CREATE TABLE users (
    id                uuid        NOT NULL DEFAULT gen_random_uuid(),
    email             text        NOT NULL,
    password_hash     text        NOT NULL,
    profile           jsonb       NOT NULL,
    last_login_at     timestamptz,
    role              text        NOT NULL DEFAULT 'user',
    email_verified_at timestamptz,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_email_check CHECK (
        char_length(email) BETWEEN 3 AND 254
        AND email ~ '^[^@\s]+@[^@\s]+$'
        AND email = lower(email)
    ),
    CONSTRAINT users_password_hash_check CHECK (char_length(password_hash) BETWEEN 1 AND 255),
    CONSTRAINT users_profile_check CHECK (
        jsonb_typeof(profile) = 'object'
        AND profile ?& ARRAY['first_name', 'last_name']
        AND jsonb_typeof(profile->'first_name') = 'string'
        AND char_length(profile->>'first_name') BETWEEN 1 AND 100
        AND jsonb_typeof(profile->'last_name') = 'string'
        AND char_length(profile->>'last_name') BETWEEN 1 AND 100
        AND jsonb_typeof(profile->'avatar') IN ('object', 'null')
        AND nullif(profile->'avatar', 'null') ?& ARRAY['key', 'name', 'size', 'content_type']
        AND jsonb_typeof(profile->'avatar'->'key') = 'string'
        AND char_length(profile->'avatar'->>'key') BETWEEN 1 AND 1024
        AND jsonb_typeof(profile->'avatar'->'name') = 'string'
        AND char_length(profile->'avatar'->>'name') BETWEEN 1 AND 255
        AND jsonb_typeof(profile->'avatar'->'size') = 'number'
        AND (profile->'avatar'->>'size')::numeric BETWEEN 0 AND 2097152
        AND (profile->'avatar'->>'size')::numeric % 1 = 0
        AND jsonb_typeof(profile->'avatar'->'content_type') = 'string'
        AND profile->'avatar'->>'content_type' IN ('image/png', 'image/jpeg')
    ),
    CONSTRAINT users_last_login_at_check
        CHECK (last_login_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT users_role_check CHECK (role IN ('user', 'admin')),
    CONSTRAINT users_email_verified_at_check
        CHECK (email_verified_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);
COMMENT ON COLUMN users.password_hash IS 'write-only: never part of an API response';

CREATE INDEX users_created_at_idx ON users (created_at DESC, id);
CREATE INDEX users_role_created_at_idx ON users (role, created_at DESC);

CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ----------------------------------------------------------------- products

-- Each element of products.images; a CHECK itself holds no subquery.
CREATE FUNCTION products_images_valid(items text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT EXISTS (
        SELECT FROM unnest(items) AS item
        WHERE NOT (
            char_length(item) BETWEEN 8 AND 2048
            AND item ~ '^https?://\S+$'

        )
    );

-- Each value of products.specifications; a CHECK itself holds no subquery.
CREATE FUNCTION products_specifications_valid(items jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT EXISTS (
        SELECT FROM jsonb_each(items) AS entry (key, item)
        WHERE NOT (
            jsonb_typeof(item) = 'string'
            AND char_length(item #>> '{}') BETWEEN 1 AND 255
        )
    ) AND (
        SELECT count(*) FROM jsonb_object_keys(items)
    ) <= 100;

CREATE TABLE products (
    id             uuid          NOT NULL DEFAULT gen_random_uuid(),
    name           text          NOT NULL,
    description    text,
    price          numeric(12,2) NOT NULL,
    category_id    uuid          NOT NULL,
    images         text[]        NOT NULL DEFAULT '{}',
    specifications jsonb         NOT NULL DEFAULT '{}',
    stock_quantity bigint        NOT NULL DEFAULT 0,
    in_stock       boolean       NOT NULL GENERATED ALWAYS AS (stock_quantity > 0) STORED,
    created_at     timestamptz   NOT NULL DEFAULT now(),
    updated_at     timestamptz   NOT NULL DEFAULT now(),
    deleted_at     timestamptz,
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector  tsvector      NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A')
        || setweight(to_tsvector('english', coalesce(description, '')), 'B')
    ) STORED,
    CONSTRAINT products_pkey PRIMARY KEY (id),
    CONSTRAINT products_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT products_description_check CHECK (char_length(description) BETWEEN 1 AND 5000),
    CONSTRAINT products_price_check CHECK (price >= 0 AND price <> 'NaN'),
    CONSTRAINT products_images_check CHECK (
        array_position(images, NULL) IS NULL
        AND cardinality(images) <= 20
        AND products_images_valid(images)
    ),
    CONSTRAINT products_specifications_check CHECK (
        jsonb_typeof(specifications) = 'object'
        AND products_specifications_valid(specifications)
    ),
    CONSTRAINT products_stock_quantity_check CHECK (stock_quantity BETWEEN 0 AND 2147483647),
    CONSTRAINT products_category_id_fkey FOREIGN KEY (category_id)
        REFERENCES categories (id) ON DELETE RESTRICT
);
COMMENT ON TABLE products IS 'Something the shop sells.';
COMMENT ON COLUMN products.deleted_at IS 'soft delete: NULL means the row is live';

CREATE INDEX products_category_id_idx ON products (category_id);
CREATE INDEX products_live_created_at_idx ON products (created_at DESC, id)
    WHERE deleted_at IS NULL;
CREATE INDEX products_live_price_idx ON products (price)
    WHERE deleted_at IS NULL;
CREATE INDEX products_live_in_stock_created_at_idx ON products (in_stock, created_at DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX products_search_vector_idx ON products USING gin (search_vector);

CREATE TRIGGER products_set_updated_at BEFORE UPDATE ON products
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- --------------------------------------------------------------------- tags

CREATE TABLE tags (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tags_pkey PRIMARY KEY (id),
    CONSTRAINT tags_name_key UNIQUE (name),
    CONSTRAINT tags_name_check CHECK (char_length(name) BETWEEN 1 AND 50)
);

CREATE INDEX tags_created_at_idx ON tags (created_at DESC, id);

CREATE TRIGGER tags_set_updated_at BEFORE UPDATE ON tags
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ---------------------------------------------- product_tags (many to many)

CREATE TABLE product_tags (
    product_id uuid        NOT NULL,
    tag_id     uuid        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_tags_pkey PRIMARY KEY (product_id, tag_id),
    CONSTRAINT product_tags_product_id_fkey FOREIGN KEY (product_id)
        REFERENCES products (id) ON DELETE CASCADE,
    CONSTRAINT product_tags_tag_id_fkey FOREIGN KEY (tag_id)
        REFERENCES tags (id) ON DELETE CASCADE
);

CREATE INDEX product_tags_tag_id_idx ON product_tags (tag_id);

-- At most 100 rows for one product_id. The row they belong to is locked first: of two
-- that insert at once, both would else find room for the last one.
CREATE FUNCTION product_tags_limit() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM products WHERE id = NEW.product_id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM product_tags WHERE product_id = NEW.product_id) > 100 THEN
        RAISE EXCEPTION 'more than 100 rows in product_tags for one product_id'
            USING ERRCODE = 'check_violation', TABLE = 'product_tags', CONSTRAINT = 'product_tags_limit_check';
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER product_tags_limit AFTER INSERT OR UPDATE ON product_tags
    FOR EACH ROW EXECUTE FUNCTION product_tags_limit();

-- ------------------------------------------------------------------- orders

CREATE TABLE orders (
    id          uuid          NOT NULL DEFAULT gen_random_uuid(),
    customer_id uuid          NOT NULL,
    status      text          NOT NULL DEFAULT 'pending',
    total       numeric(12,2) NOT NULL DEFAULT 0,
    placed_at   timestamptz   NOT NULL DEFAULT now(),
    created_at  timestamptz   NOT NULL DEFAULT now(),
    updated_at  timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_status_check CHECK (status IN ('pending', 'paid', 'shipped', 'cancelled')),
    CONSTRAINT orders_total_check CHECK (total >= 0 AND total <> 'NaN'),
    CONSTRAINT orders_placed_at_check
        CHECK (placed_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id)
        REFERENCES users (id) ON DELETE RESTRICT
);

CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_created_at_idx ON orders (created_at DESC, id);
CREATE INDEX orders_status_created_at_idx ON orders (status, created_at DESC);

CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- -------------------------------------------------------------- order_items

CREATE TABLE order_items (
    id         uuid          NOT NULL DEFAULT gen_random_uuid(),
    order_id   uuid          NOT NULL,
    position   bigint        NOT NULL,
    product_id uuid          NOT NULL,
    quantity   bigint        NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    created_at timestamptz   NOT NULL DEFAULT now(),
    updated_at timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT order_items_pkey PRIMARY KEY (id),
    CONSTRAINT order_items_order_id_position_key UNIQUE (order_id, position),
    CONSTRAINT order_items_order_id_product_id_key UNIQUE (order_id, product_id),
    CONSTRAINT order_items_position_check CHECK (position BETWEEN 0 AND 99),
    CONSTRAINT order_items_quantity_check CHECK (quantity BETWEEN 1 AND 1000),
    CONSTRAINT order_items_unit_price_check CHECK (unit_price >= 0 AND unit_price <> 'NaN'),
    CONSTRAINT order_items_order_id_fkey FOREIGN KEY (order_id)
        REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT order_items_product_id_fkey FOREIGN KEY (product_id)
        REFERENCES products (id) ON DELETE RESTRICT
);
COMMENT ON COLUMN order_items.position IS 'where the row stands in the list of its whole, from 0';

CREATE INDEX order_items_product_id_idx ON order_items (product_id);

CREATE TRIGGER order_items_set_updated_at BEFORE UPDATE ON order_items
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ----------------------------------------------------------- refresh_tokens

CREATE TABLE refresh_tokens (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    user_id    uuid        NOT NULL,
    token_hash text        NOT NULL,
    family     uuid        NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash),
    CONSTRAINT refresh_tokens_token_hash_check CHECK (char_length(token_hash) = 64),
    CONSTRAINT refresh_tokens_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE
);
COMMENT ON COLUMN refresh_tokens.token_hash IS 'SHA-256 in hexadecimal digits: the token itself is not stored';
COMMENT ON COLUMN refresh_tokens.family IS 'tokens that followed from one sign-in';

CREATE INDEX refresh_tokens_user_id_idx ON refresh_tokens (user_id);
CREATE INDEX refresh_tokens_family_idx ON refresh_tokens (family);
CREATE INDEX refresh_tokens_expires_at_idx ON refresh_tokens (expires_at);

-- ---------------------------------------------------------- one_time_tokens

CREATE TABLE one_time_tokens (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    user_id    uuid        NOT NULL,
    purpose    text        NOT NULL,
    token_hash text        NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT one_time_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT one_time_tokens_token_hash_key UNIQUE (token_hash),
    CONSTRAINT one_time_tokens_purpose_check
        CHECK (purpose IN ('password_reset', 'email_verification')),
    CONSTRAINT one_time_tokens_token_hash_check CHECK (char_length(token_hash) = 64),
    CONSTRAINT one_time_tokens_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE
);
COMMENT ON COLUMN one_time_tokens.token_hash IS 'SHA-256 in hexadecimal digits: the token itself is not stored';

CREATE INDEX one_time_tokens_user_id_idx ON one_time_tokens (user_id);
CREATE INDEX one_time_tokens_expires_at_idx ON one_time_tokens (expires_at);

-- ------------------------------------- outbox_events (to be told to others)

CREATE TABLE outbox_events (
    id           bigint      NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    event_id     uuid        NOT NULL DEFAULT gen_random_uuid(),
    event        text        NOT NULL,
    payload      jsonb       NOT NULL,
    attempts     bigint      NOT NULL DEFAULT 0,
    published_at timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT outbox_events_pkey PRIMARY KEY (id),
    CONSTRAINT outbox_events_event_id_key UNIQUE (event_id),
    CONSTRAINT outbox_events_event_check CHECK (char_length(event) BETWEEN 1 AND 63),
    CONSTRAINT outbox_events_payload_check
        CHECK (octet_length(replace(replace(payload::text, ', ', ','), ': ', ':')) <= 1048576),
    CONSTRAINT outbox_events_attempts_check CHECK (attempts BETWEEN 0 AND 2147483647)
);
COMMENT ON COLUMN outbox_events.published_at IS 'NULL until it was told';

CREATE INDEX outbox_events_published_at_idx ON outbox_events (published_at, id);

COMMIT;
