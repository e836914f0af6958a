-- Up Migration

CREATE TABLE attempts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  student_id text NOT NULL,
  exam_id text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  submitted_at timestamptz,
  UNIQUE (student_id, exam_id)
);

CREATE TABLE answers (
  attempt_id uuid NOT NULL REFERENCES attempts ON DELETE CASCADE,
  question_id text NOT NULL,
  choice smallint NOT NULL CHECK (choice >= 0),
  answered_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (attempt_id, question_id)
);

-- Down Migration

DROP TABLE answers;
DROP TABLE attempts;
