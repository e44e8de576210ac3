-- 0001_initial (down), PostgreSQL 15 or newer
-- DESTROYS DATA: every row of the 8 tables below.
-- No CASCADE: anything made outside these migrations stops it instead of vanishing.

BEGIN;

SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

DROP TABLE outbox_events;
DROP TABLE one_time_tokens;
DROP TABLE refresh_tokens;
DROP TABLE room_message_likes;
DROP TABLE room_messages;
DROP TABLE room_participants;
DROP TABLE rooms;
DROP TABLE users;

DROP FUNCTION room_message_likes_limit();
DROP FUNCTION set_updated_at();

COMMIT;
