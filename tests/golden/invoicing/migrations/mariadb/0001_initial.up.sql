-- 0001_initial (up), MariaDB 10.6 or newer
-- Creates: users, customers, invoices, invoice_lines, api_keys, webhook_subscriptions,
--          webhook_subscription_deliveries, invoice_audit_entries, refresh_tokens,
--          one_time_tokens, outbox_events, inbox_events, serial_counters
-- No transaction: here every CREATE commits by itself. After a failure run the
-- down file (it uses IF EXISTS), then this one again.
-- A VARCHAR is one wider than its texts may be: blanks that do not fit would be cut
-- without a word, and a CHECK sees one of them.
-- Times are UTC: connect with  SET time_zone = '+00:00'.

-- what this file is written in, whatever the client takes for granted
SET NAMES utf8mb4;
SET SESSION lock_wait_timeout = 5;

-- -------------------------------------------------------------------- users

CREATE TABLE users (
    id                CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    email             VARCHAR(255) NOT NULL,
    password_hash     VARCHAR(256) NOT NULL COMMENT 'write-only: never part of an API response',
    name              VARCHAR(101) NOT NULL,
    role              VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'clerk',
    email_verified_at DATETIME(6),
    created_at        DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at        DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY users_email_key (email),
    KEY users_created_at_idx (created_at DESC, id),
    KEY users_role_created_at_idx (role, created_at DESC),
    CONSTRAINT users_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT users_email_check CHECK (
        CHAR_LENGTH(email) BETWEEN 3 AND 254
        AND email REGEXP '^[^@\\s]+@[^@\\s]+\\z'
        AND email = LOWER(email)
    ),
    CONSTRAINT users_password_hash_check CHECK (CHAR_LENGTH(password_hash) BETWEEN 1 AND 255),
    CONSTRAINT users_name_check CHECK (CHAR_LENGTH(name) BETWEEN 1 AND 100),
    CONSTRAINT users_role_check CHECK (role IN ('clerk', 'accountant', 'owner_of_company')),
    CONSTRAINT users_email_verified_at_check
        CHECK (DAY(email_verified_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(email_verified_at)), 0))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin COMMENT='Somebody who works with the invoices.';

-- ---------------------------------------------------------------- customers

