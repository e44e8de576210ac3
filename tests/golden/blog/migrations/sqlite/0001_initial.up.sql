-- 0001_initial (up), SQLite 3.38 or newer (STRICT tables)
-- Creates: users, user_followers, topics, articles, article_topics, article_fans,
--          article_comments, sessions, one_time_tokens
-- One transaction. Every connection has to run  PRAGMA foreign_keys = ON  itself:
-- SQLite does not remember it, and without it no reference is checked.
-- A CHECK of one column stands with the column: only so can ALTER TABLE ADD COLUMN
-- and DROP COLUMN carry it; a table's own constraint needs the table rebuilt.
-- It has no name: RENAME COLUMN would leave the old name in it.

BEGIN IMMEDIATE;

-- -------------------------------------------------------------------- users

CREATE TABLE users (
    id                TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (
            id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9a-f-]*'
            AND length(CAST(replace(id, '-', '') AS BLOB)) = 32
        ),
    email             TEXT NOT NULL
        CHECK (
            length(email) BETWEEN 3 AND 254
            AND instr(email, char(0)) = 0
            AND email GLOB '?*@?*'
            AND email NOT GLOB '*@*@*'
            AND email NOT GLOB '*[' || char(9, 10, 11, 12, 13, 32) || ']*'
            AND email = lower(email)
        ),
    -- write-only: never part of an API response
    password_hash     TEXT NOT NULL
        CHECK (length(password_hash) BETWEEN 1 AND 255 AND instr(password_hash, char(0)) = 0),
    name              TEXT NOT NULL
        CHECK (length(name) BETWEEN 2 AND 40 AND instr(name, char(0)) = 0),
    bio               TEXT
        CHECK (length(bio) BETWEEN 1 AND 1000 AND instr(bio, char(0)) = 0),
    image             TEXT
        CHECK (
            length(image) BETWEEN 8 AND 2048
            AND instr(image, char(0)) = 0
            AND (image GLOB 'https://?*' OR image GLOB 'http://?*')
            AND image NOT GLOB '*[' || char(9, 10, 11, 12, 13, 32) || ']*'
        ),
    role              TEXT NOT NULL DEFAULT 'user'
        CHECK (role IN ('user', 'editor')),
    email_verified_at TEXT
        CHECK (email_verified_at IS strftime('%Y-%m-%dT%H:%M:%fZ', email_verified_at, '+0 days')),
    created_at        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    updated_at        TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (updated_at IS strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, '+0 days')),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_name_key UNIQUE (name),
    CONSTRAINT users_name_reserved_check CHECK (NOT name IN ('me'))
) STRICT;

CREATE INDEX users_role_created_at_idx ON users (role, created_at DESC);

CREATE TRIGGER users_set_updated_at AFTER UPDATE ON users
    FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
    UPDATE users SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- -------------------------------------------- user_followers (many to many)

CREATE TABLE user_followers (
    user_id     TEXT NOT NULL,
    follower_id TEXT NOT NULL,
    created_at  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    CONSTRAINT user_followers_pkey PRIMARY KEY (user_id, follower_id),
    CONSTRAINT user_followers_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_followers_follower_id_fkey FOREIGN KEY (follower_id)
        REFERENCES users (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX user_followers_follower_id_idx ON user_followers (follower_id);

-- At most 100 rows for one user_id.
CREATE TRIGGER user_followers_limit_insert BEFORE INSERT ON user_followers
WHEN (SELECT count(*) FROM user_followers WHERE user_id = NEW.user_id) >= 100
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: user_followers_limit_check');
END;

CREATE TRIGGER user_followers_limit_update BEFORE UPDATE OF user_id ON user_followers
WHEN NEW.user_id <> OLD.user_id AND (SELECT count(*) FROM user_followers WHERE user_id = NEW.user_id) >= 100
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: user_followers_limit_check');
END;

-- ------------------------------------------------------------------- topics

CREATE TABLE topics (
    id         TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (
            id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9a-f-]*'
            AND length(CAST(replace(id, '-', '') AS BLOB)) = 32
        ),
    name       TEXT NOT NULL
        CHECK (length(name) BETWEEN 1 AND 50 AND instr(name, char(0)) = 0),
    slug       TEXT NOT NULL
        CHECK (
            length(slug) BETWEEN 1 AND 100
            AND instr(slug, char(0)) = 0
            AND slug NOT GLOB '*[^0-9a-z-]*'
            AND slug NOT GLOB '-*'
            AND slug NOT GLOB '*-'
            AND slug NOT GLOB '*--*'
        ),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (updated_at IS strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, '+0 days')),
    CONSTRAINT topics_pkey PRIMARY KEY (id),
    CONSTRAINT topics_name_key UNIQUE (name),
    CONSTRAINT topics_slug_key UNIQUE (slug)
) STRICT;

