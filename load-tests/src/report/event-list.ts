import { crowded, type EventKind, type ReportEvent } from './events.ts';
import { html, type Markup } from './html.ts';
import { clock, type TimeAxis } from './time-axis.ts';

/** The key to the moments that the charts mark: number, time, kind and what it was. Many are shown when asked for. */
export function eventList(axis: TimeAxis): Markup {
  const { events } = axis;
  const list = html`<ol class="events">
    ${events.map((event) => eventItem(event, axis))}
  </ol>`;
  return html`<p>
      These moments are marked in every chart by their number. Minute 0 is when the first student arrives.
    </p>
    ${
      crowded(events)
        ? html`<details class="moments">
            <summary>All ${events.length} moments</summary>
            ${list}
          </details>`
        : list
    }`;
}

function eventItem({ number, at, kind, label }: ReportEvent, axis: TimeAxis): Markup {
  return html`<li>
    <b>${number}</b> <time>${clock(at, axis)}</time> <span class="kind">${lineSample(kind)} ${kind}</span>
    <span>${label}</span>
  </li>`;
}

function lineSample(kind: EventKind): Markup {
  return html`<svg class="sample ${kind}" width="8" height="16" aria-hidden="true">
    <line x1="4" y1="0" x2="4" y2="16"></line>
  </svg>`;
}