CREATE TABLE customers (
    id         CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    name       VARCHAR(201) COLLATE utf8mb4_unicode_ci NOT NULL,
    email      VARCHAR(255) COLLATE utf8mb4_unicode_ci NOT NULL,
    vat_number VARCHAR(15),
    currency   VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'EUR',
    address    JSON          NOT NULL,
    balance    DECIMAL(12,2) NOT NULL DEFAULT 0,
    created_at DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    deleted_at DATETIME(6)   COMMENT 'soft delete: NULL means the row is live',
    _live TINYINT(1) GENERATED ALWAYS AS (IF(deleted_at IS NULL, 1, NULL)) VIRTUAL,
    PRIMARY KEY (id),
    UNIQUE KEY customers_vat_number_key (vat_number, _live),
    KEY customers_live_name_idx (deleted_at, name, id),
    FULLTEXT KEY customers_search_idx (name, email),
    CONSTRAINT customers_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT customers_name_check CHECK (CHAR_LENGTH(name) BETWEEN 1 AND 200),
    CONSTRAINT customers_email_check CHECK (
        CHAR_LENGTH(email) BETWEEN 3 AND 254
        AND email COLLATE utf8mb4_nopad_bin REGEXP '^[^@\\s]+@[^@\\s]+\\z'
    ),
    CONSTRAINT customers_vat_number_check CHECK (
        CHAR_LENGTH(vat_number) BETWEEN 2 AND 14
        AND vat_number REGEXP '^[A-Z]{2}[A-Z0-9]+\\z'
    ),
    CONSTRAINT customers_currency_check CHECK (currency REGEXP '^[A-Z]{3}\\z'),
    CONSTRAINT customers_address_check CHECK (
        JSON_TYPE(address) = 'OBJECT'
        AND JSON_CONTAINS_PATH(address, 'all', '$.lines', '$.postal_code', '$.town', '$.country')
        AND JSON_TYPE(JSON_EXTRACT(address, '$.lines')) = 'ARRAY'
        AND JSON_LENGTH(JSON_EXTRACT(address, '$.lines')) BETWEEN 1 AND 4
        AND JSON_TYPE(JSON_EXTRACT(address, '$.postal_code')) = 'STRING'
        AND CHAR_LENGTH(JSON_UNQUOTE(JSON_EXTRACT(address, '$.postal_code'))) BETWEEN 1 AND 12
        AND JSON_TYPE(JSON_EXTRACT(address, '$.town')) = 'STRING'
        AND CHAR_LENGTH(JSON_UNQUOTE(JSON_EXTRACT(address, '$.town'))) BETWEEN 1 AND 100
        AND JSON_TYPE(JSON_EXTRACT(address, '$.country')) = 'STRING'
        AND JSON_UNQUOTE(JSON_EXTRACT(address, '$.country')) COLLATE utf8mb4_nopad_bin REGEXP '^[A-Z]{2}\\z'
    )
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin COMMENT='Who is invoiced.';

-- A CHECK holds no subquery: a wrong element makes of address what customers_address_check refuses.
CREATE TRIGGER customers_address_insert BEFORE INSERT ON customers FOR EACH ROW
    SET NEW.address = IF(EXISTS (
        SELECT 1 FROM JSON_TABLE(NEW.address, '$.lines[*]' COLUMNS (item JSON PATH '$')) AS elements_1
        WHERE NOT (
            JSON_TYPE(item) = 'STRING'
            AND CHAR_LENGTH(JSON_UNQUOTE(item)) BETWEEN 1 AND 255
        )
    ), '[]', NEW.address);

CREATE TRIGGER customers_address_update BEFORE UPDATE ON customers FOR EACH ROW
    SET NEW.address = IF(EXISTS (
        SELECT 1 FROM JSON_TABLE(NEW.address, '$.lines[*]' COLUMNS (item JSON PATH '$')) AS elements_1
        WHERE NOT (
            JSON_TYPE(item) = 'STRING'
            AND CHAR_LENGTH(JSON_UNQUOTE(item)) BETWEEN 1 AND 255
        )
    ), '[]', NEW.address);

-- ----------------------------------------------------------------- invoices

CREATE TABLE invoices (
    id          CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    customer_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number      VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin,
    status      VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'draft',
    issued_on   DATE,
    due_on      DATE,
    currency    VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    net         DECIMAL(12,2) NOT NULL DEFAULT 0,
    tax         DECIMAL(12,2) NOT NULL DEFAULT 0,
    total       DECIMAL(12,2) GENERATED ALWAYS AS (net + tax) STORED,
    paid_amount DECIMAL(12,2) NOT NULL DEFAULT 0,
    open_amount DECIMAL(12,2) GENERATED ALWAYS AS (net + tax - paid_amount) STORED,
    reminded_on DATE,
    paid_at     DATETIME(6),
    note        TEXT COLLATE utf8mb4_unicode_ci,
    version     INT           NOT NULL DEFAULT 1 COMMENT 'counts updates: what an ETag is made of',
    created_at  DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at  DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY invoices_number_key (number),
    KEY invoices_customer_id_idx (customer_id),
    KEY invoices_created_at_idx (created_at DESC, id),
    KEY invoices_status_created_at_idx (status, created_at DESC),
    KEY invoices_issued_on_idx (issued_on),
    KEY invoices_due_on_idx (due_on),
    FULLTEXT KEY invoices_search_idx (note),
    CONSTRAINT invoices_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT invoices_number_check CHECK (CHAR_LENGTH(number) BETWEEN 1 AND 64),
    CONSTRAINT invoices_status_check
        CHECK (status IN ('draft', 'issued', 'paid', 'reminded', 'cancelled')),
    CONSTRAINT invoices_issued_on_check
        CHECK (DAY(issued_on) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(issued_on)), 0)),
    CONSTRAINT invoices_due_on_check
        CHECK (DAY(due_on) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(due_on)), 0)),
    CONSTRAINT invoices_currency_check CHECK (currency REGEXP '^[A-Z]{3}\\z'),
    CONSTRAINT invoices_paid_amount_check CHECK (paid_amount >= 0),
    CONSTRAINT invoices_reminded_on_check
        CHECK (DAY(reminded_on) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(reminded_on)), 0)),
    CONSTRAINT invoices_paid_at_check
        CHECK (DAY(paid_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(paid_at)), 0)),
    CONSTRAINT invoices_note_check CHECK (CHAR_LENGTH(note) BETWEEN 1 AND 2000),
    CONSTRAINT invoices_version_check CHECK (version >= 1),
    CONSTRAINT invoices_due_check CHECK (due_on >= issued_on),
    CONSTRAINT invoices_customer_id_fkey FOREIGN KEY (customer_id)
        REFERENCES customers (id) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin COMMENT='What a customer owes, and for what.';

