import { ask } from '../machine.ts';
import { onPath } from '../programs.ts';
import { type Tool } from '../tool.ts';

/** The oldest that the local stage was run with: Debian 12's. */
const OLDEST_VERSION = '2.6.0';

/** HAProxy, built with TLS. */
export const haproxy: Tool<string> = {
  title: `HAProxy >= ${OLDEST_VERSION} with TLS`,
  sources: {
    system: {
      ...onPath({
        name: 'haproxy',
        versions: `>=${OLDEST_VERSION}`,
        async version(machine, file) {
          const answer = await ask(machine, file, '-vv');
          // Debian's says `Built with OpenSSL version : …`, others name AWS-LC, LibreSSL or wolfSSL.
          const knowsTls = /^Built with .*SSL|^Built with AWS-LC|\+OPENSSL\b/m.test(answer);
          return knowsTls ? /version (\d+\.\d+\.\d+)/i.exec(answer)?.[1] : undefined;
        },
      }),
      description: `on the PATH, ${OLDEST_VERSION} or newer with TLS, else by apt or brew`,
      install: { apt: 'haproxy', brew: 'haproxy' },
    },
  },
  advice:
    'Put a newer one on the PATH; on Debian: apt-get install --target-release bookworm-backports haproxy',
};
