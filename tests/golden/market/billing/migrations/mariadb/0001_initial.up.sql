-- 0001_initial (up), MariaDB 10.6 or newer (also MySQL 8.0.21 or newer)
-- Creates: customers, invoices
-- No transaction: here every CREATE commits by itself. After a failure run the
-- down file (it uses IF EXISTS), then this one again.
-- Times are UTC: connect with  SET time_zone = '+00:00'.

SET SESSION lock_wait_timeout = 5;

-- ---------------------------------------------------------------- customers

CREATE TABLE customers (
    id         CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    name       VARCHAR(100) NOT NULL,
    role       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'payer',
    created_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    KEY customers_role_created_at_idx (role, created_at DESC),
    CONSTRAINT customers_id_check
        CHECK (id REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z'),
    CONSTRAINT customers_name_check CHECK (CHAR_LENGTH(name) >= 1),
    CONSTRAINT customers_role_check CHECK (role IN ('payer', 'accountant'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- ----------------------------------------------------------------- invoices

CREATE TABLE invoices (
    id          CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (UUID()),
    customer_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    total       DECIMAL(12,2) NOT NULL,
    status      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'open',
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
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
