import type { RecordedAssertion } from '../assertions/recording.ts';
import { html, type Markup } from './html.ts';
import { statusIcon } from './verdict-section.ts';

/** Each assertion with what it expected and what it observed; those that failed come first. */
export function assertionsSection(assertions: readonly RecordedAssertion[]): Markup {
  const failedFirst = [...assertions].sort((left, right) => Number(left.passed) - Number(right.passed));
  const passed = assertions.filter((assertion) => assertion.passed).length;
  return html`<section aria-labelledby="assertions">
    <h2 id="assertions">Assertions <span class="unit">${passed} of ${assertions.length} hold</span></h2>
    <table class="assertions">
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">Assertion</th>
          <th scope="col">Expected</th>
          <th scope="col">Observed</th>
        </tr>
      </thead>
      <tbody>
        ${failedFirst.map(assertionRow)}
      </tbody>
    </table>
  </section>`;
}

function assertionRow({ id, name, passed, expected, observed }: RecordedAssertion): Markup {
  return html`<tr class="${passed ? 'passed' : 'failed'}">
    <td class="status">${statusIcon(passed)} ${passed ? 'holds' : 'fails'}</td>
    <th scope="row">${name} <code>${id}</code></th>
    <td data-label="Expected">${expected}</td>
    <td data-label="Observed">${observed}</td>
  </tr>`;
}
