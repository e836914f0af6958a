import { quoteForHaproxy as quote } from '../machine/quote.ts';
import { localPort, type Listener, type LoadBalancerSettings, type TargetGroupSettings } from './settings.ts';

export interface Sockets {
  /** HAProxy's runtime API. */
  readonly runtime: string;
  /** Where HAProxy writes one line for each answered request. */
  readonly requestLog: string;
}

/** 10,000 students and some slack; each connection costs about 17 KiB, and no descriptor until it is open. */
export const MAX_CONNECTIONS = 12_000;

/** Where people and browsers on this machine find the load balancer; its nodes have addresses of their own. */
export const loopback = '127.0.0.1';

/** Status, milliseconds until the target's answer began (-1: no answer of a target), server. */
export const REQUEST_LOG_FORMAT = '%ST %Tr %s';

/** HAProxy's configuration for a deployed load balancer; its servers come and go by the runtime API. */
export function renderConfiguration(
  settings: LoadBalancerSettings,
  sockets: Sockets,
  certificateFiles: ReadonlyMap<string, string>,
): string {
  const { idleTimeoutSeconds, listeners, targetGroups } = settings;
  return `${[
    globalSection(sockets),
    defaultsSection(idleTimeoutSeconds),
    ...listeners.map((listener) => frontend(listener, targetGroups, certificateFiles)),
    ...targetGroups.map(backend),
  ].join('\n\n')}\n`;
}

/** Each of ten thousand clients keeps a buffer of the largest TLS record it has read, by default 16 KiB. */
const TLS_RECORD_BYTES = 4096;

/**
 * Share of its descriptors up to which HAProxy keeps idle connections to targets. By default it closes them when clients hold
 * a quarter: each request would then open a connection, which costs a target half as much CPU again.
 */
const PERCENT_OF_DESCRIPTORS = 95;

/** Reused server connections keep the descriptors far below twice \`maxconn\`, which strict limits would demand. */
const globalSection = ({ runtime, requestLog }: Sockets): string => `global
  nbthread 1
  maxconn ${MAX_CONNECTIONS}
  no strict-limits
  stats socket ${quote(runtime)} mode 600 level admin
  log ring@requests format raw local0
  ssl-default-bind-options ssl-min-ver TLSv1.2
  tune.ssl.maxrecord ${TLS_RECORD_BYTES}
  tune.pool-low-fd-ratio ${PERCENT_OF_DESCRIPTORS}
  tune.pool-high-fd-ratio ${PERCENT_OF_DESCRIPTORS}

ring requests
  format raw
  maxlen 128
  size 4194304
  timeout connect 5s
  timeout server 10s
  server daemon ${quote(`unix@${requestLog}`)}`;

/** How often a connection to a target is tried again, a second apart: a full target takes none for a moment. */
const RETRIES = 3;

/** A request that waits to be tried again at a server that is deleted meanwhile crashes HAProxy 2.6. */
export const SECONDS_UNTIL_NOTHING_IS_TRIED_AGAIN = RETRIES + 2;

const defaultsSection = (idleTimeoutSeconds: number): string => `defaults
  mode http
  log global
  log-format "${REQUEST_LOG_FORMAT}"
  option dontlognull
  option http-ignore-probes
  http-reuse always
  retries ${RETRIES}
  timeout connect 10s
  timeout client ${idleTimeoutSeconds}s
  timeout server ${idleTimeoutSeconds}s
  timeout http-request ${idleTimeoutSeconds}s
  timeout http-keep-alive ${idleTimeoutSeconds}s`;

function frontend(
  { port, certificateArn, action }: Listener,
  targetGroups: readonly TargetGroupSettings[],
  certificateFiles: ReadonlyMap<string, string>,
): string {
  const local = localPort(port);
  const tls = certificateArn
    ? ` ssl crt ${quote(fileOf(certificateArn, certificateFiles))} alpn h2,http/1.1`
    : '';
  const head = `frontend listener-${port}\n  bind ${loopback}:${local}${tls}`;
  if (action.type === 'redirect') {
    const host = `%[req.hdr(host),field(1,:)]:${localPort(action.port)}`;
    return `${head}
  no log
  http-request redirect code ${action.statusCode} location ${action.scheme}://${host}%[capture.req.uri]`;
  }
  const target = targetGroups.find(({ arn }) => arn === action.targetGroupArn);
  if (!target) throw new Error(`listener ${port} forwards to ${action.targetGroupArn}, which does not exist`);
  return `${head}
  option forwardfor
  http-request set-header X-Forwarded-Proto ${certificateArn ? 'https' : 'http'}
  http-request set-header X-Forwarded-Port ${local}
  default_backend ${quote(target.name)}`;
}

const backend = ({ name, balance, healthCheck }: TargetGroupSettings): string => `backend ${quote(name)}
  balance ${balance === 'round_robin' ? 'roundrobin' : 'leastconn'}
  timeout check ${healthCheck.timeoutSeconds}s
  option httpchk
  http-check send meth GET uri ${quote(healthCheck.path)} hdr user-agent ELB-HealthChecker/2.0
  http-check expect status ${quote(healthCheck.matcher)}`;

function fileOf(certificateArn: string, certificateFiles: ReadonlyMap<string, string>): string {
  const file = certificateFiles.get(certificateArn);
  if (!file) throw new Error(`certificate ${certificateArn} was not imported on this machine`);
  return file;
}