CREATE INDEX topics_name_idx ON topics (name, id);

CREATE TRIGGER topics_set_updated_at AFTER UPDATE ON topics
    FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
    UPDATE topics SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- ----------------------------------------------------------------- articles

CREATE TABLE articles (
    id           TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (
            id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9a-f-]*'
            AND length(CAST(replace(id, '-', '') AS BLOB)) = 32
        ),
    title        TEXT NOT NULL
        CHECK (length(title) BETWEEN 1 AND 200 AND instr(title, char(0)) = 0),
    slug         TEXT NOT NULL
        CHECK (
            length(slug) BETWEEN 1 AND 100
            AND instr(slug, char(0)) = 0
            AND slug NOT GLOB '*[^0-9a-z-]*'
            AND slug NOT GLOB '-*'
            AND slug NOT GLOB '*-'
            AND slug NOT GLOB '*--*'
        ),
    teaser       TEXT NOT NULL
        CHECK (length(teaser) BETWEEN 1 AND 300 AND instr(teaser, char(0)) = 0),
    body         TEXT NOT NULL
        CHECK (length(body) BETWEEN 1 AND 100000 AND instr(body, char(0)) = 0),
    author_id    TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'published', 'withdrawn')),
    published_at TEXT
        CHECK (published_at IS strftime('%Y-%m-%dT%H:%M:%fZ', published_at, '+0 days')),
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    updated_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (updated_at IS strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, '+0 days')),
    -- soft delete: NULL means the row is live
    deleted_at   TEXT
        CHECK (deleted_at IS strftime('%Y-%m-%dT%H:%M:%fZ', deleted_at, '+0 days')),
    CONSTRAINT articles_pkey PRIMARY KEY (id),
    CONSTRAINT articles_author_id_fkey FOREIGN KEY (author_id)
        REFERENCES users (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX articles_slug_key ON articles (slug)
    WHERE deleted_at IS NULL;
CREATE INDEX articles_author_id_idx ON articles (author_id);
CREATE INDEX articles_live_created_at_idx ON articles (created_at DESC, id)
    WHERE deleted_at IS NULL;
CREATE INDEX articles_live_status_created_at_idx ON articles (status, created_at DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX articles_live_published_at_idx ON articles (published_at)
    WHERE deleted_at IS NULL;

CREATE TRIGGER articles_set_updated_at AFTER UPDATE ON articles
    FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
    UPDATE articles SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- Full text. The id is kept, not the rowid: a table whose key is not an INTEGER
-- PRIMARY KEY may get new rowids from VACUUM.
CREATE VIRTUAL TABLE articles_search USING fts5 (
    id UNINDEXED, title, teaser, body, tokenize = 'porter unicode61'
);

CREATE TRIGGER articles_search_insert AFTER INSERT ON articles
BEGIN
    INSERT INTO articles_search (id, title, teaser, body)
    VALUES (NEW.id, coalesce(NEW.title, ''), coalesce(NEW.teaser, ''), coalesce(NEW.body, ''));
END;

CREATE TRIGGER articles_search_update AFTER UPDATE OF id, title, teaser, body ON articles
BEGIN
    DELETE FROM articles_search WHERE id = OLD.id;
    INSERT INTO articles_search (id, title, teaser, body)
    VALUES (NEW.id, coalesce(NEW.title, ''), coalesce(NEW.teaser, ''), coalesce(NEW.body, ''));
END;

CREATE TRIGGER articles_search_delete AFTER DELETE ON articles
BEGIN
    DELETE FROM articles_search WHERE id = OLD.id;
END;

-- -------------------------------------------- article_topics (many to many)

CREATE TABLE article_topics (
    article_id TEXT NOT NULL,
    topic_id   TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    CONSTRAINT article_topics_pkey PRIMARY KEY (article_id, topic_id),
    CONSTRAINT article_topics_article_id_fkey FOREIGN KEY (article_id)
        REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT article_topics_topic_id_fkey FOREIGN KEY (topic_id)
        REFERENCES topics (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX article_topics_topic_id_idx ON article_topics (topic_id);

-- At most 5 rows for one article_id.
CREATE TRIGGER article_topics_limit_insert BEFORE INSERT ON article_topics
WHEN (SELECT count(*) FROM article_topics WHERE article_id = NEW.article_id) >= 5
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: article_topics_limit_check');
END;

CREATE TRIGGER article_topics_limit_update BEFORE UPDATE OF article_id ON article_topics
WHEN NEW.article_id <> OLD.article_id AND (SELECT count(*) FROM article_topics WHERE article_id = NEW.article_id) >= 5
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: article_topics_limit_check');
END;

-- ---------------------------------------------- article_fans (many to many)

CREATE TABLE article_fans (
    article_id TEXT NOT NULL,
    fan_id     TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    CONSTRAINT article_fans_pkey PRIMARY KEY (article_id, fan_id),
    CONSTRAINT article_fans_article_id_fkey FOREIGN KEY (article_id)
        REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT article_fans_fan_id_fkey FOREIGN KEY (fan_id)
        REFERENCES users (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX article_fans_fan_id_idx ON article_fans (fan_id);

-- At most 100 rows for one article_id.
CREATE TRIGGER article_fans_limit_insert BEFORE INSERT ON article_fans
WHEN (SELECT count(*) FROM article_fans WHERE article_id = NEW.article_id) >= 100
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: article_fans_limit_check');
END;

CREATE TRIGGER article_fans_limit_update BEFORE UPDATE OF article_id ON article_fans
WHEN NEW.article_id <> OLD.article_id AND (SELECT count(*) FROM article_fans WHERE article_id = NEW.article_id) >= 100
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: article_fans_limit_check');
END;

-- --------------------------------------------------------- article_comments

CREATE TABLE article_comments (
    id         TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (
            id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9a-f-]*'
            AND length(CAST(replace(id, '-', '') AS BLOB)) = 32
        ),
    article_id TEXT NOT NULL,
    author_id  TEXT NOT NULL,
    body       TEXT NOT NULL
        CHECK (length(body) BETWEEN 1 AND 5000 AND instr(body, char(0)) = 0),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (updated_at IS strftime('%Y-%m-%dT%H:%M:%fZ', updated_at, '+0 days')),
    CONSTRAINT article_comments_pkey PRIMARY KEY (id),
    CONSTRAINT article_comments_article_id_fkey FOREIGN KEY (article_id)
        REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT article_comments_author_id_fkey FOREIGN KEY (author_id)
        REFERENCES users (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX article_comments_author_id_idx ON article_comments (author_id);
CREATE INDEX article_comments_article_id_created_at_idx
    ON article_comments (article_id, created_at, id);

CREATE TRIGGER article_comments_set_updated_at AFTER UPDATE ON article_comments
    FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
    UPDATE article_comments SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- ----------------------------------------------------------------- sessions

CREATE TABLE sessions (
    id         TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (
            id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9a-f-]*'
            AND length(CAST(replace(id, '-', '') AS BLOB)) = 32
        ),
    user_id    TEXT NOT NULL,
    -- SHA-256 in hexadecimal digits: the token itself is not stored
    token_hash TEXT NOT NULL
        CHECK (length(token_hash) = 64 AND instr(token_hash, char(0)) = 0),
    expires_at TEXT NOT NULL
        CHECK (expires_at IS strftime('%Y-%m-%dT%H:%M:%fZ', expires_at, '+0 days')),
    revoked_at TEXT
        CHECK (revoked_at IS strftime('%Y-%m-%dT%H:%M:%fZ', revoked_at, '+0 days')),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_token_hash_key UNIQUE (token_hash),
    CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX sessions_user_id_idx ON sessions (user_id);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

-- ---------------------------------------------------------- one_time_tokens

CREATE TABLE one_time_tokens (
    id         TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (
            id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9a-f-]*'
            AND length(CAST(replace(id, '-', '') AS BLOB)) = 32
        ),
    user_id    TEXT NOT NULL,
    purpose    TEXT NOT NULL
        CHECK (purpose IN ('password_reset', 'email_verification')),
    -- SHA-256 in hexadecimal digits: the token itself is not stored
    token_hash TEXT NOT NULL
        CHECK (length(token_hash) = 64 AND instr(token_hash, char(0)) = 0),
    expires_at TEXT NOT NULL
        CHECK (expires_at IS strftime('%Y-%m-%dT%H:%M:%fZ', expires_at, '+0 days')),
    used_at    TEXT
        CHECK (used_at IS strftime('%Y-%m-%dT%H:%M:%fZ', used_at, '+0 days')),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    CONSTRAINT one_time_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT one_time_tokens_token_hash_key UNIQUE (token_hash),
    CONSTRAINT one_time_tokens_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX one_time_tokens_user_id_idx ON one_time_tokens (user_id);
CREATE INDEX one_time_tokens_expires_at_idx ON one_time_tokens (expires_at);

COMMIT;
