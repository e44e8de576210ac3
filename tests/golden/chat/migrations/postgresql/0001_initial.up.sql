-- 0001_initial (up), PostgreSQL 15 or newer
-- Creates: users, rooms, room_participants, room_messages, room_message_likes, refresh_tokens,
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

-- -------------------------------------------------------------------- users

CREATE TABLE users (
    id                uuid        NOT NULL DEFAULT gen_random_uuid(),
    email             text        NOT NULL,
    password_hash     text        NOT NULL,
    handle            text        NOT NULL,
    avatar            jsonb,
    last_seen_at      timestamptz,
    role              text        NOT NULL DEFAULT 'user',
    email_verified_at timestamptz,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector     tsvector    NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', handle), 'A')
    ) STORED,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_handle_key UNIQUE (handle),
    CONSTRAINT users_email_check CHECK (
        char_length(email) BETWEEN 3 AND 254
        AND email ~ '^[^@\s]+@[^@\s]+$'
        AND email = lower(email)
    ),
    CONSTRAINT users_password_hash_check CHECK (char_length(password_hash) BETWEEN 1 AND 255),
    CONSTRAINT users_handle_check CHECK (
        char_length(handle) BETWEEN 2 AND 30
        AND handle ~ '^[a-z][a-z0-9_]*$'
    ),
    CONSTRAINT users_avatar_check CHECK (
        jsonb_typeof(avatar) = 'object'
        AND avatar ?& ARRAY['key', 'name', 'size', 'content_type']
        AND jsonb_typeof(avatar->'key') = 'string'
        AND char_length(avatar->>'key') BETWEEN 1 AND 1024
        AND jsonb_typeof(avatar->'name') = 'string'
        AND char_length(avatar->>'name') BETWEEN 1 AND 255
        AND jsonb_typeof(avatar->'size') = 'number'
        AND (avatar->>'size')::numeric BETWEEN 0 AND 1048576
        AND (avatar->>'size')::numeric % 1 = 0
        AND jsonb_typeof(avatar->'content_type') = 'string'
        AND avatar->>'content_type' IN ('image/png', 'image/jpeg')
    ),
    CONSTRAINT users_last_seen_at_check
        CHECK (last_seen_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT users_role_check CHECK (role IN ('user', 'moderator')),
    CONSTRAINT users_email_verified_at_check
        CHECK (email_verified_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);
COMMENT ON TABLE users IS 'Somebody who chats.';
COMMENT ON COLUMN users.password_hash IS 'write-only: never part of an API response';

CREATE INDEX users_handle_idx ON users (handle, id);
CREATE INDEX users_role_handle_idx ON users (role, handle);
CREATE INDEX users_search_vector_idx ON users USING gin (search_vector);

CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- -------------------------------------------------------------------- rooms

CREATE TABLE rooms (
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    title           text        NOT NULL,
    topic           text,
    open            boolean     NOT NULL DEFAULT false,
    last_message_at timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    deleted_at      timestamptz,
    CONSTRAINT rooms_pkey PRIMARY KEY (id),
    CONSTRAINT rooms_title_check CHECK (char_length(title) BETWEEN 1 AND 100),
    CONSTRAINT rooms_topic_check CHECK (char_length(topic) BETWEEN 1 AND 250),
    CONSTRAINT rooms_last_message_at_check
        CHECK (last_message_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z')
);
COMMENT ON TABLE rooms IS 'A place to talk, open to all or to those who were asked in.';
COMMENT ON COLUMN rooms.deleted_at IS 'soft delete: NULL means the row is live';

CREATE INDEX rooms_live_created_at_idx ON rooms (created_at DESC, id)
    WHERE deleted_at IS NULL;

CREATE TRIGGER rooms_set_updated_at BEFORE UPDATE ON rooms
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- -------------------------------------------------------- room_participants

CREATE TABLE room_participants (
    id           uuid        NOT NULL DEFAULT gen_random_uuid(),
    room_id      uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    muted_until  timestamptz,
    last_read_at timestamptz,
    role         text        NOT NULL DEFAULT 'member',
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT room_participants_pkey PRIMARY KEY (id),
    CONSTRAINT room_participants_room_id_user_id_key UNIQUE (room_id, user_id),
    CONSTRAINT room_participants_muted_until_check
        CHECK (muted_until BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT room_participants_last_read_at_check
        CHECK (last_read_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT room_participants_role_check CHECK (role IN ('member', 'host')),
    CONSTRAINT room_participants_room_id_fkey FOREIGN KEY (room_id)
        REFERENCES rooms (id) ON DELETE CASCADE,
    CONSTRAINT room_participants_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE RESTRICT
);
COMMENT ON TABLE room_participants IS 'Who is in the room, and as what.';

CREATE INDEX room_participants_user_id_idx ON room_participants (user_id);
CREATE INDEX room_participants_room_id_created_at_idx
    ON room_participants (room_id, created_at DESC, id);
CREATE INDEX room_participants_role_created_at_idx ON room_participants (role, created_at DESC);

CREATE TRIGGER room_participants_set_updated_at BEFORE UPDATE ON room_participants
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ------------------------------------------------------------ room_messages

CREATE TABLE room_messages (
    id            uuid        NOT NULL DEFAULT gen_random_uuid(),
    room_id       uuid        NOT NULL,
    author_id     uuid        NOT NULL,
    text          text        NOT NULL,
    reply_to_id   uuid,
    edited_at     timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    deleted_at    timestamptz,
    -- stored, so that a search that cannot use the index does not parse each text again
    search_vector tsvector    NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', text), 'A')
    ) STORED,
    CONSTRAINT room_messages_pkey PRIMARY KEY (id),
    CONSTRAINT room_messages_text_check CHECK (char_length(text) BETWEEN 1 AND 4000),
    CONSTRAINT room_messages_edited_at_check
        CHECK (edited_at BETWEEN '0001-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
    CONSTRAINT room_messages_reply_to_id_not_self_check CHECK (reply_to_id <> id),
    CONSTRAINT room_messages_room_id_fkey FOREIGN KEY (room_id)
        REFERENCES rooms (id) ON DELETE CASCADE,
    CONSTRAINT room_messages_author_id_fkey FOREIGN KEY (author_id)
        REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT room_messages_reply_to_id_fkey FOREIGN KEY (reply_to_id)
        REFERENCES room_messages (id) ON DELETE SET NULL
);
COMMENT ON TABLE room_messages IS 'What somebody wrote.';
COMMENT ON COLUMN room_messages.deleted_at IS 'soft delete: NULL means the row is live';

CREATE INDEX room_messages_room_id_idx ON room_messages (room_id);
CREATE INDEX room_messages_author_id_idx ON room_messages (author_id);
CREATE INDEX room_messages_reply_to_id_idx ON room_messages (reply_to_id);
CREATE INDEX room_messages_live_room_id_created_at_idx
    ON room_messages (room_id, created_at DESC, id)
    WHERE deleted_at IS NULL;
CREATE INDEX room_messages_search_vector_idx ON room_messages USING gin (search_vector);

CREATE TRIGGER room_messages_set_updated_at BEFORE UPDATE ON room_messages
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- ---------------------------------------- room_message_likes (many to many)

CREATE TABLE room_message_likes (
    room_message_id uuid        NOT NULL,
    like_id         uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT room_message_likes_pkey PRIMARY KEY (room_message_id, like_id),
    CONSTRAINT room_message_likes_room_message_id_fkey FOREIGN KEY (room_message_id)
        REFERENCES room_messages (id) ON DELETE CASCADE,
    CONSTRAINT room_message_likes_like_id_fkey FOREIGN KEY (like_id)
        REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX room_message_likes_like_id_idx ON room_message_likes (like_id);

-- At most 1000 rows for one room_message_id. The row they belong to is locked first: of two
-- that insert at once, both would else find room for the last one.
CREATE FUNCTION room_message_likes_limit() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM 1 FROM room_messages WHERE id = NEW.room_message_id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM room_message_likes WHERE room_message_id = NEW.room_message_id) > 1000 THEN
        RAISE EXCEPTION 'more than 1000 rows in room_message_likes for one room_message_id'
            USING ERRCODE = 'check_violation', TABLE = 'room_message_likes', CONSTRAINT = 'room_message_likes_limit_check';
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER room_message_likes_limit AFTER INSERT OR UPDATE ON room_message_likes
    FOR EACH ROW EXECUTE FUNCTION room_message_likes_limit();

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
