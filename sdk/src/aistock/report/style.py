"""The style sheet of the report: one column, quiet colours, light or dark as the reader's system is."""

STYLE = """
:root { color-scheme: light dark;
  --page:#f6f7f9; --card:#ffffff; --text:#3d4654; --strong:#121826; --quiet:#6b7484; --edge:#e3e6eb; --grid:#dfe3e9;
  --account:#2460d8; --benchmark:#8a94a6; --backtest:#b8770b; --fall:#b4416b; --up:#2f7fc1; --down:#c2772f;
  --good:#0f766e; --good-back:#d9f2ee; --warn:#9a5b00; --warn-back:#fdeecb;
  --bad:#a3264f; --bad-back:#fbdde6; --none-back:#eceff3;
  --font: ui-sans-serif, system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; }
@media (prefers-color-scheme: dark) { :root {
  --page:#12151b; --card:#1a1f28; --text:#c3cad6; --strong:#f2f5fa; --quiet:#8e98a9; --edge:#2b3240; --grid:#2d3543;
  --account:#78a6ff; --benchmark:#8f9aad; --backtest:#e0a542; --fall:#e07a9f; --up:#64a9e0; --down:#dd9c5c;
  --good:#62d3c4; --good-back:#123b38; --warn:#f0bf6a; --warn-back:#43330f;
  --bad:#f396b4; --bad-back:#471a2a; --none-back:#262d39; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 var(--font); -webkit-font-smoothing: antialiased; }
main { max-width: 1120px; margin: 0 auto; padding: 36px 24px 80px; }
h1 { color: var(--strong); font-size: 32px; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 6px; overflow-wrap: anywhere; }
h2 { color: var(--strong); font-size: 20px; letter-spacing: -0.01em; margin: 0 0 4px; }
h3 { color: var(--strong); font-size: 15px; margin: 22px 0 6px; }
p { margin: 6px 0 12px; max-width: 96ch; overflow-wrap: anywhere; }
.quiet, figcaption { color: var(--quiet); font-size: 14px; }
.lead { font-size: 18px; max-width: 70ch; margin: 14px 0 22px; }
.lead b { color: var(--strong); }
.banner { background: var(--warn-back); color: var(--warn); border: 1px solid currentColor; border-radius: 12px;
  padding: 14px 18px; margin: 0 0 24px; font-size: 15px; }
.banner b { display: block; font-size: 17px; letter-spacing: 0.06em; }
section { background: var(--card); border: 1px solid var(--edge); border-radius: 14px; padding: 24px 26px; margin: 20px 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin: 20px 0; }
.card { background: var(--card); border: 1px solid var(--edge); border-radius: 14px; padding: 16px 18px; min-width: 0; }
.card .name { color: var(--quiet); font-size: 13.5px; }
.card .value { color: var(--strong); font-size: 27px; font-weight: 640; letter-spacing: -0.02em; line-height: 1.25;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.card .note { color: var(--quiet); font-size: 13.5px; overflow-wrap: anywhere; }
figure { margin: 14px 0 6px; }
figure svg { display: block; width: 100%; height: auto; }
figure + figure { margin-top: 22px; }
figcaption { margin-top: 2px; }
.scroll { overflow-x: auto; margin: 8px 0 4px; }
table { border-collapse: collapse; width: 100%; font-size: 14.5px; font-variant-numeric: tabular-nums; }
th { text-align: left; color: var(--quiet); font-weight: 550; font-size: 13px; border-bottom: 1px solid var(--edge);
  padding: 6px 14px 6px 0; white-space: nowrap; }
td { border-bottom: 1px solid var(--edge); padding: 7px 14px 7px 0; vertical-align: top; overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
td.n, th.n { text-align: right; white-space: nowrap; }
td:last-child, th:last-child { padding-right: 0; }
.chip { display: inline-block; border-radius: 99px; padding: 1px 10px; font-size: 13px; font-weight: 560; white-space: nowrap;
  background: var(--none-back); color: var(--text); }
.chip.good { background: var(--good-back); color: var(--good); }
.chip.warn { background: var(--warn-back); color: var(--warn); }
.chip.bad { background: var(--bad-back); color: var(--bad); }
.stack { display: flex; height: 16px; border-radius: 8px; overflow: hidden; background: var(--none-back); margin: 14px 0 8px; }
.stack i { display: block; }
.key { display: flex; flex-wrap: wrap; gap: 6px 22px; font-size: 14.5px; }
.key i { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 7px; }
.one { background: var(--account); } .two { background: var(--backtest); } .three { background: var(--fall); }
code { font: 13px/1.5 var(--mono); overflow-wrap: anywhere; }
details { margin: 10px 0 0; } summary { cursor: pointer; color: var(--strong); font-weight: 550; padding: 6px 0; }
ul { padding-left: 20px; margin: 6px 0; } li { margin: 3px 0; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 14.5px; margin: 4px 0 0; }
a { color: var(--account); text-decoration: none; } a:hover { text-decoration: underline; }
footer { color: var(--quiet); font-size: 13.5px; margin-top: 30px; }
@media print { body { background: none; } section, .card { break-inside: avoid; border-color: #ccc; }
  details > * { display: block; } }
"""
