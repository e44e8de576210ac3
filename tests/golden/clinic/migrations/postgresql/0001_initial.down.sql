-- 0001_initial (down), PostgreSQL 15 or newer
-- DESTROYS DATA: every row of the 10 tables below.
-- No CASCADE: anything made outside these migrations stops it instead of vanishing.

BEGIN;

SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '30s';

DROP TABLE one_time_tokens;
DROP TABLE refresh_tokens;
DROP TABLE appointment_audit_entries;
DROP TABLE patient_record_audit_entries;
DROP TABLE patient_audit_entries;
DROP TABLE patient_records;
DROP TABLE appointments;
DROP TABLE patients;
DROP TABLE doctors;
DROP TABLE accounts;

DROP FUNCTION patient_records_attachments_valid(text[]);
DROP FUNCTION patient_audit_entries_changes_valid(jsonb);
DROP FUNCTION patient_record_audit_entries_changes_valid(jsonb);
DROP FUNCTION appointment_audit_entries_changes_valid(jsonb);
DROP FUNCTION set_updated_at();

COMMIT;
