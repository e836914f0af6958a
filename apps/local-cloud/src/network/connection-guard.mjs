// Loaded by `--import` into each Node program of a task. A connection that the deployed network does not allow gets no answer,
// as one whose packets a security group drops. See docs/decisions/local-network.md.
import { readFileSync, writeSync } from 'node:fs';
import { BlockList } from 'node:net';
import { constants } from 'node:os';
import timers from 'node:timers';
import { URL } from 'node:url';

/** When Linux gives up on a connection that nobody answers: after 6 retries (`tcp_syn_retries`). */
const SECONDS_UNTIL_TIMEOUT = 127;

const stderr = 2;

/** What the task reaches, as the local cloud keeps it: an array of Destination (destinations.ts). */
const file = new URL(import.meta.url).searchParams.get('destinations');

// Where Node asks the kernel for a connection: `net`, `tls` and `http` all come here, with the address that a name led to.
const { TCP } = process.binding('tcp_wrap');
const { connect, close } = TCP.prototype;
const said = new Set();

TCP.prototype.connect = function (request, address, port) {
  const refusal = findRefusal(address, port);
  if (refusal === undefined) return connect.call(this, request, address, port);
  say(`local cloud: ${address}:${port} does not answer: ${refusal}\n`);
  return neverAnswer(this, request);
};

// The network is IPv4 only.
TCP.prototype.connect6 = function (request) {
  return neverAnswer(this, request);
};

function findRefusal(address, port) {
  const destination = readDestinations().find(({ range }) => contains(range, address));
  if (!destination) return 'the task has no network';
  const answers = destination.ports.some(([first, last]) => first <= port && port <= last);
  return answers ? undefined : destination.otherwise;
}

/** At each connection, so that a rule that was changed counts for the next one. */
function readDestinations() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

function contains(range, address) {
  const [network, prefixLength] = range.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(prefixLength));
  return list.check(address);
}

/** @returns what the kernel returns when it has sent the first packet */
function neverAnswer(handle, request) {
  const giveUp = () => request.oncomplete?.(-constants.errno.ETIMEDOUT, handle, request, false, false);
  const timer = timers.setTimeout(giveUp, SECONDS_UNTIL_TIMEOUT * 1000);
  handle.close = (...args) => {
    timers.clearTimeout(timer);
    return close.apply(handle, args);
  };
  return 0;
}

/** Each once, for whoever reads the task's log. */
function say(line) {
  if (said.has(line)) return;
  said.add(line);
  try {
    writeSync(stderr, line);
  } catch {
    // Nobody reads it.
  }
}
