import { html, type Markup } from './html.ts';
import { status, statusClass } from './status.ts';

/** A question with its answer in a line. */
export interface Glance {
  readonly question: string;
  readonly passed: boolean;
  /** What is said of one that has not passed. @default 'Failed' */
  readonly otherwise?: string;
  readonly sentence: string;
  /** The id of the heading below which there is more. @default - there is nothing more */
  readonly more?: string;
}

/** The answers at a glance. */
export function glanceList(glances: readonly Glance[]): Markup {
  if (glances.length === 0) return html``;
  return html`<ul class="glance">
    ${glances.map(glanceItem)}
  </ul>`;
}

function glanceItem({ question, passed, otherwise = 'Failed', sentence, more }: Glance): Markup {
  return html`<li class="${statusClass(passed)}">
    ${status(passed, ['Passed', otherwise])}
    <p><b>${more === undefined ? question : html`<a href="#${more}">${question}</a>`}</b> ${sentence}</p>
  </li>`;
}
