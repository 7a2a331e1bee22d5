import { describe, expect, it } from "vitest";
import { bodyHtml, writeHtml } from "#app/adapters/documents/html.server.ts";
import type { Table } from "#schemas/document.ts";
import { column, hebrewText, heading, hostileText, list, makeDocument, makeDocumentOf, makeFrom, makeLargeDocument, paragraph, row, textCell } from "../document-fixtures.ts";

const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1] ?? match[0]);
const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
const voids = new Set(["meta", "br", "rect"]);

/** Every element closed in its order. */
function isBalanced(html: string): boolean {
  const open: string[] = [];
  for (const [, end, name] of html.replace(/<!DOCTYPE html>|<style>[^]*<\/style>/g, "").matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (voids.has(name ?? "")) continue;
    if (!end) open.push(name ?? "");
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

describe("a web page of a document", () => {
  it("stands alone: language, title, one main, one h1, the banner and the footer", () => {
    const html = writeHtml(makeDocument());
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en-US">/);
    expect(html).toContain("<title>Local Control and Accountability Plan, Orange Cove &amp; Friends &lt;2026&gt;</title>");
    expect(all(html, /<main>/g)).toHaveLength(1);
    expect(all(html, /<h1[^>]*>(.*?)<\/h1>/g)).toEqual(["Local Control and Accountability Plan, Orange Cove &amp; Friends &lt;2026&gt;"]);
    expect(html).toContain('<p class="banner unfinished">Internal draft of 2026-05-04: 2 answers are missing</p>');
    expect(writeHtml(makeDocument({ banner: "For public hearing", copy: { kind: "hearing-draft", preparedOn: "2026-05-04" } }))).toContain('<p class="banner">For public hearing</p>');
    expect(html).toContain("<footer><p>Orange Cove &amp; Friends Unified, 2026-27</p></footer>");
    expect(writeHtml(makeDocument({ banner: "" }))).not.toContain("<header>");
    expect(isBalanced(html)).toBe(true);
  });

  it("needs nothing else: no script and nothing fetched", () => {
    const html = writeHtml(makeDocument());
    expect(html).not.toMatch(/<(script|link|img|iframe)\b|\son\w+=|url\(|@import/);
  });

  it("has its headings in order, below the title", () => {
    expect(all(bodyHtml(makeDocument()), /<(h\d id="[^"]*")/g)).toEqual([
      'h2 id="plan-summary"',
      'h3 id="general-information"',
      'h3 id="technical-assistance"',
      'h2 id="goals"',
      'h3 id="goal-1-heading"',
      'h4 id="actions-1-heading"',
      'h2 id="action-tables"',
    ]);
    const deep = bodyHtml(makeDocumentOf(...([1, 2, 3, 4, 5, 6] as const).map((level) => heading(level, "Deep", `deep-${level}`))));
    expect(deep).toContain('<h6 id="deep-6" aria-level="7">Deep</h6>');
    const skipping = bodyHtml(makeDocumentOf(heading(1, "One", "a"), heading(4, "Deep", "b"), heading(4, "Beside it", "c"), heading(2, "Two", "d")));
    expect(all(skipping, /<h(\d) /g)).toEqual(["2", "3", "3", "3"]);
  });

  it("gives the body alone to a page that has its own head", () => {
    const body = bodyHtml(makeDocument());
    expect(body).not.toMatch(/<(html|head|body|main|h1|style)\b/);
    expect(writeHtml(makeDocument())).toContain(body);
  });

  it("has a caption on every table, a scope on every header cell and a summary that the table names", () => {
    const html = writeHtml(makeDocument());
    const tables = all(html, /<table[^]*?<\/table>/g);
    expect(tables).toHaveLength(5);
    for (const table of tables) expect(table).toMatch(/<caption[^>]*>[^]*\S[^]*<\/caption>/);
    for (const header of all(html, /<th\b[^>]*>/g)) expect(header).toMatch(/scope="(col|row|colgroup|rowgroup)"/);
    for (const id of all(html, /aria-describedby="([^"]+)"/g)) expect(html).toMatch(new RegExp(`<span class="(summary|unseen)" id="${id}">[^<]`));
    expect(all(html, /aria-describedby="([^"]+)"/g)).toHaveLength(3);
    const ids = all(html, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of all(html, /aria-labelledby="([^"]+)"/g).flatMap((ids) => ids.split(" "))) expect(html).toContain(`id="${id}"`);
  });

  it("heads a box of fields from its labels and hides only its caption", () => {
    const box = /<table id="table-goal-1"[^]*?<\/table>/.exec(writeHtml(makeDocument()))?.[0] ?? "";
    expect(box).not.toContain("<thead>");
    expect(box).toContain('<th scope="col">Goal #</th>');
    expect(box).toContain('<th scope="colgroup" colspan="3">State priorities addressed by this goal.</th>');
    expect(box).toContain('class="unseen" id="table-goal-1-title">Goal 1</span>');
    const beside: Table = { type: "table", id: "t", title: "T", summary: "", headerHidden: true, columns: [column("a", "A", "text", 1), column("b", "B", "text", 1)], rows: [row("r", { ...textCell("Name"), header: true }, textCell("Orange Cove"))] };
    expect(bodyHtml(makeDocumentOf(beside))).toContain('<th scope="row">Name</th><td>Orange Cove</td>');
  });

  it("names tables of a person's own text, which have no title and no id, and gives each an id of its own", () => {
    const own: Table = { type: "table", id: "", title: "", summary: "Table with the columns A", columns: [column("a", "A", "text", 1)], rows: [] };
    const html = bodyHtml(makeDocumentOf(heading(4, "Own words", ""), own, own));
    expect(all(html, /<table id="([^"]*)"/g)).toEqual(["table", "table-2"]);
    expect(html).toContain('<caption><span class="unseen" id="table-title">Table with the columns A</span></caption>');
    expect(html).toContain("<h2>Own words</h2>");
    expect(html).not.toContain('id=""');
  });

  it("does not show a table's title again under a heading that has just said it", () => {
    const table: Table = { type: "table", id: "t", title: "Actions", summary: "S", columns: [column("a", "A", "text", 1)], rows: [] };
    expect(bodyHtml(makeDocumentOf(heading(1, "Actions", "a"), paragraph("prompt", "Describe."), table))).toContain('<span class="unseen" id="table-t-title">Actions</span>');
    expect(bodyHtml(makeDocumentOf(heading(1, "Goals", "g"), table))).toContain('<span id="table-t-title">Actions</span>');
  });

  it("draws a chart with a title and a description, and says the same in words and in a table", () => {
    const figure = /<figure id="chart-revenue-chart"[^]*?<\/figure>/.exec(writeHtml(makeDocument()))?.[0] ?? "";
    expect(figure).toMatch(/<svg role="img" aria-labelledby="chart-revenue-chart-title chart-revenue-chart-description"/);
    expect(figure).toContain("<title id=\"chart-revenue-chart-title\">Projected Revenue by Fund Source</title>");
    expect(figure).toMatch(/<desc id="chart-revenue-chart-description">LCFF funds are \$8,000,000 \(80%\)/);
    expect(figure).toMatch(/<\/svg>\n<p>LCFF funds are/);
    expect(figure).toContain('<tr><th scope="row" class="within">LCFF supplemental &amp; concentration grants</th><td class="money">$2,000,000</td><td class="percent">20%</td></tr>');
  });

  it("draws shares one after another and a part under its whole", () => {
    const figure = /<figure id="chart-revenue-chart"[^]*?<\/figure>/.exec(writeHtml(makeDocument()))?.[0] ?? "";
    const bars = all(figure, /<rect (x="[\d.]+" y="\d+" width="[\d.]+")[^>]*fill="#(?!eef2f6)/g);
    expect(bars).toEqual(['x="0.0" y="20" width="480.0"', 'x="0.0" y="64" width="360.0"', 'x="360.0" y="108" width="120.0"', 'x="480.0" y="152" width="90.0"', 'x="570.0" y="196" width="30.0"']);
  });

  it("says of every block where it comes from: the field and the addresses", () => {
    const html = writeHtml(makeDocument());
    expect(html).toContain('<p data-field="lcap.general_information" data-sources="who.district">');
    expect(html).toContain('class="money" data-field="lcap.action_funds" data-sources="line.amount line.source">$12,345,678.90</td>');
    expect(html).toMatch(/<table id="table-actions-1"[^>]* data-field="lcap.actions" data-sources="action">/);
    expect(html).toContain('data-field="bop.chart_revenue"');
    expect(bodyHtml(makeDocumentOf({ ...heading(1, "Goal", "g"), from: makeFrom("f", "F", []) }, { ...list(true, "one"), from: makeFrom("g", "G", ["goal.title"]) }))).toMatch(/<h2 id="g" data-field="f" data-sources="">Goal<\/h2>\n<ol data-field="g" data-sources="goal.title">/);
  });

  it("marks what is missing, in paragraphs and in cells", () => {
    const html = writeHtml(makeDocument());
    expect(html).toContain('<p class="missing" data-field="lcap.technical_assistance" data-sources="stand.assistance">Not answered yet.</p>');
    expect(html).toContain('<td class="missing">Not answered yet.</td>');
  });

  it("prints markup as what was typed, everywhere", () => {
    const bad = `"><script>alert(1)</script>'`;
    const html = writeHtml(
      makeDocument({
        title: bad,
        language: bad,
        banner: bad,
        footer: bad,
        sections: [
          {
            id: bad,
            paper: "letter",
            orientation: "portrait",
            blocks: [
              { ...heading(1, bad, bad), from: makeFrom(bad, bad, [bad]) },
              paragraph("body", bad, { text: bad, href: `https://example.org/${bad}` }, { text: bad, href: "javascript:alert(1)" }),
              { type: "table", id: bad, title: bad, summary: `${bad} summary`, columns: [column(bad, bad, "text", 1)], rows: [row(bad, textCell(bad))] },
              { type: "chart", kind: "bars", id: bad, title: bad, description: bad, slices: [{ label: bad, cents: 1, text: bad, percentText: bad }] },
            ],
          },
        ],
      }),
    );
    expect(html).not.toContain("<script");
    expect(html).not.toContain('"">');
    expect(html).not.toContain("javascript:");
    expect(all(html, /href="([^"]*)"/g)).toEqual([`https://example.org/${escaped(bad)}`]);
    expect(isBalanced(html)).toBe(true);
    expect(writeHtml(makeDocument())).toContain(escaped(hostileText));
    expect(bodyHtml(makeDocumentOf(paragraph("body", "a\u0000b\ud800")))).toContain("ab\ufffd");
  });

  it("keeps marks, links, line breaks and the direction of the text", () => {
    const html = writeHtml(makeDocument());
    expect(html).toContain('<strong>1,234 pupils</strong> in <em>three</em> schools; <u><em><strong>every one</strong></em></u> publishes its plan at <a href="https://example.org/plan?year=2026&amp;view=all">the district&#39;s site</a>.<br>A second line');
    expect(html).toContain(`<p dir="auto">${hebrewText}</p>`);
    expect(html).toContain(`<td dir="auto">${hebrewText}</td>`);
  });

  it("prints each section on its own paper", () => {
    const html = writeHtml(makeDocument());
    expect(html).toContain('<section class="pages-tabloid-landscape" id="section-expenditure-tables">');
    expect(html).toContain("@page tabloid-landscape{size:17in 11in}");
    expect(html).toContain(".pages-tabloid-landscape{page:tabloid-landscape}");
  });

  it("writes a big district's plan and an empty one", () => {
    expect(isBalanced(writeHtml(makeLargeDocument()))).toBe(true);
    expect(isBalanced(writeHtml(makeDocument({ sections: [] })))).toBe(true);
  });
});
