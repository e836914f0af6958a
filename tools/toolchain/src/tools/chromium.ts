import { ask } from '../machine.ts';
import { onPath } from '../programs.ts';
import { type Source, type Tool } from '../tool.ts';

/** The oldest whose headless mode is always the whole browser. */
const OLDEST_VERSION = '132.0.0';

/** The browser that the report is tested in. */
export const chromium: Tool<string> = {
  title: `Chromium >= ${OLDEST_VERSION}`,
  sources: {
    system: {
      ...browser('chromium'),
      description: `on the PATH, ${OLDEST_VERSION} or newer, else by apt or brew`,
      install: { apt: 'chromium', brew: 'google-chrome' },
    },
    alias: browser('chromium-browser'),
    chrome: browser('google-chrome'),
  },
  advice: 'Put a newer one on the PATH, as chromium or google-chrome',
};

function browser(name: string): Source<string> {
  return {
    ...onPath({
      name,
      versions: `>=${OLDEST_VERSION}`,
      // The fourth number is no part of a semantic version.
      version: async (machine, file) =>
        /(?:Chromium|Chrome) (\d+\.\d+\.\d+)/.exec(await ask(machine, file, '--version'))?.[1],
    }),
    description: `${name} on the PATH, ${OLDEST_VERSION} or newer`,
  };
}
