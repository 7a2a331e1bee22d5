// How a printed page looks: the Typst program that sets the document's blocks. It holds no user text; the document arrives as JSON beside it.

/** Paths inside the compiler's own file space; nothing there is a file of the machine. */
export const pdfWorkspace = "/plan-once-pdf";
export const pdfTemplatePath = `${pdfWorkspace}/main.typ`;
export const pdfDataPath = `${pdfWorkspace}/document.json`;

/** Public Sans and the three Noto fonts are loaded by the adapter; the others are built into the compiler and fill in what these lack (Greek, Cyrillic, Hebrew, signs). */
export const pdfFontRule = `#set text(font: ("Public Sans", "Noto Sans Arabic", "Noto Sans Gurmukhi", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono", "Noto Emoji"), fallback: false)`;

export const pdfTemplate = `${pdfFontRule}
${String.raw`
#let data = json("document.json")

#let ink = rgb("#1b1b1b")
#let navy = rgb("#1f4e79")
#let pale = rgb("#e6eef6")
#let stripe = rgb("#f4f7fb")
#let rule = rgb("#9db2c7")
#let quiet = rgb("#4a4a4a")
#let alarm = rgb("#8b0a03")
#let alarm-back = rgb("#fdf0ef")
// Dark enough beside white for a sign of their own, and unlike each other in grey too; every slice is also numbered.
#let slice-fills = (rgb("#1f4e79"), rgb("#2e8540"), rgb("#b45f06"), rgb("#6b4fa0"), rgb("#00727a"), rgb("#8b0a03"), rgb("#5b616b"))

#set document(title: data.title, author: data.author, date: datetime(year: data.date.year, month: data.date.month, day: data.date.day))
#set text(lang: data.language, region: data.region, size: 10pt, fill: ink, hyphenate: false)
#set par(leading: 0.62em, spacing: 0.9em, justify: false)
#set heading(numbering: none)
#set list(indent: 0.6em, body-indent: 0.6em, spacing: 0.65em, marker: ([•], [–], [•], [–]))
#set enum(indent: 0.6em, body-indent: 0.6em, spacing: 0.65em)
#set figure(numbering: none, supplement: none, gap: 0.5em)
#set figure.caption(position: top, separator: none)
#show list: set block(above: 0.9em, below: 1em)
#show enum: set block(above: 0.9em, below: 1em)
#show figure: set block(breakable: true)
#show figure.caption: it => block(width: 100%, sticky: true, align(start, text(weight: "bold", size: 9.5pt, fill: navy, it.body)))
#show link: it => text(fill: rgb("#005ea2"), underline(it))
#show heading: set text(fill: navy, weight: "bold")
#show heading: set block(above: 1.3em, below: 0.7em, sticky: true)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 1): set block(above: 1em, below: 0.8em)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 3): set text(size: 12pt)
#show heading.where(level: 4): set text(size: 10.5pt)
#show heading.where(level: 5): set text(size: 10pt)
#show heading.where(level: 6): set text(size: 10pt, style: "italic")

#let run(r) = {
  let body = text(r.at("text"))
  if r.at("bold", default: false) { body = strong(body) }
  if r.at("italic", default: false) { body = emph(body) }
  if r.at("underline", default: false) and "href" not in r { body = underline(body) }
  if "href" in r { body = link(r.href, body) }
  body
  if r.at("lineBreak", default: false) { linebreak() }
}
#let directed(item, body) = if item.at("rtl", default: false) { set text(dir: rtl); body } else { body }
#let runs(item) = item.runs.map(run).join()

#let barred(stroke, fill, body, sticky: false) = block(width: 100%, sticky: sticky, inset: (left: 7pt, right: 6pt, y: 4pt), stroke: (left: stroke), fill: fill, body)

#let paragraph(item) = {
  let body = runs(item)
  if item.keep and item.style == "body" { block(spacing: 0.9em, sticky: true, body) }
  else if item.style == "prompt" { block(sticky: item.keep, text(size: 8.8pt, style: "italic", fill: quiet, body)) }
  else if item.style == "label" { block(above: 1em, below: 0.5em, sticky: true, strong(body)) }
  else if item.style == "missing" { barred(2.5pt + alarm, alarm-back, text(fill: alarm, weight: "bold", body)) }
  else if item.style == "note" { block(sticky: item.keep, text(size: 8.5pt, fill: quiet, body)) }
  else if item.style == "proposed" { barred(sticky: item.keep, (paint: quiet, thickness: 1.5pt, dash: "dashed"), none, text(style: "italic", body)) }
  else if item.style == "lead" { block(below: 1.1em, text(size: 11.5pt, body)) }
  else { par(body) }
}

