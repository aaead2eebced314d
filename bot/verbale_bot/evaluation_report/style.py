"""The look of a report: one column, printable, dark where the reader's screen is."""

STYLE = """
:root { --ink: #1f2933; --muted: #61707f; --line: #e4e8ec; --paper: #fff; --back: #f5f7f9; --accent: #1d5d8f;
  --good: #2f7a57; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI",
  Roboto, "Noto Sans", sans-serif; }
main { max-width: 1020px; margin: 0 auto; padding: 40px 24px 80px; }
header { border-bottom: 3px solid var(--accent); margin-bottom: 28px; }
.over { color: var(--accent); font-weight: 600; margin: 0; letter-spacing: .02em; }
h1 { font-size: 34px; margin: 2px 0 14px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 0 0 12px; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 24px 28px;
  margin: 20px 0; }
section p { max-width: 76ch; margin: 0 0 10px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 14px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; }
.card b { display: block; font-size: 30px; line-height: 1.2; color: var(--accent); }
.card span { color: var(--muted); font-size: 14px; line-height: 1.35; display: block; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
table.narrow { max-width: 640px; }
th, td { padding: 9px 12px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--muted); font-size: 13px; font-weight: 600; }
tbody th { font-weight: 600; min-width: 260px; }
tbody tr:last-child > * { border-bottom: 0; }
td b { display: block; font-weight: 600; }
small { display: block; color: var(--muted); font-size: 13px; font-weight: 400; line-height: 1.4; }
td small { white-space: nowrap; font-size: 12px; }
.pairs th { min-width: 0; width: 170px; color: var(--muted); font-weight: 400; }
.pairs td { text-align: left; overflow-wrap: anywhere; }
figure { margin: 0 0 18px; }
img { max-width: 100%; height: auto; display: block; margin: 0 auto; }
figure.small img { width: 620px; }
figcaption { color: var(--muted); font-size: 14px; max-width: 76ch; margin: 6px auto 0; text-align: center; }
.mistakes { padding-left: 26px; margin: 0; }
.mistakes li { padding: 10px 0 8px; border-bottom: 1px solid var(--line); }
.mistakes li:last-child { border-bottom: 0; }
.mistakes p, blockquote { overflow-wrap: anywhere; }
.question { font-weight: 600; margin: 0 0 4px; }
blockquote { margin: 0 0 4px; padding-left: 12px; border-left: 3px solid var(--line); }
.gold { margin: 0 0 4px; color: var(--good); }
.gold::before { content: "Right would be: "; color: var(--muted); }
.meta { margin: 0; color: var(--muted); font-size: 13px; }
@media print { body { background: #fff; } section, .card { break-inside: avoid; } section:has(.mistakes) {
  break-inside: auto; } }
"""
