import { html, type Markup } from './html.ts';

/** A verdict as a shape, a word and, by the style sheet, a colour: colour is never the only sign. */
export function status(
  passed: boolean,
  [good, bad]: readonly [string, string] = ['Passed', 'Failed'],
): Markup {
  return html`<span class="status ${statusClass(passed)}"
    >${statusIcon(passed)} ${passed ? good : bad}</span
  >`;
}

export function statusClass(passed: boolean): 'passed' | 'failed' {
  return passed ? 'passed' : 'failed';
}

/** A shape of its own for each status. */
export function statusIcon(passed: boolean): Markup {
  return passed
    ? html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="9"></circle>
        <path d="M5.5 10.5 9 14 14.5 6.8"></path>
      </svg>`
    : html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path class="shape" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"></path>
        <path d="M6.8 6.8 13.2 13.2M13.2 6.8 6.8 13.2"></path>
      </svg>`;
}
