-- 0001_initial (down), PostgreSQL 15 or newer
-- DESTROYS DATA: every row of the 14 tables below.
-- No CASCADE: anything made outside these migrations stops it instead of vanishing.

BEGIN;

SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

DROP TABLE serial_counters;
DROP TABLE outbox_events;
DROP TABLE one_time_tokens;
DROP TABLE refresh_tokens;
DROP TABLE issue_audit_entries;
DROP TABLE issue_comments;
DROP TABLE issue_watchers;
DROP TABLE issue_labels;
DROP TABLE issues;
DROP TABLE labels;
DROP TABLE projects;
DROP TABLE organization_memberships;
DROP TABLE organizations;
DROP TABLE users;

DROP FUNCTION issue_labels_limit();
DROP FUNCTION issue_watchers_limit();
DROP FUNCTION issue_audit_entries_changes_valid(jsonb);
DROP FUNCTION current_organization_id();
DROP FUNCTION set_updated_at();

COMMIT;
