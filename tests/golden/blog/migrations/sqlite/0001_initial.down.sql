-- 0001_initial (down), SQLite 3.38 or newer
-- DESTROYS DATA: every row of the 9 tables below.

BEGIN IMMEDIATE;

DROP TABLE one_time_tokens;
DROP TABLE sessions;
DROP TABLE article_comments;
DROP TABLE article_fans;
DROP TABLE article_topics;
DROP TABLE articles_search;
DROP TABLE articles;
DROP TABLE topics;
DROP TABLE user_followers;
DROP TABLE users;

COMMIT;