// Column widths: the document's shares, where each column's words are known to fit.
#let share-widths(item, room) = {
  let total-share = item.columns.map(c => c.share).sum()
  (widths: item.columns.map(c => room * (c.share / total-share)), size: item.size * 1pt)
}

// Elsewhere the shares, but never narrower than the widest amount (which must stay on one line) or the longest common word.
// When all that does not fit, the table's type becomes smaller until it does.
#let inset-x = 3.5pt
#let column-widths(item, room) = {
  let total-share = item.columns.map(c => c.share).sum()
  let needs(size, words) = item.columns.map(c => {
    let wide = (s, weight) => measure(text(size: size, weight: weight, hyphenate: false, s)).width
    let amount = if c.amount == "" { 0pt } else { wide(c.amount, "bold") + 2 * inset-x + 1.5pt }
    let word = calc.max(if c.word == "" { 0pt } else { wide(c.word, "regular") }, if c.headerWord == "" { 0pt } else { wide(c.headerWord, "bold") })
    if words { calc.max(amount, word + 2 * inset-x + 0.5pt) } else { calc.max(amount, 4 * inset-x) }
  })
  let size = item.size * 1pt
  let words = true
  let least = needs(size, words)
  while least.sum() > room and size > 4pt {
    size = size - 0.25pt
    // Below this a person cannot read: rather break words than amounts.
    if words and size < 6pt { words = false; size = item.size * 1pt }
    least = needs(size, words)
  }
  if least.sum() >= room { least = least.map(w => w * (room / least.sum())) }
  let fixed = item.columns.map(c => false)
  let widths = least
  let settled = false
  while not settled {
    settled = true
    let free-room = room
    let free-share = 0
    for (i, c) in item.columns.enumerate() { if fixed.at(i) { free-room -= least.at(i) } else { free-share += c.share } }
    for (i, c) in item.columns.enumerate() {
      if fixed.at(i) { continue }
      let wish = free-room * (c.share / free-share)
      if wish < least.at(i) { fixed.at(i) = true; widths.at(i) = least.at(i); settled = false } else { widths.at(i) = wish }
    }
    if fixed.all(f => f) { settled = true }
  }
  (widths: widths, size: size)
}

#let share-bar(parts, total, height, numbers) = grid(
  columns: parts.map(p => p.cents * 1fr),
  rows: height,
  ..parts.map(p => grid.cell(fill: p.fill, stroke: (left: 0.75pt + white, right: 0.75pt + white), align: center + horizon,
    if numbers and p.cents / total > 0.03 { text(fill: white, weight: "bold", size: 8.5pt, str(p.number)) })),
)

#let chart(item) = {
  let slices = item.slices.enumerate().map(((i, s)) => s + (number: i + 1, fill: slice-fills.at(calc.rem(i, slice-fills.len()))))
  let top = slices.filter(s => s.within == none)
  let total = top.map(s => s.cents).sum(default: 0)
  let key(s) = (
    box(baseline: 20%, fill: s.fill, inset: (x: 3pt, y: 2pt), text(fill: white, weight: "bold", size: 8pt, str(s.number))),
    (if s.within != none { h(1.2em) }) + text(s.label),
    align(right, box(text(s.text))),
    align(right, box(text(s.percentText))),
  )
  let legend = grid(columns: (auto, 1fr, auto, auto), column-gutter: 8pt, row-gutter: 5pt, align: horizon, ..slices.map(key).flatten())
  let longest = calc.max(1, ..slices.map(s => s.cents))
  let drawing = if item.kind == "shares" {
    let shown = top.filter(s => s.cents > 0)
    if total > 0 {
      share-bar(shown, total, 22pt, true)
      let inner = shown.map(s => {
        let parts = slices.filter(p => p.within == s.label and p.cents > 0)
        let rest = s.cents - parts.map(p => p.cents).sum(default: 0)
        if parts.len() == 0 { ((cents: s.cents, fill: none, number: 0),) }
        else { parts.map(p => (cents: p.cents, fill: p.fill, number: p.number)) + if rest > 0 { ((cents: rest, fill: none, number: 0),) } else { () } }
      }).flatten()
      if inner.any(p => p.fill != none) {
        v(2pt, weak: true)
        grid(columns: inner.map(p => p.cents * 1fr), rows: 12pt,
          ..inner.map(p => grid.cell(fill: p.fill, stroke: (left: 0.75pt + white, right: 0.75pt + white), align: center + horizon,
            if p.fill != none and p.cents / total > 0.03 { text(fill: white, weight: "bold", size: 7.5pt, str(p.number)) })))
      }
      v(7pt, weak: true)
    }
    legend
  } else {
    grid(columns: (28%, 1fr), row-gutter: 7pt, column-gutter: 8pt, align: horizon,
      ..slices.map(s => (
        align(right, text(size: 9pt, s.label)),
        grid(columns: (calc.max(0, calc.min(1, s.cents / longest)) * 70%, auto), column-gutter: 5pt, align: horizon,
          if s.cents > 0 { rect(width: 100%, height: 15pt, fill: s.fill, stroke: none) },
          box(text(size: 9pt, weight: "bold", s.text + if s.percentText != "" { " (" + s.percentText + ")" }))),
      )).flatten())
  }
  // The words beside the picture say the same; a reader of the file hears the description.
  figure(kind: "chart", alt: item.description, caption: if item.title != "" { text(item.title) },
    block(width: 100%, breakable: false, inset: 9pt, stroke: 0.75pt + rule, align(start, text(size: 9pt, drawing))))
}

