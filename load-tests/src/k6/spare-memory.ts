import http from 'k6/http';

// k6 makes these for every student, and no student uses them: 24 KiB each (docs/decisions/load-k6-memory.md).
// Statement by statement, because a loop over names would make more than it saves.
const runtime: { readonly Math: object; crypto?: unknown } = globalThis;
delete runtime.crypto;

const unused: Partial<typeof http> = http;
delete unused.get;
delete unused.head;
delete unused.post;
delete unused.put;
delete unused.patch;
delete unused.del;
delete unused.options;
delete unused.asyncRequest;
delete unused.batch;
delete unused.setResponseCallback;
delete unused.expectedStatuses;
delete unused.url;
delete unused.CookieJar;
delete unused.cookieJar;
delete unused.file;
