-- Up Migration

CREATE TABLE sessions (
  id text PRIMARY KEY,
  content text NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- Down Migration

DROP TABLE sessions;
