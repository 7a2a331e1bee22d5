// What people really paste: fragments typed after what Word, Word online, Google Docs and Excel put on the clipboard.
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { linkAllowed } from "#app/ui/forms/link-allowed.ts";
import { cleanPasted } from "#app/ui/forms/pasted-html.ts";

const parsed = (html: string): Element => new JSDOM(html).window.document.body;
const clean = (html: string) => cleanPasted(parsed(html));
/** The words a reader sees, in their order. */
const words = (html: string): string => (parsed(html.replace(/<\/(p|h\d|li|td|th)>|<br>/g, " ")).textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim();

const bullet = (mark: string, words: string, level: number, font = "Symbol") =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:${level * 0.5}in;mso-add-space:auto;text-indent:-.25in;mso-list:l0 level${level} lfo1'><!--[if !supportLists]--><span style='font-family:${font};mso-fareast-font-family:${font}'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><!--[endif]-->${words}<o:p></o:p></p>`;

describe("from Word", () => {
  test("headings, bold and italic stay; fonts, smart tags and Word's own tags go, and no word with them", () => {
    const { html, leftOut } = clean(`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0in; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-US><!--StartFragment--><p class=MsoTitle>Our district<o:p></o:p></p><h1 style='mso-style-next:Normal'>Who we serve<o:p></o:p></h1><h5>Small print</h5>
<p class=MsoNormal><span style='font-size:12.0pt;font-family:"Arial",sans-serif;color:#C00000'>We serve <b>4,200
pupils</b> in <st1:City w:st="on"><st1:place w:st="on">Alder Valley</st1:place></st1:City>, <i style='mso-bidi-font-style:normal'>most</i> of them near<span style='mso-spacerun:yes'>  </span>home &amp; school.</span><o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`);
    expect(html).toBe("<h1>Our district</h1><h1>Who we serve</h1><h3>Small print</h3><p>We serve <strong>4,200 pupils</strong> in Alder Valley, <em>most</em> of them near home &amp; school.</p>");
    expect(leftOut).toEqual({ images: 0, comments: 0, deleted: 0, links: 0, objects: 0, looks: true });
  });

  test("its list paragraphs become real lists, with their levels, kinds and first number", () => {
    const { html } = clean(bullet("·", "Attendance", 1) + bullet("o", "Elementary", 2, '"Courier New"') + bullet("§", "Grade 1", 3, "Wingdings") + bullet("·", "Reading", 1) + "<p class=MsoNormal>Then:</p>" + bullet("3.", "Third step", 1, "Calibri") + bullet("a)", "part a", 2, "Calibri") + bullet("4.", "Fourth step", 1, "Calibri"));
    expect(html).toBe(
      "<ul><li><p>Attendance</p><ul><li><p>Elementary</p><ul><li><p>Grade 1</p></li></ul></li></ul></li><li><p>Reading</p></li></ul><p>Then:</p>" +
        '<ol start="3"><li><p>Third step</p><ol><li><p>part a</p></li></ol></li><li><p>Fourth step</p></li></ol>',
    );
  });

  test("a list that begins on its second level keeps every item", () => {
    const { html } = clean(bullet("o", "deep", 2) + bullet("·", "shallow", 1));
    expect(html).toBe("<ul><li><p>deep</p></li></ul><ul><li><p>shallow</p></li></ul>");
  });

  test("tables keep their head row, joined cells and empty cells", () => {
    const { html } = clean(`<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'><thead><tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'><td width=208 colspan=2 valign=top style='width:155.8pt;background:#D9E2F3'><p class=MsoNormal><b>Measure</b><o:p></o:p></p></td><td width=208><p class=MsoNormal>Target<o:p></o:p></p></td></tr></thead>
<tr><td rowspan=2><p class=MsoNormal>Attendance</p></td><td><p class=MsoNormal>2024</p><p class=MsoNormal>91%</p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr><tr><td>2025</td><td>93%</td></tr></table>`);
    expect(html).toBe('<table><tbody><tr><th colspan="2"><p><strong>Measure</strong></p></th><th><p>Target</p></th></tr><tr><td rowspan="2"><p>Attendance</p></td><td><p>2024</p><p>91%</p></td><td><p></p></td></tr><tr><td><p>2025</p></td><td><p>93%</p></td></tr></tbody></table>');
  });

  test("comments, pictures and deleted passages are left out and counted; the text around them stays", () => {
    const { html, leftOut } = clean(`<p class=MsoNormal>Families <a style='mso-comment-reference:MV_1;mso-comment-date:20260301T0900'>asked</a><span class=MsoCommentReference><span style='font-size:8.0pt'><!--[if !supportAnnotations]--><a class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[MV1]</a><!--[endif]--></span></span> for <del cite="mailto:someone" datetime="2026-03-01T09:00">fewer</del><ins>more</ins> buses.<!--[if gte vml 1]><v:shape id="x"><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]--><![if !vml]><img width=200 src="file:///C:/Temp/clip_image002.png"><![endif]></p>
<div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><div id="_com_1" class=msocomtxt><p class=MsoCommentText>Who asked?</p></div></div></div>`);
    expect(html).toBe("<p>Families asked for <u>more</u> buses.</p>");
    expect(leftOut).toMatchObject({ images: 1, comments: 1, deleted: 1 });
  });

  test("Word online: items that come as a list each are one list, with the levels they name", () => {
    const item = (level: number, text: string) => `<div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1" role="list"><li data-leveltext="" data-aria-level="${level}" role="listitem"><p class="Paragraph"><span class="TextRun" style="font-family:Calibri"><span class="NormalTextRun">${text}</span></span><span class="EOP">&nbsp;</span></p></li></ul></div>`;
    expect(clean(item(1, "One") + item(2, "One a") + item(1, "Two")).html).toBe("<ul><li><p>One</p><ul><li><p>One a</p></li></ul></li><li><p>Two</p></li></ul>");
  });
});

describe("from Google Docs", () => {
  const doc = (inner: string) => `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-5f1c">${inner}</b><br class="Apple-interchange-newline">`;

  test("the wrapper's bold is none; weight, slant and underline of its spans are", () => {
    const { html } = clean(doc(`<h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-family:Arial;font-weight:400;white-space:pre-wrap;">Our goals</span></h2><p dir="ltr"><span style="font-weight:700">Every child</span><span style="font-weight:400;font-style:italic"> reads</span><span style="font-weight:400;text-decoration:underline"> by nine</span><span>.</span></p>`));
    expect(html).toBe("<h2>Our goals</h2><p><strong>Every child</strong><em> reads</em><u> by nine</u>.</p>");
  });

  test("a list inside a list belongs to the item before; boxes to tick say whether they are ticked", () => {
    const { html, leftOut } = clean(doc(`<ul style="margin-top:0"><li dir="ltr" aria-level="1" style="list-style-type:disc"><p dir="ltr" role="presentation"><span>Staff</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>Coaches</span></p></li></ul><li aria-level="1"><p><span>Time</span></p></li></ul><ol start="4"><li><p>Four</p></li></ol><ul><li role="checkbox" aria-checked="true"><img src="data:image/png;base64,AAAA" aria-roledescription="checkbox"><p><span>Board told</span></p></li></ul>`));
    expect(html).toBe('<ul><li><p>Staff</p><ul><li><p>Coaches</p></li></ul></li><li><p>Time</p></li></ul><ol start="4"><li><p>Four</p></li></ol><ul><li><p>☑ Board told</p></li></ul>');
    expect(leftOut.images).toBe(0);
  });

  test("links keep web and mail addresses, without Google's own around them; other links leave their words", () => {
    const { html, leftOut } = clean(doc(`<p><a href="https://www.google.com/url?q=https%3A%2F%2Fwww.example.org%2Fplan%3Fa%3D1&amp;sa=D&amp;usg=x" style="text-decoration:none"><span style="color:#1155cc;text-decoration:underline">the plan</span></a>, <a href="mailto:office@example.org">write</a>, <a href="javascript:alert(1)">press</a>, <a href="file:///S:/plan.docx">our file</a>, <a href="#h.1">above</a></p>`));
    expect(html).toBe('<p><a href="https://www.example.org/plan?a=1">the plan</a>, <a href="mailto:office@example.org">write</a>, press, our file, above</p>');
    expect(leftOut.links).toBe(2);
  });

  test("pictures between words are left out and counted", () => {
    const { html, leftOut } = clean(doc(`<p><span>Before </span><span><span style="border:none;display:inline-block;overflow:hidden;width:602px"><img src="https://lh7-rt.googleusercontent.com/x" width="602"></span></span><span>after</span></p>`));
    expect(html).toBe("<p>Before after</p>");
    expect(leftOut.images).toBe(1);
  });
});

test("a block of Excel is a table; a table inside a cell becomes the lines of that cell", () => {
  expect(clean("<table><colgroup><col width=64></colgroup><tbody><tr height=20><td class=xl65 x:num>1</td><td>a b</td></tr></tbody></table>").html).toBe("<table><tbody><tr><td><p>1</p></td><td><p>a b</p></td></tr></tbody></table>");
  expect(clean("<table><tr><td>Out<table><tr><td>in <b>one</b></td><td><ul><li>in two</li></ul></td></tr></table></td></tr></table>").html).toBe("<table><tbody><tr><td><p>Out</p><p>in <strong>one</strong></p><p>in two</p></td></tr></tbody></table>");
});

test("scripts, styles and hidden text are not read; videos and forms are counted; lines of plain code keep their breaks", () => {
  const { html, leftOut } = clean(`<style>p{}</style><script>alert(1)</script><div onclick="x()">One<div>Two</div>three <span style="display:none">hidden</span></div><iframe src="https://v"></iframe><pre>a\n b</pre><p>x<sup>2</sup></p>`);
  expect(html).toBe("<p>One</p><p>Two</p><p>three</p><p>a<br> b</p><p>x2</p>");
  expect(leftOut).toMatchObject({ objects: 1, looks: true });
});

test("no visible word of a long mixed paste is lost or changes its place", () => {
  const mixed = `<div><h4>Alpha</h4>bare one <b>bold <i>both</i></b><p>para</p>bare two<ul><li>li one<p>li para</p><ol><li>deep</li></ol>li tail</li><p>stray in list</p></ul><blockquote>quoted<div>inner</div></blockquote><dl><dt>term</dt><dd>meaning</dd></dl><table><caption>cap</caption><tr><th>h</th></tr><tr><td>c<ul><li>cl</li></ul></td></tr></table><a href="https://x.org">link <h3>block in link</h3></a><button>press</button><center>mid</center></div>`;
  expect(words(clean(mixed).html)).toBe("Alpha bare one bold both para bare two li one li para deep li tail stray in list quoted inner term meaning cap h c cl link block in link press mid");
});

test("an answer links to web and mail addresses only", () => {
  expect(["https://a.org", "HTTP://a.org", "mailto:a@b.org"].every(linkAllowed)).toBe(true);
  expect(["javascript:alert(1)", "https://", "ftp://a", "//a.org", "data:text/html,x", `https://${"a".repeat(2000)}`].some(linkAllowed)).toBe(false);
});
