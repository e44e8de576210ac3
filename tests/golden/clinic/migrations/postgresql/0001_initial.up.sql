-- 0001_initial (up), PostgreSQL 15 or newer
-- Creates: accounts, doctors, patients, appointments, patient_records, patient_audit_entries,
--          patient_record_audit_entries, appointment_audit_entries, refresh_tokens,
--          one_time_tokens
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

-- ----------------------------------------------------------------- accounts

CREATE TABLE accounts (
    id                uuid        NOT NULL DEFAULT gen_random_uuid(),
    email             text        NOT NULL,
    password_hash     text        NOT NULL,
    role              text        NOT NULL DEFAULT 'patient',
    email_verified_at timestamptz,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_pkey PRIMARY KEY (id),
    CONSTRAINT accounts_email_key UNIQUE (email),
    CONSTRAINT accounts_email_check CHECK (
        char_length(email) BETWEEN 3 AND 254
        AND email ~ '^[^@\s]+@[^@\s]+$'
        AND email = lower(email)
    ),
    CONSTRAINT accounts_password_hash_check CHECK (char_length(password_hash) BETWEEN 1 AND 255),
    CONSTRAINT accounts_role_check CHECK (role IN ('patient', 'nurse', 'doctor', 'manager')),
    CONSTRAINT accounts_email_verified_at_check
        CHECK (email_verified_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);
COMMENT ON TABLE accounts IS 'What somebody signs in with.';
COMMENT ON COLUMN accounts.password_hash IS 'write-only: never part of an API response';

CREATE INDEX accounts_created_at_idx ON accounts (created_at DESC, id);
CREATE INDEX accounts_role_created_at_idx ON accounts (role, created_at DESC);

CREATE TRIGGER accounts_set_updated_at BEFORE UPDATE ON accounts
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------------ doctors

CREATE TABLE doctors (
    id            uuid        NOT NULL DEFAULT gen_random_uuid(),
    account_id    uuid        NOT NULL,
    name          text        NOT NULL,
    specialty     text        NOT NULL,
    room          text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector tsvector    NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A')
    ) STORED,
    CONSTRAINT doctors_pkey PRIMARY KEY (id),
    CONSTRAINT doctors_account_id_key UNIQUE (account_id),
    CONSTRAINT doctors_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT doctors_specialty_check
        CHECK (specialty IN ('general', 'cardiology', 'dermatology', 'paediatrics')),
    CONSTRAINT doctors_room_check CHECK (char_length(room) BETWEEN 1 AND 10),
    CONSTRAINT doctors_account_id_fkey FOREIGN KEY (account_id)
        REFERENCES accounts (id) ON DELETE RESTRICT
);
COMMENT ON TABLE doctors IS 'A physician of the clinic.';

CREATE INDEX doctors_created_at_idx ON doctors (created_at DESC, id);
CREATE INDEX doctors_specialty_created_at_idx ON doctors (specialty, created_at DESC);
CREATE INDEX doctors_search_vector_idx ON doctors USING gin (search_vector);

CREATE TRIGGER doctors_set_updated_at BEFORE UPDATE ON doctors
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ----------------------------------------------------------------- patients

