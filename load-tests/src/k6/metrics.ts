import { Counter, Rate } from 'k6/metrics';

/** Sign-ins that the LMS accepted, those after a lost session included. */
export const signIns = new Counter('sign_ins');

/** Students who were signed in, did not sign out, and were told to sign in. */
export const sessionsLost = new Counter('sessions_lost');

/** Share of a signed-in student's requests whose session was still there. Unlike a counter it shows if nobody asked. */
export const sessionsKept = new Rate('sessions_kept');

/** Materials, or pages of them, that the LMS served: they come from EFS, or from what the task remembers of it. */
export const materialsRead = new Counter('materials_read');

/** Exam answers that the LMS acknowledged: each is a row in the database. */
export const answersSaved = new Counter('answers_saved');

/** Share of those answers, as far as they were looked up afterwards, that the LMS still had. */
export const answersKept = new Rate('answers_kept');

/** Accepted sign-ins that were answered only when a replica of Redis had the session. */
export const durableSignIns = new Counter('durable_sign_ins');

/** Lost sessions whose sign-in had been answered only when a replica of Redis had it. */
export const durableSessionsLost = new Counter('durable_sessions_lost');
