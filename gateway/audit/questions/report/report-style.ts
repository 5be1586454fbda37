import { Markup } from './markup.ts';

/** How the page looks, on screen and on paper. */
export const reportStyle = new Markup(`
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.3rem; margin-top: 2rem; }
p, li { max-width: 45rem; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
caption { font-weight: bold; text-align: left; padding: .25rem 0; }
th, td { border: 1px solid #767676; padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #eee; }
tbody th { font-weight: normal; white-space: nowrap; }
.note { border-left: .3rem solid #1a1a1a; padding-left: .75rem; }
@media print {
  @page { size: A4 landscape; margin: 1.5cm; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  caption, h2 { break-after: avoid; }
}
`);