-- ------------------------------------------------------------ invoice_lines

CREATE TABLE invoice_lines (
    id         CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    invoice_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position   INT           NOT NULL COMMENT 'where the row stands in the list of its whole, from 0',
    text       VARCHAR(201)  NOT NULL,
    quantity   DECIMAL(10,3) NOT NULL DEFAULT 1,
    unit_price DECIMAL(12,2) NOT NULL,
    tax_rate   DECIMAL(5,4)  NOT NULL DEFAULT 0.19,
    net        DECIMAL(12,2) GENERATED ALWAYS AS (ROUND((quantity * unit_price), 2)) STORED,
    tax        DECIMAL(12,2) GENERATED ALWAYS AS (ROUND((ROUND((quantity * unit_price), 2) * tax_rate), 2)) STORED,
    created_at DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY invoice_lines_invoice_id_position_key (invoice_id, position),
    CONSTRAINT invoice_lines_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT invoice_lines_position_check CHECK (position BETWEEN 0 AND 199),
    CONSTRAINT invoice_lines_text_check CHECK (CHAR_LENGTH(text) BETWEEN 1 AND 200),
    CONSTRAINT invoice_lines_quantity_check CHECK (quantity > 0),
    CONSTRAINT invoice_lines_tax_rate_check CHECK (tax_rate BETWEEN 0 AND 1),
    CONSTRAINT invoice_lines_invoice_id_fkey FOREIGN KEY (invoice_id)
        REFERENCES invoices (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ----------------------------------------------------------------- api_keys

CREATE TABLE api_keys (
    id           CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    name         VARCHAR(101) NOT NULL,
    user_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    prefix       VARCHAR(17)  NOT NULL,
    key_hash     VARCHAR(65)  NOT NULL COMMENT 'HMAC-SHA-256 in hexadecimal digits: the secret itself is not stored',
    expires_at   DATETIME(6),
    last_used_at DATETIME(6),
    revoked_at   DATETIME(6),
    created_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY api_keys_key_hash_key (key_hash),
    KEY api_keys_user_id_idx (user_id),
    KEY api_keys_created_at_idx (created_at DESC, id),
    CONSTRAINT api_keys_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT api_keys_name_check CHECK (CHAR_LENGTH(name) BETWEEN 1 AND 100),
    CONSTRAINT api_keys_prefix_check CHECK (CHAR_LENGTH(prefix) BETWEEN 1 AND 16),
    CONSTRAINT api_keys_key_hash_check CHECK (CHAR_LENGTH(key_hash) = 64),
    CONSTRAINT api_keys_expires_at_check
        CHECK (DAY(expires_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(expires_at)), 0)),
    CONSTRAINT api_keys_last_used_at_check
        CHECK (DAY(last_used_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(last_used_at)), 0)),
    CONSTRAINT api_keys_revoked_at_check
        CHECK (DAY(revoked_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(revoked_at)), 0)),
    CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ---------------------------------------------------- webhook_subscriptions

