-- 0001_initial (up), MariaDB 10.6 or newer
-- Creates: customers, invoices, outbox_events, inbox_events
-- No transaction: here every CREATE commits by itself. After a failure run the
-- down file (it uses IF EXISTS), then this one again.
-- A VARCHAR is one wider than its texts may be: blanks that do not fit would be cut
-- without a word, and a CHECK sees one of them.
-- Times are UTC: connect with  SET time_zone = '+00:00'.

-- what this file is written in, whatever the client takes for granted
SET NAMES utf8mb4;
SET SESSION lock_wait_timeout = 5;

-- ---------------------------------------------------------------- customers

CREATE TABLE customers (
    id         CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    name       VARCHAR(101) NOT NULL,
    role       VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'payer',
    subject    VARCHAR(256),
    created_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY customers_subject_key (subject),
    KEY customers_role_created_at_idx (role, created_at DESC),
    CONSTRAINT customers_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT customers_name_check CHECK (CHAR_LENGTH(name) BETWEEN 1 AND 100),
    CONSTRAINT customers_role_check CHECK (role IN ('payer', 'accountant')),
    CONSTRAINT customers_subject_check CHECK (CHAR_LENGTH(subject) BETWEEN 1 AND 255)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

-- ----------------------------------------------------------------- invoices

CREATE TABLE invoices (
    id          CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    customer_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    total       DECIMAL(12,2) NOT NULL,
    status      VARCHAR(65) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'open',
    created_at  DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at  DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY invoices_order_id_key (order_id),
    KEY invoices_customer_id_idx (customer_id),
    KEY invoices_created_at_idx (created_at DESC, id),
    KEY invoices_status_created_at_idx (status, created_at DESC),
    CONSTRAINT invoices_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT invoices_order_id_check
        CHECK (order_id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT invoices_total_check CHECK (total >= 0),
    CONSTRAINT invoices_status_check CHECK (status IN ('open', 'sent', 'paid')),
    CONSTRAINT invoices_customer_id_fkey FOREIGN KEY (customer_id)
        REFERENCES customers (id) ON DELETE RESTRICT
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