CREATE TABLE patients (
    id                  uuid        NOT NULL DEFAULT gen_random_uuid(),
    account_id          uuid        NOT NULL,
    name                text        NOT NULL,
    born_on             date        NOT NULL,
    phone               text,
    insurance_number    text        NOT NULL,
    address_street      text        NOT NULL,
    address_town        text        NOT NULL,
    address_postal_code text        NOT NULL,
    address_country     text        NOT NULL DEFAULT 'GB',
    billing             jsonb,
    blood_group         text,
    version             bigint      NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    deleted_at          timestamptz,
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector       tsvector    NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A')
    ) STORED,
    CONSTRAINT patients_pkey PRIMARY KEY (id),
    CONSTRAINT patients_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT patients_born_on_check CHECK (born_on BETWEEN '0001-01-01' AND '9999-12-31'),
    CONSTRAINT patients_phone_check CHECK (
        char_length(phone) BETWEEN 3 AND 16
        AND phone ~ '^\+[1-9][0-9]{1,14}$'

    ),
    CONSTRAINT patients_insurance_number_check
        CHECK (char_length(insurance_number) BETWEEN 1 AND 20),
    CONSTRAINT patients_address_street_check CHECK (char_length(address_street) BETWEEN 1 AND 200),
    CONSTRAINT patients_address_town_check CHECK (char_length(address_town) BETWEEN 1 AND 100),
    CONSTRAINT patients_address_postal_code_check CHECK (
        char_length(address_postal_code) BETWEEN 1 AND 12
        AND address_postal_code ~ '^[A-Z0-9 -]+$'
    ),
    CONSTRAINT patients_address_country_check CHECK (address_country ~ '^[A-Z]{2}$'
),
    CONSTRAINT patients_billing_check CHECK (
        jsonb_typeof(billing) = 'object'
        AND billing ?& ARRAY['street', 'town', 'postal_code', 'country']
        AND jsonb_typeof(billing->'street') = 'string'
        AND char_length(billing->>'street') BETWEEN 1 AND 200
        AND jsonb_typeof(billing->'town') = 'string'
        AND char_length(billing->>'town') BETWEEN 1 AND 100
        AND jsonb_typeof(billing->'postal_code') = 'string'
        AND char_length(billing->>'postal_code') BETWEEN 1 AND 12
        AND billing->>'postal_code' ~ '^[A-Z0-9 -]+$'
        AND jsonb_typeof(billing->'country') = 'string'
        AND billing->>'country' ~ '^[A-Z]{2}$'

    ),
    CONSTRAINT patients_blood_group_check
        CHECK (blood_group IN ('a_pos', 'a_neg', 'b_pos', 'b_neg', 'ab_pos', 'ab_neg', 'zero_pos', 'zero_neg')),
    CONSTRAINT patients_version_check CHECK (version BETWEEN 1 AND 2147483647),
    CONSTRAINT patients_born_check CHECK (born_on >= '1880-01-01'),
    CONSTRAINT patients_account_id_fkey FOREIGN KEY (account_id)
        REFERENCES accounts (id) ON DELETE RESTRICT
);
COMMENT ON TABLE patients IS 'Somebody who is treated.';
COMMENT ON COLUMN patients.blood_group IS 'As measured, not as told.';
COMMENT ON COLUMN patients.version IS 'counts updates: what an ETag is made of';
COMMENT ON COLUMN patients.deleted_at IS 'soft delete: NULL means the row is live';

CREATE UNIQUE INDEX patients_account_id_key ON patients (account_id)
    WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX patients_insurance_number_key ON patients (insurance_number)
    WHERE deleted_at IS NULL;
CREATE INDEX patients_account_id_idx ON patients (account_id);
CREATE INDEX patients_live_name_idx ON patients (name, id)
    WHERE deleted_at IS NULL;
CREATE INDEX patients_live_blood_group_name_idx ON patients (blood_group, name)
    WHERE deleted_at IS NULL;
CREATE INDEX patients_search_vector_idx ON patients USING gin (search_vector);

CREATE TRIGGER patients_set_updated_at BEFORE UPDATE ON patients
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------- appointments