CREATE TABLE webhook_subscriptions (
    id                        CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    url                       TEXT         NOT NULL,
    description               VARCHAR(201),
    events                    JSON         NOT NULL,
    active                    BOOLEAN      NOT NULL DEFAULT TRUE,
    secret_encrypted          VARCHAR(501) NOT NULL COMMENT 'encrypted with AES-256-GCM, in Base64: nonce, text, tag',
    previous_secret_encrypted VARCHAR(501) COMMENT 'encrypted with AES-256-GCM, in Base64: nonce, text, tag',
    previous_secret_until     DATETIME(6),
    created_at                DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at                DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    KEY webhook_subscriptions_created_at_idx (created_at DESC, id),
    KEY webhook_subscriptions_active_created_at_idx (active, created_at DESC),
    CONSTRAINT webhook_subscriptions_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT webhook_subscriptions_url_check CHECK (
        CHAR_LENGTH(url) BETWEEN 8 AND 2048
        AND url REGEXP '^https?://\\S+\\z'
        AND url REGEXP '^https:'
    ),
    CONSTRAINT webhook_subscriptions_description_check
        CHECK (CHAR_LENGTH(description) BETWEEN 1 AND 200),
    CONSTRAINT webhook_subscriptions_events_check CHECK (
        JSON_TYPE(events) = 'ARRAY'
        AND JSON_LENGTH(events) BETWEEN 1 AND 3
    ),
    CONSTRAINT webhook_subscriptions_active_check CHECK (active IN (0, 1)),
    CONSTRAINT webhook_subscriptions_secret_encrypted_check
        CHECK (CHAR_LENGTH(secret_encrypted) BETWEEN 1 AND 500),
    CONSTRAINT webhook_subscriptions_previous_secret_encrypted_check
        CHECK (CHAR_LENGTH(previous_secret_encrypted) BETWEEN 1 AND 500),
    CONSTRAINT webhook_subscriptions_previous_secret_until_check
        CHECK (DAY(previous_secret_until) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(previous_secret_until)), 0))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- A CHECK holds no subquery: a wrong element makes of events what webhook_subscriptions_events_check refuses.
CREATE TRIGGER webhook_subscriptions_events_insert BEFORE INSERT ON webhook_subscriptions FOR EACH ROW
    SET NEW.events = IF(EXISTS (
        SELECT 1 FROM JSON_TABLE(NEW.events, '$[*]' COLUMNS (item JSON PATH '$')) AS elements_1
        WHERE NOT (
            JSON_TYPE(item) = 'STRING'
            AND JSON_UNQUOTE(item) COLLATE utf8mb4_nopad_bin IN ('invoice.issued', 'invoice.paid', 'invoice.cancelled')
        )
    ), '{}', NEW.events);

CREATE TRIGGER webhook_subscriptions_events_update BEFORE UPDATE ON webhook_subscriptions FOR EACH ROW
    SET NEW.events = IF(EXISTS (
        SELECT 1 FROM JSON_TABLE(NEW.events, '$[*]' COLUMNS (item JSON PATH '$')) AS elements_1
        WHERE NOT (
            JSON_TYPE(item) = 'STRING'
            AND JSON_UNQUOTE(item) COLLATE utf8mb4_nopad_bin IN ('invoice.issued', 'invoice.paid', 'invoice.cancelled')
        )
    ), '{}', NEW.events);

-- ------------------------------------------ webhook_subscription_deliveries

