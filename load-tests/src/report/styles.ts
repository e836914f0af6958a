/** The report's style sheet: light, dark and print; every status has a shape and a word beside its colour. */
export const styles = `
:root {
  --page: #f6f7f9; --surface: #ffffff; --text: #1b1f27; --muted: #545c6b; --edge: #dde1e8;
  --good: #14713d; --bad: #b3261e; --good-tint: #e9f5ee; --bad-tint: #fdeeec;
  --line-first: #1f5fbf; --line-second: #b45309; --line-third: #7a3ea8;
  --limit: #b3261e; --event: #9aa3b2; --event-text: #545c6b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151a; --surface: #1a1e25; --text: #e8eaee; --muted: #a4adbb; --edge: #313844;
    --good: #5fd08f; --bad: #ff8a80; --good-tint: #15291e; --bad-tint: #331b1a;
    --line-first: #79aef5; --line-second: #f0a860; --line-third: #c79bf0;
    --limit: #ff8a80; --event: #667080; --event-text: #a4adbb;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 24px 20px 64px; }
h1, h2, h3, p { margin: 0; }
h2 { font-size: 20px; margin-bottom: 12px; }
h3 { font-size: 15px; }
section { margin-top: 40px; }
.unit { font-weight: 400; font-size: 13px; color: var(--muted); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

.verdict { background: var(--surface); border: 1px solid var(--edge); border-radius: 10px; padding: 20px 24px;
  border-left: 8px solid var(--status); }
.passed { --status: var(--good); --tint: var(--good-tint); }
.failed { --status: var(--bad); --tint: var(--bad-tint); }
.verdict h1 { display: flex; align-items: center; gap: 12px; margin: 14px 0 6px; font-size: 36px; line-height: 1.1;
  color: var(--status); }
.verdict h1 .icon { width: 36px; height: 36px; }
.headline { font-size: 18px; max-width: 62ch; text-wrap: pretty; }
.facts { margin-top: 12px; font-size: 13px; color: var(--muted); }
.evidence { font-size: 13px; color: var(--muted); }
.evidence b { display: inline-block; margin-right: 6px; padding: 0 9px; border: 1.5px solid currentColor;
  border-radius: 99px; color: var(--text); }
.icon { width: 17px; height: 17px; flex: none; fill: none; stroke: var(--surface); stroke-width: 2.2;
  stroke-linecap: round; stroke-linejoin: round; }
.icon circle, .icon .shape { fill: var(--status); stroke: none; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 1px; margin: 0;
  background: var(--edge); border: 1px solid var(--edge); border-radius: 10px; overflow: hidden; }
.figures div { background: var(--surface); padding: 14px 16px; }
.figures dt { font-size: 13px; color: var(--muted); }
.figures dd { margin: 2px 0 0; }
.figures b { display: block; font-size: 24px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures span { font-size: 12.5px; line-height: 1.35; display: block; color: var(--muted); }

table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.assertions { width: 100%; background: var(--surface); border: 1px solid var(--edge); border-radius: 10px;
  border-spacing: 0; border-collapse: separate; overflow: hidden; font-size: 14px; }
.assertions th, .assertions td { padding: 9px 14px; text-align: left; vertical-align: top; }
.assertions thead th { font-size: 12.5px; font-weight: 600; color: var(--muted); }
.assertions tbody th, .assertions tbody td { border-top: 1px solid var(--edge); }
.assertions tbody th { font-weight: 600; width: 28%; }
.assertions code { display: block; font-size: 12px; font-weight: 400; color: var(--muted); }
.assertions .failed td, .assertions .failed th { background: var(--tint); }
.assertions .status { white-space: nowrap; font-weight: 600; color: var(--status); }
.assertions .status .icon { vertical-align: -3px; margin-right: 3px; }

.events { display: flex; flex-wrap: wrap; gap: 4px 22px; margin: 10px 0 0; padding: 0; list-style-position: inside;
  font-size: 13.5px; }
.events b { font-variant-numeric: tabular-nums; }
figure { margin: 14px 0 0; padding: 14px 16px 8px; background: var(--surface); border: 1px solid var(--edge);
  border-radius: 10px; break-inside: avoid; }
figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 20px; }
figure > svg { display: block; width: 100%; height: auto; margin-top: 4px; color: var(--muted); overflow: visible; }
.legend { display: flex; gap: 16px; margin: 0; padding: 0; list-style: none; font-size: 13px; }
.sample { stroke: var(--line-first); stroke-width: 2.5; vertical-align: middle; }
.sample.second { stroke: var(--line-second); stroke-dasharray: 7 3; }
.sample.third { stroke: var(--line-third); stroke-dasharray: 2 3; }
.no-data { padding: 20px 0; color: var(--bad); font-weight: 600; }
details { font-size: 13px; }
summary { color: var(--muted); cursor: pointer; width: max-content; }
details table { margin: 6px 0 8px; }
details th, details td { padding: 2px 16px 2px 0; text-align: right; font-weight: 400; }
details thead th { color: var(--muted); }

@media (max-width: 720px) {
  .assertions thead { position: absolute; clip-path: inset(50%); }
  .assertions tr, .assertions td, .assertions tbody th { display: block; width: auto; }
  .assertions tbody th, .assertions tbody td { border-top: 0; padding: 3px 14px; }
  .assertions tbody tr { border-top: 1px solid var(--edge); padding: 8px 0; }
  .assertions td[data-label]::before { content: attr(data-label) ": "; color: var(--muted); }
}
@media print {
  :root { --page: #ffffff; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
}
`;