// Three kinds of rows: header (all labels), total, plain. Blocks inside a cell are set by the same code, one level down.
#let blocks(items, room) = {
  let cell-body(c) = {
    let body = if c.blocks != none { blocks(c.blocks, none) } else if c.amount { box(text(c.text)) } else { directed(c, text(c.text)) }
    if c.missing { text(fill: alarm, style: "italic", body) } else { body }
  }
  let one-table(item, widths, size) = {
    set text(size: size)
    set par(leading: 0.5em, spacing: 0.7em)
    let cell = if item.layout { grid.cell } else { table.cell }
    let header = if item.layout { grid.header } else { table.header }
    let side(c) = if c.align == "end" { right } else if c.align == "center" { center } else { start }
    let children = ()
    if item.header.len() > 0 {
      children.push(header(repeat: true, ..item.header.map(c => cell(fill: navy, align: bottom + side(c), breakable: false,
        text(fill: white, weight: "bold", directed(c, text(c.text)))))))
    }
    let odd = false
    for row in item.rows {
      let fill = if row.kind == "total" { pale } else if row.kind == "header" { pale } else if odd and not item.form { stripe } else { none }
      let cells = row.cells.map(c => {
        let body = cell-body(c)
        if row.kind == "total" { body = text(weight: "bold", body) }
        if c.header { body = text(weight: "bold", fill: if row.kind == "total" { ink } else { navy }, body) }
        cell(colspan: c.span, align: top + side(c), breakable: row.breakable, fill: if c.missing { alarm-back } else if c.header { pale } else { fill },
          stroke: if row.kind == "total" { (top: 1pt + navy, rest: 0.5pt + rule) } else { 0.5pt + rule }, body)
      })
      if row.kind == "header" and not item.layout { children.push(header(repeat: false, level: if item.header.len() > 0 { 2 } else { 1 }, ..cells)) } else { children += cells }
      odd = not odd
    }
    let set-table = if item.layout { grid } else { table }
    set-table(columns: widths, inset: (x: inset-x, y: 3.5pt), stroke: 0.5pt + rule, ..children)
  }
  for item in items {
    if item.type == "heading" { directed(item, heading(level: item.level, text(item.text))) }
    else if item.type == "paragraph" { directed(item, paragraph(item)) }
    else if item.type == "list" {
      let inside = item.items.map(i => blocks(i, none))
      if item.ordered { enum(..inside) } else { list(..inside) }
    }
    else if item.type == "chart" { chart(item) }
    else {
      let set-to(fit) = one-table(item, fit.widths, fit.size)
      let body = if room == none { one-table(item, item.columns.map(c => c.share * 1fr), item.size * 1pt) } else if item.fits { set-to(share-widths(item, room)) } else { context set-to(column-widths(item, room)) }
      if item.layout { block(above: 0.8em, below: 0.8em, body) }
      else { figure(kind: table, caption: if item.caption != "" { text(item.caption) }, body) }
    }
  }
}

#for section in data.sections {
  let margin = (x: 0.7in, top: if data.banner != "" { 0.95in } else { 0.7in }, bottom: 0.8in)
  page(
    width: section.width * 1in,
    height: section.height * 1in,
    margin: margin,
    header: if data.banner != "" {
      block(width: 100%, fill: rgb("#fff4d6"), stroke: (bottom: 1pt + rgb("#8a6100")), inset: (x: 6pt, y: 4pt), align(center, text(size: 8.5pt, weight: "bold", fill: rgb("#4d3600"), data.banner)))
    },
    footer: {
      line(length: 100%, stroke: 0.5pt + rule)
      v(4pt, weak: true)
      set text(size: 8pt, fill: quiet)
      grid(columns: (1fr, auto), column-gutter: 12pt, text(data.footer),
        context box([Page #counter(page).display("1") of #counter(page).final().first()]))
    },
    blocks(section.blocks, section.width * 1in - 1.4in),
  )
}
`}`;