CREATE TABLE webhook_subscription_deliveries (
    id                      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    webhook_subscription_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id                CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event                   VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    status                  VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'pending',
    attempts                INT          NOT NULL DEFAULT 0,
    response_status         INT,
    failure                 VARCHAR(501),
    payload                 JSON         NOT NULL,
    next_attempt_at         DATETIME(6),
    delivered_at            DATETIME(6),
    created_at              DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at              DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY webhook_subscription_deliveries_webhook_subscription_i_c0d0ed9a (webhook_subscription_id, event_id),
    KEY webhook_subscription_deliveries_status_next_attempt_at_idx (status, next_attempt_at),
    KEY webhook_subscription_deliveries_webhook_subscription_i_bdb47402 (webhook_subscription_id, created_at DESC, id),
    KEY webhook_subscription_deliveries_event_created_at_idx (event, created_at DESC),
    KEY webhook_subscription_deliveries_status_created_at_idx (status, created_at DESC),
    CONSTRAINT webhook_subscription_deliveries_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT webhook_subscription_deliveries_event_id_check
        CHECK (event_id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT webhook_subscription_deliveries_event_check
        CHECK (event IN ('invoice.issued', 'invoice.paid', 'invoice.cancelled')),
    CONSTRAINT webhook_subscription_deliveries_status_check
        CHECK (status IN ('pending', 'delivered', 'failed')),
    CONSTRAINT webhook_subscription_deliveries_attempts_check CHECK (attempts >= 0),
    CONSTRAINT webhook_subscription_deliveries_response_status_check
        CHECK (response_status BETWEEN 100 AND 599),
    CONSTRAINT webhook_subscription_deliveries_failure_check
        CHECK (CHAR_LENGTH(failure) BETWEEN 1 AND 500),
    CONSTRAINT webhook_subscription_deliveries_payload_check
        CHECK (LENGTH(JSON_COMPACT(payload)) <= 1048576),
    CONSTRAINT webhook_subscription_deliveries_next_attempt_at_check
        CHECK (DAY(next_attempt_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(next_attempt_at)), 0)),
    CONSTRAINT webhook_subscription_deliveries_delivered_at_check
        CHECK (DAY(delivered_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(delivered_at)), 0)),
    CONSTRAINT webhook_subscription_deliveries_webhook_subscription_id_fkey FOREIGN KEY (webhook_subscription_id)
        REFERENCES webhook_subscriptions (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ---------------------------------------------------- invoice_audit_entries

CREATE TABLE invoice_audit_entries (
    id          BIGINT      NOT NULL AUTO_INCREMENT,
    row_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    operation   VARCHAR(64) NOT NULL,
    caller_id   CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    request_id  VARCHAR(65),
    changes     JSON        NOT NULL DEFAULT ('[]'),
    occurred_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    KEY invoice_audit_entries_row_id_occurred_at_idx (row_id, occurred_at),
    CONSTRAINT invoice_audit_entries_row_id_check
        CHECK (row_id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT invoice_audit_entries_operation_check
        CHECK (CHAR_LENGTH(operation) BETWEEN 1 AND 63),
    CONSTRAINT invoice_audit_entries_caller_id_check
        CHECK (caller_id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT invoice_audit_entries_request_id_check
        CHECK (CHAR_LENGTH(request_id) BETWEEN 1 AND 64),
    CONSTRAINT invoice_audit_entries_changes_check CHECK (
        JSON_TYPE(changes) = 'ARRAY'
        AND JSON_LENGTH(changes) <= 500
    ),
    CONSTRAINT invoice_audit_entries_occurred_at_check
        CHECK (DAY(occurred_at) BETWEEN 1 AND COALESCE(DAY(LAST_DAY(occurred_at)), 0))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- A CHECK holds no subquery: a wrong element makes of changes what invoice_audit_entries_changes_check refuses.
CREATE TRIGGER invoice_audit_entries_changes_insert BEFORE INSERT ON invoice_audit_entries FOR EACH ROW
    SET NEW.changes = IF(EXISTS (
        SELECT 1 FROM JSON_TABLE(NEW.changes, '$[*]' COLUMNS (item JSON PATH '$')) AS elements_1
        WHERE NOT (
            JSON_TYPE(item) = 'OBJECT'
            AND JSON_CONTAINS_PATH(item, 'all', '$.field')
            AND JSON_TYPE(JSON_EXTRACT(item, '$.field')) = 'STRING'
            AND CHAR_LENGTH(JSON_UNQUOTE(JSON_EXTRACT(item, '$.field'))) BETWEEN 1 AND 127
            AND (JSON_TYPE(JSON_EXTRACT(item, '$.before')) = 'NULL' OR LENGTH(JSON_COMPACT(JSON_EXTRACT(item, '$.before'))) <= 65536)
            AND (JSON_TYPE(JSON_EXTRACT(item, '$.after')) = 'NULL' OR LENGTH(JSON_COMPACT(JSON_EXTRACT(item, '$.after'))) <= 65536)
        )
    ), '{}', NEW.changes);

CREATE TRIGGER invoice_audit_entries_changes_update BEFORE UPDATE ON invoice_audit_entries FOR EACH ROW
    SET NEW.changes = IF(EXISTS (
        SELECT 1 FROM JSON_TABLE(NEW.changes, '$[*]' COLUMNS (item JSON PATH '$')) AS elements_1
        WHERE NOT (
            JSON_TYPE(item) = 'OBJECT'
            AND JSON_CONTAINS_PATH(item, 'all', '$.field')
            AND JSON_TYPE(JSON_EXTRACT(item, '$.field')) = 'STRING'
            AND CHAR_LENGTH(JSON_UNQUOTE(JSON_EXTRACT(item, '$.field'))) BETWEEN 1 AND 127
            AND (JSON_TYPE(JSON_EXTRACT(item, '$.before')) = 'NULL' OR LENGTH(JSON_COMPACT(JSON_EXTRACT(item, '$.before'))) <= 65536)
            AND (JSON_TYPE(JSON_EXTRACT(item, '$.after')) = 'NULL' OR LENGTH(JSON_COMPACT(JSON_EXTRACT(item, '$.after'))) <= 65536)
        )
    ), '{}', NEW.changes);

-- ----------------------------------------------------------- refresh_tokens

CREATE TABLE refresh_tokens (
    id         CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    user_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token_hash VARCHAR(65) NOT NULL COMMENT 'SHA-256 in hexadecimal digits: the token itself is not stored',
    family     CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'tokens that followed from one sign-in',
    expires_at DATETIME(6) NOT NULL,
    used_at    DATETIME(6),
    revoked_at DATETIME(6),
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY refresh_tokens_token_hash_key (token_hash),
    KEY refresh_tokens_user_id_idx (user_id),
    KEY refresh_tokens_family_idx (family),
    KEY refresh_tokens_expires_at_idx (expires_at),
    CONSTRAINT refresh_tokens_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT refresh_tokens_token_hash_check CHECK (CHAR_LENGTH(token_hash) = 64),
    CONSTRAINT refresh_tokens_family_check
        CHECK (family REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT refresh_tokens_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ---------------------------------------------------------- one_time_tokens

CREATE TABLE one_time_tokens (
    id         CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    user_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    purpose    VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    token_hash VARCHAR(65) NOT NULL COMMENT 'SHA-256 in hexadecimal digits: the token itself is not stored',
    expires_at DATETIME(6) NOT NULL,
    used_at    DATETIME(6),
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY one_time_tokens_token_hash_key (token_hash),
    KEY one_time_tokens_user_id_idx (user_id),
    KEY one_time_tokens_expires_at_idx (expires_at),
    CONSTRAINT one_time_tokens_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT one_time_tokens_purpose_check
        CHECK (purpose IN ('password_reset', 'email_verification')),
    CONSTRAINT one_time_tokens_token_hash_check CHECK (CHAR_LENGTH(token_hash) = 64),
    CONSTRAINT one_time_tokens_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ------------------------------------- outbox_events (to be told to others)

CREATE TABLE outbox_events (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    event_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    event        VARCHAR(64) NOT NULL,
    payload      JSON        NOT NULL,
    attempts     INT         NOT NULL DEFAULT 0,
    published_at DATETIME(6) COMMENT 'NULL until it was told',
    created_at   DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY outbox_events_event_id_key (event_id),
    KEY outbox_events_published_at_idx (published_at, id),
    CONSTRAINT outbox_events_event_id_check
        CHECK (event_id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT outbox_events_event_check CHECK (CHAR_LENGTH(event) BETWEEN 1 AND 63),
    CONSTRAINT outbox_events_payload_check CHECK (LENGTH(JSON_COMPACT(payload)) <= 1048576),
    CONSTRAINT outbox_events_attempts_check CHECK (attempts >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ---------------------------- inbox_events (told by others, and dealt with)

CREATE TABLE inbox_events (
    source     VARCHAR(64)  NOT NULL COMMENT 'who told it: the broker, or an integration',
    event_id   VARCHAR(256) NOT NULL,
    created_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (source, event_id),
    KEY inbox_events_created_at_idx (created_at),
    CONSTRAINT inbox_events_source_check CHECK (CHAR_LENGTH(source) BETWEEN 1 AND 63),
    CONSTRAINT inbox_events_event_id_check CHECK (CHAR_LENGTH(event_id) BETWEEN 1 AND 255)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ----------------------------------- serial_counters (numbers without gaps)

CREATE TABLE serial_counters (
    counter      VARCHAR(128) NOT NULL COMMENT 'resource and field, joined by a point',
    scope        VARCHAR(128) NOT NULL COMMENT 'what is counted for: ids, joined by slashes; empty: the whole table',
    counted_year INT          NOT NULL DEFAULT 0 COMMENT 'the year that is counted; 0 where years do not matter',
    last_number  BIGINT       NOT NULL,
    PRIMARY KEY (counter, scope, counted_year),
    CONSTRAINT serial_counters_counter_check CHECK (CHAR_LENGTH(counter) BETWEEN 1 AND 127),
    CONSTRAINT serial_counters_scope_check CHECK (CHAR_LENGTH(scope) <= 127),
    CONSTRAINT serial_counters_counted_year_check CHECK (counted_year BETWEEN 0 AND 9999),
    CONSTRAINT serial_counters_last_number_check
        CHECK (last_number BETWEEN 0 AND 9007199254740991)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
