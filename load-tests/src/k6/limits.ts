import type { Evidence } from './workloads/workload.ts';

/**
 * What runs are judged by where AWS takes longer, or promises less, than this machine; all of it stands here. Beside each figure for AWS is the
 * document of AWS's that it rests on, by its title, or that it is ours.
 */
type Limit = Readonly<Record<Evidence, number>>;

/** Share of requests that may fail, unless the workload says another. Ours. */
export const MAX_ERROR_RATE = 0.001;

/**
 * From the start of the first minute above the target until all added tasks are healthy. AWS measured 386 s from load to capacity ("Amazon
 * ECS introduces new high-resolution metrics for faster service auto scaling"); a minute more is ours, for the load balancer's health checks.
 */
export const MAX_SECONDS_TO_CAPACITY: Limit = { emulated: 210, aws: 450 };

/**
 * From the start of the first ten seconds in which the tasks are full until those that the burst policy adds are healthy. With metrics of 20 s
 * AWS measured 86 s until the decision and 23 s more until the tasks ran (same document). The health checks of container and load
 * balancer take up to 40 s beside that, and the metric comes by way of a log ("Embedding metrics within logs"), for which AWS promises no time.
 */
export const MAX_SECONDS_TO_HEALTHY_BURST: Limit = { emulated: 60, aws: 180 };

/** Share of the requests of an exam that the burst policy answers: students ask until the tasks are there. Ours, in proportion to the time until then. */
export const MAX_ERROR_RATE_OF_BURST: Limit = { emulated: 0.05, aws: 0.15 };

/**
 * Without a session written, after each failover. ElastiCache promotes a replica and then lets the endpoint's DNS name follow, in "usually just a
 * few seconds" ("Minimizing downtime in ElastiCache by using Multi-AZ with Valkey and Redis OSS"); it first has to notice, and about 30 s in all
 * were seen by others. Twice that is ours.
 */
export const MAX_SECONDS_TO_RECOVER: Limit = { emulated: 5, aws: 60 };

/**
 * Share of the requests of a run with three failovers. The LMS waits 10 s for Redis, and turns a request away after that: on this machine a
 * failover is over by then. On AWS three may take 60 s each of half an hour, 9.5 %.
 */
export const MAX_ERROR_RATE_OF_FAILOVER: Limit = { emulated: MAX_ERROR_RATE, aws: 0.095 };

/** Share of acknowledged answers that students have to find an answer about: a look-up that fails in a failover is not made again. As above. */
export const MIN_ANSWERS_LOOKED_UP: Limit = { emulated: 0.99, aws: 0.9 };

/**
 * Share of the students who may lose a session where the primary of Redis is lost, and the sign-in did not wait for a replica. Replication is
 * asynchronous, and what had not been replicated is lost ("Understanding replication"); how much that is AWS does not say, 1 % is ours.
 */
export const MAX_SESSIONS_LOST_WITH_PRIMARY: Limit = { emulated: 0, aws: 0.01 };

/**
 * Share of the requests of the five minutes after the loss of a zone. For up to 60 s a resolver still gives the lost node's address ("How Elastic Load
 * Balancing works": the record's time to live), and for three health checks of 10 s the other nodes send a third of the requests there.
 * On this machine students try the next address at once, and a dead target refuses the connection at once.
 */
export const MAX_ERROR_RATE_OF_ZONE_LOSS: Limit = { emulated: MAX_ERROR_RATE, aws: 0.1 };

/** As above, of a whole run, with the students who could not connect once. */
export const MAX_ERROR_RATE_WITH_ZONE_LOSS: Limit = { emulated: 0.02, aws: 0.1 };

/** Milliseconds, on a stage that is sized for its students, where nothing is broken or overrun. Ours. */
export const MAX_RESPONSE_TIMES = { p95Ms: 800, p99Ms: 2_000 };

/** How long students use an address of the load balancer's name: its record's time to live ("How Elastic Load Balancing works"). k6's own default is five minutes. */
export const DNS_TTL_SECONDS = 60;

/** A round trip to the load balancer above this, and response times say where the load generator stands. São Paulo answers within some ms from inside the region. Ours. */
export const MAX_ROUND_TRIP_MS = 50;

/** CloudWatch keeps datapoints of less than a minute for three hours ("Metrics concepts", metrics retention). */
export const HOURS_OF_SHORT_PERIODS = 3;

/** Until CloudWatch holds the last minute: Container Insights comes last, within three minutes ("Metrics concepts" promises no time). Ours. */
export const SECONDS_FOR_METRICS = 300;
