/** The report's style sheet: light, dark and print; every status has a shape and a word beside its colour. */
export const styles = `
:root {
  color-scheme: light;
  --page: #f6f7f9; --surface: #ffffff; --text: #1b1f27; --muted: #545c6b; --edge: #dde1e8; --link: #1b56ad;
  --good: #14713d; --bad: #b3261e; --bad-tint: #fdeeec;
  --line-first: #1f5fbf; --line-second: #b45309; --line-third: #7a3ea8; --limit: #b3261e;
  --fault: #b3261e; --problem: #b3261e; --change: #7a3ea8; --recovery: #14713d; --load: #6b7482;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #12151a; --surface: #1a1e25; --text: #e8eaee; --muted: #a4adbb; --edge: #313844; --link: #8ab8f8;
    --good: #5fd08f; --bad: #ff8a80; --bad-tint: #331b1a;
    --line-first: #79aef5; --line-second: #f0a860; --line-third: #c79bf0; --limit: #ff8a80;
    --fault: #ff8a80; --problem: #ff8a80; --change: #c79bf0; --recovery: #5fd08f; --load: #8b95a5;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 24px 20px 64px; }
h1, h2, h3, h4, p, dl, dd, ul, ol { margin: 0; padding: 0; }
h2 { font-size: 20px; line-height: 1.3; margin-bottom: 10px; }
h3 { font-size: 16px; }
h4, figure h3 { font-size: 15px; }
a { color: var(--link); }
section { margin-top: 40px; }
.unit { font-size: 13px; color: var(--muted); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

.passed { --status: var(--good); }
.failed { --status: var(--bad); }
.status { display: inline-flex; align-items: center; gap: 5px; font-weight: 600; white-space: nowrap;
  color: var(--status); }
.icon { width: 17px; height: 17px; flex: none; fill: none; stroke: var(--surface); stroke-width: 2.2;
  stroke-linecap: round; stroke-linejoin: round; }
.icon circle, .icon .shape { fill: var(--status); stroke: none; }

.verdict { background: var(--surface); border: 1px solid var(--edge); border-radius: 10px; padding: 20px 24px;
  border-left: 8px solid var(--status); }
.verdict h1 { margin: 14px 0 6px; font-size: 36px; line-height: 1.1; }
.verdict .status { gap: 12px; font-weight: 700; }
.verdict .icon { width: 36px; height: 36px; }
.headline { font-size: 18px; max-width: 62ch; text-wrap: pretty; margin-bottom: 12px; }
.facts, .evidence { font-size: 13px; color: var(--muted); }
.evidence b { display: inline-block; margin-right: 6px; padding: 0 9px; border: 1.5px solid currentColor;
  border-radius: 99px; color: var(--text); }

.glance { list-style: none; background: var(--surface); border: 1px solid var(--edge); border-radius: 10px; }
.glance li { display: flex; gap: 14px; padding: 9px 16px; }
.glance li + li { border-top: 1px solid var(--edge); }
.glance .status { align-self: flex-start; flex: none; width: 80px; }
.drill { border-top: 3px solid var(--edge); padding-top: 22px; }
.drill > h2 { font-size: 24px; }
.drill .answer { margin-top: 26px; }
.drill > h3 { margin: 26px 0 10px; }
.drill .figures, .drill > .facts + p:not(.facts) { margin-top: 14px; }
.sentence { display: flex; flex-wrap: wrap; gap: 2px 12px; margin-bottom: 14px; }

.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 10px 26px;
  background: var(--surface); border: 1px solid var(--edge); border-radius: 10px; padding: 14px 16px;
  margin-bottom: 14px; break-inside: avoid; }
.figures dt { font-size: 13px; color: var(--muted); }
.figures b { display: block; font-size: 24px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures span { display: block; font-size: 12.5px; line-height: 1.4; color: var(--muted); }
.figures .limit { color: var(--text); }

table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.listing { width: 100%; background: var(--surface); border: 1px solid var(--edge); border-radius: 10px;
  border-spacing: 0; border-collapse: separate; overflow: hidden; font-size: 14px; }
.listing th, .listing td { padding: 8px 14px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.listing thead th { font-size: 12.5px; font-weight: 600; color: var(--muted); }
.listing tbody tr { break-inside: avoid; }
.listing tbody th, .listing tbody td { border-top: 1px solid var(--edge); }
.listing tbody th { font-weight: 600; width: 30%; }
.listing tbody td:first-child { width: 92px; }
.listing code { display: block; font-size: 12px; font-weight: 400; color: var(--muted); }
.listing .failed td, .listing .failed th { background: var(--bad-tint); }

.events { columns: 2 420px; column-gap: 28px; margin-top: 10px; list-style: none; font-size: 13.5px;
  font-variant-numeric: tabular-nums; }
.events li { display: grid; grid-template-columns: 22px 42px 78px 1fr; gap: 8px; padding: 1px 0; break-inside: avoid;
  overflow-wrap: anywhere; }
.events b, .events time { text-align: right; }
.events .kind { color: var(--muted); white-space: nowrap; }

figure { margin: 14px 0 0; padding: 12px 16px 8px; background: var(--surface); border: 1px solid var(--edge);
  border-radius: 10px; break-inside: avoid; }
figcaption { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin-left: auto; list-style: none; font-size: 13px; }
.wide, .narrow { margin-top: 4px; color: var(--muted); }
.narrow { display: none; }
.wide svg, .narrow svg { display: block; width: 100%; height: auto; overflow: visible; font-family: inherit; }
.sample { stroke: var(--line-first); stroke-width: 2.5; vertical-align: middle; }
.sample.second { stroke: var(--line-second); stroke-dasharray: 7 3; }
.sample.third { stroke: var(--line-third); stroke-dasharray: 2 3; }
.events .sample { stroke-width: 1.5; vertical-align: -3px; }
.sample.fault, .sample.problem { stroke: var(--fault); }
.sample.change { stroke: var(--change); stroke-dasharray: 6 3; }
.sample.recovery { stroke: var(--recovery); stroke-dasharray: 2 2; }
.sample.load { stroke: var(--load); stroke-dasharray: 1 4; }
.no-data { padding: 14px 0; color: var(--bad); font-weight: 600; }
figure details { font-size: 13px; overflow-x: auto; }
summary { color: var(--muted); cursor: pointer; width: max-content; padding: 2px 0; }
details table { margin: 6px 0 8px; }
details th, details td { padding: 2px 16px 2px 0; text-align: right; font-weight: 400; }
details thead th { color: var(--muted); }

@media screen and (max-width: 720px) {
  main { padding: 12px 12px 48px; }
  .wide { display: none; }
  .narrow { display: block; }
  .legend { margin-left: 0; }
  .glance li { flex-wrap: wrap; gap: 0 14px; }
  .figures { grid-template-columns: 1fr 1fr; gap: 10px 16px; }
  .listing thead { position: absolute; clip-path: inset(50%); }
  .listing tbody td:first-child, .listing tr, .listing td, .listing tbody th { display: block; width: auto; }
  .listing tbody th, .listing tbody td { border-top: 0; padding: 3px 14px; }
  .listing tbody tr { border-top: 1px solid var(--edge); padding: 8px 0; }
  .listing tbody tr:first-child { border-top: 0; }
  .listing td[data-label]::before { content: attr(data-label) ": "; color: var(--muted); }
}
@media print {
  :root { --page: #ffffff; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  figure details { display: none; }
  .moments::details-content { content-visibility: visible; block-size: auto; }
  h2, h3, h4, .sentence { break-after: avoid; }
  .drill { break-before: page; border-top: 0; margin-top: 0; }
  .events { break-inside: avoid; }
}
`;