CREATE TABLE appointments (
    id                uuid        NOT NULL DEFAULT gen_random_uuid(),
    patient_id        uuid        NOT NULL,
    doctor_id         uuid        NOT NULL,
    starts_at         timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL,
    reason            text,
    status            text        NOT NULL DEFAULT 'requested',
    cancelled_because text,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT appointments_pkey PRIMARY KEY (id),
    CONSTRAINT appointments_starts_at_check
        CHECK (starts_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT appointments_ends_at_check
        CHECK (ends_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT appointments_reason_check CHECK (char_length(reason) BETWEEN 1 AND 1000),
    CONSTRAINT appointments_status_check
        CHECK (status IN ('requested', 'confirmed', 'running', 'finished', 'cancelled', 'missed')),
    CONSTRAINT appointments_cancelled_because_check
        CHECK (char_length(cancelled_because) BETWEEN 1 AND 200),
    CONSTRAINT appointments_order_check CHECK (starts_at < ends_at),
    CONSTRAINT appointments_patient_id_fkey FOREIGN KEY (patient_id)
        REFERENCES patients (id) ON DELETE RESTRICT,
    CONSTRAINT appointments_doctor_id_fkey FOREIGN KEY (doctor_id)
        REFERENCES doctors (id) ON DELETE RESTRICT
);
COMMENT ON TABLE appointments IS 'A patient and a doctor at a time.';

CREATE UNIQUE INDEX appointments_doctor_id_starts_at_key ON appointments (doctor_id, starts_at)
    WHERE status <> 'cancelled';
CREATE INDEX appointments_doctor_id_idx ON appointments (doctor_id);
CREATE INDEX appointments_patient_id_starts_at_idx ON appointments (patient_id, starts_at);
CREATE INDEX appointments_starts_at_idx ON appointments (starts_at, id);
CREATE INDEX appointments_status_starts_at_idx ON appointments (status, starts_at);

CREATE TRIGGER appointments_set_updated_at BEFORE UPDATE ON appointments
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ---------------------------------------------------------- patient_records

-- Each element of patient_records.attachments; a CHECK itself holds no subquery.
CREATE FUNCTION patient_records_attachments_valid(items text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT EXISTS (
        SELECT FROM unnest(items) AS item
        WHERE NOT (
            char_length(item) BETWEEN 8 AND 2048
            AND item ~ '^https?://\S+$'

        )
    );

CREATE TABLE patient_records (
    id             uuid        NOT NULL DEFAULT gen_random_uuid(),
    patient_id     uuid        NOT NULL,
    appointment_id uuid,
    written_by_id  uuid        NOT NULL,
    findings       text        NOT NULL,
    diagnosis      text,
    attachments    text[]      NOT NULL DEFAULT '{}',
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT patient_records_pkey PRIMARY KEY (id),
    CONSTRAINT patient_records_findings_check CHECK (char_length(findings) BETWEEN 1 AND 20000),
    CONSTRAINT patient_records_diagnosis_check CHECK (
        char_length(diagnosis) BETWEEN 1 AND 20
        AND diagnosis ~ '^[A-Z][0-9]{2}(\.[0-9]+)?$'
    ),
    CONSTRAINT patient_records_attachments_check CHECK (
        array_position(attachments, NULL) IS NULL
        AND cardinality(attachments) <= 10
        AND patient_records_attachments_valid(attachments)
    ),
    CONSTRAINT patient_records_patient_id_fkey FOREIGN KEY (patient_id)
        REFERENCES patients (id) ON DELETE CASCADE,
    CONSTRAINT patient_records_appointment_id_fkey FOREIGN KEY (appointment_id)
        REFERENCES appointments (id) ON DELETE RESTRICT,
    CONSTRAINT patient_records_written_by_id_fkey FOREIGN KEY (written_by_id)
        REFERENCES doctors (id) ON DELETE RESTRICT
);
COMMENT ON TABLE patient_records IS 'What was found on one day; never changed, only added to.';

CREATE INDEX patient_records_appointment_id_idx ON patient_records (appointment_id);
CREATE INDEX patient_records_written_by_id_idx ON patient_records (written_by_id);
CREATE INDEX patient_records_patient_id_created_at_idx
    ON patient_records (patient_id, created_at DESC, id);

CREATE TRIGGER patient_records_set_updated_at BEFORE UPDATE ON patient_records
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ---------------------------------------------------- patient_audit_entries

-- Each element of patient_audit_entries.changes; a CHECK itself holds no subquery.
CREATE FUNCTION patient_audit_entries_changes_valid(items jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(items) AS item
        WHERE NOT (
            jsonb_typeof(item) = 'object'
            AND item ?& ARRAY['field']
            AND jsonb_typeof(item->'field') = 'string'
            AND char_length(item->>'field') BETWEEN 1 AND 127
            AND octet_length(replace(replace((item->'before')::text, ', ', ','), ': ', ':')) <= 65536
            AND octet_length(replace(replace((item->'after')::text, ', ', ','), ': ', ':')) <= 65536
        )
    );

CREATE TABLE patient_audit_entries (
    id          bigint      NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    row_id      uuid        NOT NULL,
    operation   text        NOT NULL,
    caller_id   uuid,
    request_id  text,
    changes     jsonb       NOT NULL DEFAULT '[]',
    occurred_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT patient_audit_entries_pkey PRIMARY KEY (id),
    CONSTRAINT patient_audit_entries_operation_check
        CHECK (char_length(operation) BETWEEN 1 AND 63),
    CONSTRAINT patient_audit_entries_request_id_check
        CHECK (char_length(request_id) BETWEEN 1 AND 64),
    CONSTRAINT patient_audit_entries_changes_check CHECK (
        jsonb_typeof(changes) = 'array'
        AND CASE WHEN jsonb_typeof(changes) = 'array' THEN jsonb_array_length(changes) <= 500 END
        AND patient_audit_entries_changes_valid(changes)
    ),
    CONSTRAINT patient_audit_entries_occurred_at_check
        CHECK (occurred_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);

CREATE INDEX patient_audit_entries_row_id_occurred_at_idx
    ON patient_audit_entries (row_id, occurred_at);

-- --------------------------------------------- patient_record_audit_entries

-- Each element of patient_record_audit_entries.changes; a CHECK itself holds no subquery.
CREATE FUNCTION patient_record_audit_entries_changes_valid(items jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(items) AS item
        WHERE NOT (
            jsonb_typeof(item) = 'object'
            AND item ?& ARRAY['field']
            AND jsonb_typeof(item->'field') = 'string'
            AND char_length(item->>'field') BETWEEN 1 AND 127
            AND octet_length(replace(replace((item->'before')::text, ', ', ','), ': ', ':')) <= 65536
            AND octet_length(replace(replace((item->'after')::text, ', ', ','), ': ', ':')) <= 65536
        )
    );

CREATE TABLE patient_record_audit_entries (
    id          bigint      NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    row_id      uuid        NOT NULL,
    operation   text        NOT NULL,
    caller_id   uuid,
    request_id  text,
    changes     jsonb       NOT NULL DEFAULT '[]',
    occurred_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT patient_record_audit_entries_pkey PRIMARY KEY (id),
    CONSTRAINT patient_record_audit_entries_operation_check
        CHECK (char_length(operation) BETWEEN 1 AND 63),
    CONSTRAINT patient_record_audit_entries_request_id_check
        CHECK (char_length(request_id) BETWEEN 1 AND 64),
    CONSTRAINT patient_record_audit_entries_changes_check CHECK (
        jsonb_typeof(changes) = 'array'
        AND CASE WHEN jsonb_typeof(changes) = 'array' THEN jsonb_array_length(changes) <= 500 END
        AND patient_record_audit_entries_changes_valid(changes)
    ),
    CONSTRAINT patient_record_audit_entries_occurred_at_check
        CHECK (occurred_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);

CREATE INDEX patient_record_audit_entries_row_id_occurred_at_idx
    ON patient_record_audit_entries (row_id, occurred_at);

-- ------------------------------------------------ appointment_audit_entries

-- Each element of appointment_audit_entries.changes; a CHECK itself holds no subquery.
CREATE FUNCTION appointment_audit_entries_changes_valid(items jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(items) AS item
        WHERE NOT (
            jsonb_typeof(item) = 'object'
            AND item ?& ARRAY['field']
            AND jsonb_typeof(item->'field') = 'string'
            AND char_length(item->>'field') BETWEEN 1 AND 127
            AND octet_length(replace(replace((item->'before')::text, ', ', ','), ': ', ':')) <= 65536
            AND octet_length(replace(replace((item->'after')::text, ', ', ','), ': ', ':')) <= 65536
        )
    );

CREATE TABLE appointment_audit_entries (
    id          bigint      NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    row_id      uuid        NOT NULL,
    operation   text        NOT NULL,
    caller_id   uuid,
    request_id  text,
    changes     jsonb       NOT NULL DEFAULT '[]',
    occurred_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT appointment_audit_entries_pkey PRIMARY KEY (id),
    CONSTRAINT appointment_audit_entries_operation_check
        CHECK (char_length(operation) BETWEEN 1 AND 63),
    CONSTRAINT appointment_audit_entries_request_id_check
        CHECK (char_length(request_id) BETWEEN 1 AND 64),
    CONSTRAINT appointment_audit_entries_changes_check CHECK (
        jsonb_typeof(changes) = 'array'
        AND CASE WHEN jsonb_typeof(changes) = 'array' THEN jsonb_array_length(changes) <= 500 END
        AND appointment_audit_entries_changes_valid(changes)
    ),
    CONSTRAINT appointment_audit_entries_occurred_at_check
        CHECK (occurred_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);

CREATE INDEX appointment_audit_entries_row_id_occurred_at_idx
    ON appointment_audit_entries (row_id, occurred_at);

-- ----------------------------------------------------------- refresh_tokens

CREATE TABLE refresh_tokens (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid        NOT NULL,
    token_hash text        NOT NULL,
    family     uuid        NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash),
    CONSTRAINT refresh_tokens_token_hash_check CHECK (char_length(token_hash) = 64),
    CONSTRAINT refresh_tokens_account_id_fkey FOREIGN KEY (account_id)
        REFERENCES accounts (id) ON DELETE CASCADE
);
COMMENT ON COLUMN refresh_tokens.token_hash IS 'SHA-256 in hexadecimal digits: the token itself is not stored';
COMMENT ON COLUMN refresh_tokens.family IS 'tokens that followed from one sign-in';

CREATE INDEX refresh_tokens_account_id_idx ON refresh_tokens (account_id);
CREATE INDEX refresh_tokens_family_idx ON refresh_tokens (family);
CREATE INDEX refresh_tokens_expires_at_idx ON refresh_tokens (expires_at);

-- ---------------------------------------------------------- one_time_tokens

CREATE TABLE one_time_tokens (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    account_id uuid        NOT NULL,
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
    CONSTRAINT one_time_tokens_account_id_fkey FOREIGN KEY (account_id)
        REFERENCES accounts (id) ON DELETE CASCADE
);
COMMENT ON COLUMN one_time_tokens.token_hash IS 'SHA-256 in hexadecimal digits: the token itself is not stored';

CREATE INDEX one_time_tokens_account_id_idx ON one_time_tokens (account_id);
CREATE INDEX one_time_tokens_expires_at_idx ON one_time_tokens (expires_at);

COMMIT;
