"""The look of the pages: a light chat program, with nothing from outside the page."""

STYLE = """
html, body { margin: 0; background: #e4eaf0; }
* { box-sizing: border-box; }
body { font: 15px/1.36 "Liberation Sans", Arial, Helvetica, "DejaVu Sans", sans-serif; color: #17212b;
  -webkit-font-smoothing: antialiased; }
/* Liberation Sans has no letters of Kazakh and Tajik, and a word in two fonts is hard to read. */
:lang(kk) body, :lang(tg) body { font-family: "DejaVu Sans Condensed", "Noto Sans", "DejaVu Sans", sans-serif;
  font-size: 14.5px; }
main { display: inline-flex; gap: 18px; padding: 20px; }
.screen { width: 430px; display: flex; flex-direction: column; overflow: hidden; background: #d6e2ec;
  border-radius: 14px; border: 1px solid #c3ced9; }
.head { display: flex; align-items: center; gap: 11px; background: #fff; padding: 9px 15px;
  border-bottom: 1px solid #d3dce4; }
.head b { display: block; font-size: 15.5px; line-height: 1.25; }
.head small { display: block; color: #7a8894; font-size: 12.5px; line-height: 1.3; }
.face { flex: none; width: 38px; height: 38px; border-radius: 50%; color: #fff; font-weight: bold; font-size: 17px;
  display: flex; align-items: center; justify-content: center; }
.talk { padding: 12px 11px 13px; display: flex; flex-direction: column; gap: 9px; flex: 1;
  justify-content: flex-end; }
.said { display: flex; flex-direction: column; gap: 4px; max-width: 94%; align-self: flex-start; }
.said.own { align-self: flex-end; max-width: 84%; }
.bubble { background: #fff; border-radius: 13px 13px 13px 4px; padding: 7px 11px 6px; overflow-wrap: anywhere;
  box-shadow: 0 1px 1px rgba(60, 80, 100, .16); }
.own .bubble { background: #e3f8d3; border-radius: 13px 13px 4px 13px; }
.who { font-weight: bold; font-size: 14px; margin-bottom: 2px; }
.who small, .via { color: #7a8894; font-weight: normal; font-size: 13px; }
.text { white-space: pre-wrap; }
.text::after { content: ""; display: block; clear: both; }
.time { float: right; color: #8a98a5; font-size: 11.5px; line-height: 1; margin: 8px -2px 1px 12px; }
.own .time { color: #6ea15b; }
.replied { border-left: 3px solid #3d86c6; background: #eef5fb; border-radius: 5px; padding: 3px 9px 4px;
  margin: 2px 0 5px; font-size: 13.5px; line-height: 1.3; }
.own .replied { border-color: #5aa63f; background: #d3efbf; }
.replied b { display: block; color: #2b77b8; }
.own .replied b { color: #43892b; }
.replied span { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; color: #4b5865; }
.quote { display: block; border-left: 3px solid #3d86c6; background: #eef5fb; border-radius: 5px;
  padding: 4px 10px 5px 9px; margin: 1px 0 4px; }
.own .quote { border-color: #5aa63f; background: #d3efbf; }
.gap { display: block; height: 9px; }
.link { color: #1d6fb5; }
u { text-decoration-thickness: 2px; text-underline-offset: 2px; text-decoration-color: #d0342c; }
code { font-family: "DejaVu Sans Mono", monospace; font-size: .88em; }
.spoiler { background: #b7c2cc; color: transparent; border-radius: 3px; }
.row { display: flex; gap: 4px; }
.button { flex: 1 1 0; position: relative; text-align: center; background: #f4f8fb; color: #1d6fb5; font-weight: bold;
  font-size: 13.5px; border-radius: 8px; padding: 7px 6px 6px; min-height: 31px; white-space: nowrap; }
.button.pressed { background: #b9d5ec; box-shadow: inset 0 0 0 2px #3d86c6; }
.button .away { position: absolute; top: 4px; right: 4px; width: 8px; height: 8px; stroke: #1d6fb5; fill: none;
  stroke-width: 1.6; }
.sign { width: 18px; height: 18px; vertical-align: -4px; fill: #f6bd3c; stroke: #bd8410; stroke-width: .9; }
.offered { background: #fff; border-top: 1px solid #cbd6df; }
.offer { display: flex; gap: 11px; padding: 8px 13px; border-bottom: 1px solid #e7edf2; }
.offer.chosen { background: #e4f0fa; }
.offer .face { width: 42px; height: 42px; border-radius: 8px; }
.offer div { min-width: 0; }
.offer b { display: block; font-size: 14px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.offer p { margin: 0; color: #5f6d79; font-size: 13px; line-height: 1.3; display: -webkit-box; overflow: hidden;
  -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.field { background: #fff; border-top: 1px solid #d3dce4; padding: 12px 16px; }
.field i { display: inline-block; width: 1.5px; height: 17px; background: #1d6fb5; vertical-align: -3px;
  margin-left: 1px; }
"""
FACES = ("#3d86c6", "#b5584a", "#4d9655", "#8a63b8", "#c0812c", "#2f8f93", "#b4507f")
"""Colours of people and rooms."""
