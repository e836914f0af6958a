import type { RecordedAssertion } from '../assertions/recording.ts';
import { html, type Markup } from './html.ts';
import { status, statusClass } from './status.ts';

/** Each assertion with what it expected and what it observed. */
export function assertionTable(assertions: readonly RecordedAssertion[]): Markup {
  return html`<table class="listing">
    <thead>
      <tr>
        <th scope="col">Verdict</th>
        <th scope="col">Assertion</th>
        <th scope="col">Expected</th>
        <th scope="col">Observed</th>
      </tr>
    </thead>
    <tbody>
      ${assertions.map(assertionRow)}
    </tbody>
  </table>`;
}

function assertionRow({ id, name, passed, expected, observed }: RecordedAssertion): Markup {
  return html`<tr class="${statusClass(passed)}">
    <td>${status(passed, ['holds', 'fails'])}</td>
    <th scope="row">${name} <code>${id}</code></th>
    <td data-label="Expected">${expected}</td>
    <td data-label="Observed">${observed}</td>
  </tr>`;
}
