import { html, type Markup } from './html.ts';
import { status, statusClass } from './status.ts';

/** A question with its answer in a line. */
export interface Glance {
  readonly question: string;
  readonly passed: boolean;
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

function glanceItem({ question, passed, sentence, more }: Glance): Markup {
  return html`<li class="${statusClass(passed)}">
    ${status(passed)}
    <p><b>${more === undefined ? question : html`<a href="#${more}">${question}</a>`}</b> ${sentence}</p>
  </li>`;
}
