import { ensureTools } from '@edutechbr/toolchain';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Starts the Chromium that the toolchain finds, without a window and without anything that it does by itself. */
export async function startBrowser(signal: AbortSignal): Promise<Browser> {
  const tools = await ensureTools(['chromium'], { signal });
  return chromium.launch({
    executablePath: tools.chromium,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page as somebody sees it, and what it did behind the scenes. */
export interface OpenPage {
  readonly page: Page;
  /** What it wrote to the console, and errors that nobody caught. */
  readonly complaints: readonly string[];
  /** What it asked for besides itself. */
  readonly requests: readonly string[];
}

/** Opens a page of its own profile, on a screen of a common size unless told otherwise. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  await page.goto(url);
  return { page, complaints, requests };
}
