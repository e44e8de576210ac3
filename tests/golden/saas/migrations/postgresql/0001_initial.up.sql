-- 0001_initial (up), PostgreSQL 15 or newer
-- Creates: users, organizations, organization_memberships, projects, labels, issues,
--          issue_labels, issue_watchers, issue_comments, issue_audit_entries, refresh_tokens,
--          one_time_tokens, outbox_events, serial_counters
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

-- The organization of this session: SELECT set_config('app.organization_id', '<id>', true)
-- at the start of each transaction. NULL when unset, and then no row is visible.
CREATE FUNCTION current_organization_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.organization_id', true), '')::uuid $$;

-- -------------------------------------------------------------------- users

CREATE TABLE users (
    id                uuid        NOT NULL DEFAULT gen_random_uuid(),
    email             text        NOT NULL,
    password_hash     text        NOT NULL,
    display_name      text        NOT NULL,
    time_zone         text        NOT NULL DEFAULT 'UTC',
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
    CONSTRAINT users_display_name_check CHECK (char_length(display_name) BETWEEN 1 AND 100),
    CONSTRAINT users_time_zone_check CHECK (char_length(time_zone) BETWEEN 1 AND 60),
    CONSTRAINT users_role_check CHECK (role IN ('user', 'support', 'staff')),
    CONSTRAINT users_email_verified_at_check
        CHECK (email_verified_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);
COMMENT ON TABLE users IS 'A person with an account.';
COMMENT ON COLUMN users.password_hash IS 'write-only: never part of an API response';

CREATE INDEX users_created_at_idx ON users (created_at DESC, id);
CREATE INDEX users_role_created_at_idx ON users (role, created_at DESC);

CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------ organizations

CREATE TABLE organizations (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    handle     text        NOT NULL,
    plan       text        NOT NULL DEFAULT 'free',
    seats      bigint      NOT NULL DEFAULT 5,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT organizations_pkey PRIMARY KEY (id),
    CONSTRAINT organizations_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT organizations_handle_check CHECK (
        char_length(handle) BETWEEN 2 AND 40
        AND handle ~ '^[a-z][a-z0-9-]*$'
    ),
    CONSTRAINT organizations_plan_check CHECK (plan IN ('free', 'team', 'business')),
    CONSTRAINT organizations_seats_check CHECK (seats BETWEEN 1 AND 1000)
);
COMMENT ON TABLE organizations IS 'A customer of the tracker; everything else belongs to one.';
COMMENT ON COLUMN organizations.deleted_at IS 'soft delete: NULL means the row is live';

CREATE UNIQUE INDEX organizations_handle_key ON organizations (handle)
    WHERE deleted_at IS NULL;
CREATE INDEX organizations_live_created_at_idx ON organizations (created_at DESC, id)
    WHERE deleted_at IS NULL;
CREATE INDEX organizations_live_plan_created_at_idx ON organizations (plan, created_at DESC)
    WHERE deleted_at IS NULL;

CREATE TRIGGER organizations_set_updated_at BEFORE UPDATE ON organizations
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------- organization_memberships

CREATE TABLE organization_memberships (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL,
    title           text,
    role            text        NOT NULL DEFAULT 'member',
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organization_memberships_pkey PRIMARY KEY (id),
    CONSTRAINT organization_memberships_organization_id_user_id_key UNIQUE (organization_id, user_id),
    CONSTRAINT organization_memberships_title_check CHECK (char_length(title) BETWEEN 1 AND 100),
    CONSTRAINT organization_memberships_role_check CHECK (role IN ('member', 'manager', 'admin')),
    CONSTRAINT organization_memberships_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT organization_memberships_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE RESTRICT
);
COMMENT ON TABLE organization_memberships IS 'Who belongs to the organization, and as what.';

CREATE INDEX organization_memberships_user_id_idx ON organization_memberships (user_id);
CREATE INDEX organization_memberships_organization_id_created_at_idx
    ON organization_memberships (organization_id, created_at DESC, id);
CREATE INDEX organization_memberships_role_created_at_idx
    ON organization_memberships (role, created_at DESC);

CREATE TRIGGER organization_memberships_set_updated_at BEFORE UPDATE ON organization_memberships
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ----------------------------------------------------------------- projects

CREATE TABLE projects (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    organization_id uuid        NOT NULL DEFAULT current_organization_id(),
    name            text        NOT NULL,
    key             text        NOT NULL,
    lead_id         uuid,
    starts_on       date,
    ends_on         date,
    archived        boolean     NOT NULL DEFAULT false,
    open_issues     bigint      NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    deleted_at      timestamptz,
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector   tsvector    NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A')
        || setweight(to_tsvector('english', key), 'B')
    ) STORED,
    CONSTRAINT projects_pkey PRIMARY KEY (id),
    CONSTRAINT projects_organization_id_id_key UNIQUE (organization_id, id),
    CONSTRAINT projects_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT projects_key_check CHECK (
        char_length(key) BETWEEN 2 AND 10
        AND key ~ '^[A-Z][A-Z0-9]*$'
    ),
    CONSTRAINT projects_starts_on_check CHECK (starts_on BETWEEN '0001-01-01' AND '9999-12-31'),
    CONSTRAINT projects_ends_on_check CHECK (ends_on BETWEEN '0001-01-01' AND '9999-12-31'),
    CONSTRAINT projects_open_issues_check CHECK (open_issues BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT projects_dates_check CHECK (starts_on <= ends_on),
    CONSTRAINT projects_lead_id_fkey FOREIGN KEY (lead_id)
        REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT projects_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE RESTRICT
);
COMMENT ON TABLE projects IS 'A body of work with a beginning and, sometimes, an end.';
COMMENT ON COLUMN projects.deleted_at IS 'soft delete: NULL means the row is live';

CREATE UNIQUE INDEX projects_key_key ON projects (organization_id, key)
    WHERE deleted_at IS NULL;
CREATE INDEX projects_lead_id_idx ON projects (lead_id);
CREATE INDEX projects_live_name_idx ON projects (organization_id, name, id)
    WHERE deleted_at IS NULL;
CREATE INDEX projects_live_archived_name_idx ON projects (organization_id, archived, name)
    WHERE deleted_at IS NULL;
CREATE INDEX projects_search_vector_idx ON projects USING gin (search_vector);

CREATE TRIGGER projects_set_updated_at BEFORE UPDATE ON projects
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------------- labels

CREATE TABLE labels (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    organization_id uuid        NOT NULL DEFAULT current_organization_id(),
    project_id      uuid        NOT NULL,
    name            text        NOT NULL,
    shade           text        NOT NULL DEFAULT '#888888',
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT labels_pkey PRIMARY KEY (id),
    CONSTRAINT labels_organization_id_id_key UNIQUE (organization_id, id),
    CONSTRAINT labels_project_id_name_key UNIQUE (organization_id, project_id, name),
    CONSTRAINT labels_name_check CHECK (char_length(name) BETWEEN 1 AND 50),
    CONSTRAINT labels_shade_check CHECK (shade ~ '^#[0-9A-Fa-f]{6}$'
),
    CONSTRAINT labels_project_id_fkey FOREIGN KEY (organization_id, project_id)
        REFERENCES projects (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT labels_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE RESTRICT
);
COMMENT ON TABLE labels IS 'A word to find issues by.';

CREATE INDEX labels_created_at_idx ON labels (organization_id, created_at DESC, id);

CREATE TRIGGER labels_set_updated_at BEFORE UPDATE ON labels
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------------- issues

CREATE TABLE issues (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    organization_id uuid        NOT NULL DEFAULT current_organization_id(),
    project_id      uuid        NOT NULL,
    number          bigint      NOT NULL,
    title           text        NOT NULL,
    body            text,
    reporter_id     uuid        NOT NULL,
    assignee_id     uuid,
    priority        text        NOT NULL DEFAULT 'normal',
    status          text        NOT NULL DEFAULT 'open',
    estimate        bigint,
    due_on          date,
    closed_at       timestamptz,
    version         bigint      NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    deleted_at      timestamptz,
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector   tsvector    NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('english', coalesce(body, '')), 'B')
    ) STORED,
    CONSTRAINT issues_pkey PRIMARY KEY (id),
    CONSTRAINT issues_organization_id_id_key UNIQUE (organization_id, id),
    CONSTRAINT issues_number_check CHECK (number BETWEEN 1 AND 9007199254740991),
    CONSTRAINT issues_title_check CHECK (char_length(title) BETWEEN 1 AND 200),
    CONSTRAINT issues_body_check CHECK (char_length(body) BETWEEN 1 AND 20000),
    CONSTRAINT issues_priority_check CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    CONSTRAINT issues_status_check
        CHECK (status IN ('open', 'in_progress', 'in_review', 'done', 'rejected')),
    CONSTRAINT issues_estimate_check CHECK (estimate BETWEEN 1 AND 100),
    CONSTRAINT issues_due_on_check CHECK (due_on BETWEEN '0001-01-01' AND '9999-12-31'),
    CONSTRAINT issues_closed_at_check
        CHECK (closed_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT issues_version_check CHECK (version BETWEEN 1 AND 2147483647),
    CONSTRAINT issues_estimate_for_review_check
        CHECK (status <> 'in_review' OR estimate IS NOT NULL),
    CONSTRAINT issues_project_id_fkey FOREIGN KEY (organization_id, project_id)
        REFERENCES projects (organization_id, id) ON DELETE RESTRICT,
    CONSTRAINT issues_reporter_id_fkey FOREIGN KEY (reporter_id)
        REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT issues_assignee_id_fkey FOREIGN KEY (assignee_id)
        REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT issues_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE RESTRICT
);
COMMENT ON TABLE issues IS 'Something to be done, and how far it is.';
COMMENT ON COLUMN issues.version IS 'counts updates: what an ETag is made of';
COMMENT ON COLUMN issues.deleted_at IS 'soft delete: NULL means the row is live';

CREATE UNIQUE INDEX issues_project_id_number_key ON issues (organization_id, project_id, number)
    WHERE deleted_at IS NULL;
CREATE INDEX issues_project_id_idx ON issues (organization_id, project_id);
CREATE INDEX issues_reporter_id_idx ON issues (reporter_id);
CREATE INDEX issues_assignee_id_idx ON issues (assignee_id);
CREATE INDEX issues_live_project_id_status_idx ON issues (organization_id, project_id, status)
    WHERE deleted_at IS NULL;
CREATE INDEX issues_live_status_due_on_idx ON issues (organization_id, status, due_on)
    WHERE deleted_at IS NULL;
CREATE INDEX issues_live_created_at_idx ON issues (organization_id, created_at DESC, id)
    WHERE deleted_at IS NULL;
CREATE INDEX issues_live_priority_created_at_idx
    ON issues (organization_id, priority, created_at DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX issues_live_status_created_at_idx ON issues (organization_id, status, created_at DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX issues_live_due_on_idx ON issues (organization_id, due_on)
    WHERE deleted_at IS NULL;
CREATE INDEX issues_search_vector_idx ON issues USING gin (search_vector);

CREATE TRIGGER issues_set_updated_at BEFORE UPDATE ON issues
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ---------------------------------------------- issue_labels (many to many)

CREATE TABLE issue_labels (
    organization_id uuid        NOT NULL DEFAULT current_organization_id(),
    issue_id        uuid        NOT NULL,
    label_id        uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issue_labels_pkey PRIMARY KEY (organization_id, issue_id, label_id),
    CONSTRAINT issue_labels_issue_id_fkey FOREIGN KEY (organization_id, issue_id)
        REFERENCES issues (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT issue_labels_label_id_fkey FOREIGN KEY (organization_id, label_id)
        REFERENCES labels (organization_id, id) ON DELETE CASCADE
);

CREATE INDEX issue_labels_label_id_idx ON issue_labels (organization_id, label_id);

-- At most 20 rows for one issue_id. The row they belong to is locked first: of two
-- that insert at once, both would else find room for the last one.
CREATE FUNCTION issue_labels_limit() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM issues WHERE id = NEW.issue_id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM issue_labels WHERE issue_id = NEW.issue_id) > 20 THEN
        RAISE EXCEPTION 'more than 20 rows in issue_labels for one issue_id'
            USING ERRCODE = 'check_violation', TABLE = 'issue_labels', CONSTRAINT = 'issue_labels_limit_check';
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER issue_labels_limit AFTER INSERT OR UPDATE ON issue_labels
    FOR EACH ROW EXECUTE FUNCTION issue_labels_limit();

-- -------------------------------------------- issue_watchers (many to many)

CREATE TABLE issue_watchers (
    organization_id uuid        NOT NULL DEFAULT current_organization_id(),
    issue_id        uuid        NOT NULL,
    watcher_id      uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issue_watchers_pkey PRIMARY KEY (organization_id, issue_id, watcher_id),
    CONSTRAINT issue_watchers_issue_id_fkey FOREIGN KEY (organization_id, issue_id)
        REFERENCES issues (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT issue_watchers_watcher_id_fkey FOREIGN KEY (watcher_id)
        REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX issue_watchers_watcher_id_idx ON issue_watchers (watcher_id);

-- At most 100 rows for one issue_id. The row they belong to is locked first: of two
-- that insert at once, both would else find room for the last one.
CREATE FUNCTION issue_watchers_limit() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM issues WHERE id = NEW.issue_id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM issue_watchers WHERE issue_id = NEW.issue_id) > 100 THEN
        RAISE EXCEPTION 'more than 100 rows in issue_watchers for one issue_id'
            USING ERRCODE = 'check_violation', TABLE = 'issue_watchers', CONSTRAINT = 'issue_watchers_limit_check';
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER issue_watchers_limit AFTER INSERT OR UPDATE ON issue_watchers
    FOR EACH ROW EXECUTE FUNCTION issue_watchers_limit();

-- ----------------------------------------------------------- issue_comments

CREATE TABLE issue_comments (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    organization_id uuid        NOT NULL DEFAULT current_organization_id(),
    issue_id        uuid        NOT NULL,
    author_id       uuid        NOT NULL,
    body            text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issue_comments_pkey PRIMARY KEY (id),
    CONSTRAINT issue_comments_body_check CHECK (char_length(body) BETWEEN 1 AND 10000),
    CONSTRAINT issue_comments_issue_id_fkey FOREIGN KEY (organization_id, issue_id)
        REFERENCES issues (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT issue_comments_author_id_fkey FOREIGN KEY (author_id)
        REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT issue_comments_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE RESTRICT
);
COMMENT ON TABLE issue_comments IS 'What somebody had to say.';

CREATE INDEX issue_comments_author_id_idx ON issue_comments (author_id);
CREATE INDEX issue_comments_issue_id_created_at_idx
    ON issue_comments (organization_id, issue_id, created_at, id);

CREATE TRIGGER issue_comments_set_updated_at BEFORE UPDATE ON issue_comments
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------ issue_audit_entries

-- Each element of issue_audit_entries.changes; a CHECK itself holds no subquery.
CREATE FUNCTION issue_audit_entries_changes_valid(items jsonb) RETURNS boolean
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

CREATE TABLE issue_audit_entries (
    id              bigint      NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    organization_id uuid        NOT NULL DEFAULT current_organization_id(),
    row_id          uuid        NOT NULL,
    operation       text        NOT NULL,
    caller_id       uuid,
    request_id      text,
    changes         jsonb       NOT NULL DEFAULT '[]',
    occurred_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT issue_audit_entries_pkey PRIMARY KEY (id),
    CONSTRAINT issue_audit_entries_operation_check CHECK (char_length(operation) BETWEEN 1 AND 63),
    CONSTRAINT issue_audit_entries_request_id_check
        CHECK (char_length(request_id) BETWEEN 1 AND 64),
    CONSTRAINT issue_audit_entries_changes_check CHECK (
        jsonb_typeof(changes) = 'array'
        AND CASE WHEN jsonb_typeof(changes) = 'array' THEN jsonb_array_length(changes) <= 500 END
        AND issue_audit_entries_changes_valid(changes)
    ),
    CONSTRAINT issue_audit_entries_occurred_at_check
        CHECK (occurred_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT issue_audit_entries_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE RESTRICT
);

CREATE INDEX issue_audit_entries_row_id_occurred_at_idx
    ON issue_audit_entries (organization_id, row_id, occurred_at);

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
    id              bigint      NOT NULL GENERATED BY DEFAULT AS IDENTITY,
    event_id        uuid        NOT NULL DEFAULT gen_random_uuid(),
    event           text        NOT NULL,
    organization_id uuid,
    payload         jsonb       NOT NULL,
    attempts        bigint      NOT NULL DEFAULT 0,
    published_at    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT outbox_events_pkey PRIMARY KEY (id),
    CONSTRAINT outbox_events_event_id_key UNIQUE (event_id),
    CONSTRAINT outbox_events_event_check CHECK (char_length(event) BETWEEN 1 AND 63),
    CONSTRAINT outbox_events_payload_check
        CHECK (octet_length(replace(replace(payload::text, ', ', ','), ': ', ':')) <= 1048576),
    CONSTRAINT outbox_events_attempts_check CHECK (attempts BETWEEN 0 AND 2147483647)
);
COMMENT ON COLUMN outbox_events.published_at IS 'NULL until it was told';

CREATE INDEX outbox_events_published_at_idx ON outbox_events (published_at, id);

-- ----------------------------------- serial_counters (numbers without gaps)

CREATE TABLE serial_counters (
    counter      text   NOT NULL,
    scope        text   NOT NULL,
    counted_year bigint NOT NULL DEFAULT 0,
    last_number  bigint NOT NULL,
    CONSTRAINT serial_counters_pkey PRIMARY KEY (counter, scope, counted_year),
    CONSTRAINT serial_counters_counter_check CHECK (char_length(counter) BETWEEN 1 AND 127),
    CONSTRAINT serial_counters_scope_check CHECK (char_length(scope) <= 127),
    CONSTRAINT serial_counters_counted_year_check CHECK (counted_year BETWEEN 0 AND 9999),
    CONSTRAINT serial_counters_last_number_check
        CHECK (last_number BETWEEN 0 AND 9007199254740991)
);
COMMENT ON COLUMN serial_counters.counter IS 'resource and field, joined by a point';
COMMENT ON COLUMN serial_counters.scope IS 'what is counted for: ids, joined by slashes; empty: the whole table';
COMMENT ON COLUMN serial_counters.counted_year IS 'the year that is counted; 0 where years do not matter';

-- ------------------------------------------------------- row level security
-- FORCE: the owner of the tables is bound too. Superusers and roles with
-- BYPASSRLS are not; run migrations that move data as such a role.

ALTER TABLE projects            ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE labels              ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE issues              ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE issue_labels        ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE issue_watchers      ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE issue_comments      ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE issue_audit_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY projects_tenant_isolation ON projects
    USING (organization_id = (SELECT current_organization_id()))
    WITH CHECK (organization_id = (SELECT current_organization_id()));
CREATE POLICY labels_tenant_isolation ON labels
    USING (organization_id = (SELECT current_organization_id()))
    WITH CHECK (organization_id = (SELECT current_organization_id()));
CREATE POLICY issues_tenant_isolation ON issues
    USING (organization_id = (SELECT current_organization_id()))
    WITH CHECK (organization_id = (SELECT current_organization_id()));
CREATE POLICY issue_labels_tenant_isolation ON issue_labels
    USING (organization_id = (SELECT current_organization_id()))
    WITH CHECK (organization_id = (SELECT current_organization_id()));
CREATE POLICY issue_watchers_tenant_isolation ON issue_watchers
    USING (organization_id = (SELECT current_organization_id()))
    WITH CHECK (organization_id = (SELECT current_organization_id()));
CREATE POLICY issue_comments_tenant_isolation ON issue_comments
    USING (organization_id = (SELECT current_organization_id()))
    WITH CHECK (organization_id = (SELECT current_organization_id()));
CREATE POLICY issue_audit_entries_tenant_isolation ON issue_audit_entries
    USING (organization_id = (SELECT current_organization_id()))
    WITH CHECK (organization_id = (SELECT current_organization_id()));

COMMIT;
