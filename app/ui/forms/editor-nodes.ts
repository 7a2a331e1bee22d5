// The nodes and marks of the editor: exactly what the rich text of a plan may hold, and nothing else.
// Written over Tiptap's core instead of its starter kit: what an answer may not hold is not sent to the browser either.
import { Extension, Mark, Node, wrappingInputRule } from "@tiptap/core";
import type { Editor } from "@tiptap/core";
import { history, redo, undo } from "@tiptap/pm/history";
import { CellSelection, addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable, goToNextCell, tableEditing, toggleHeader } from "@tiptap/pm/tables";
import type { Command } from "@tiptap/pm/state";
import { TextSelection } from "@tiptap/pm/state";
import { linkAllowed } from "./link-allowed.ts";

const Document = Node.create({ name: "doc", topNode: true, content: "block+" });
const Text = Node.create({ name: "text", group: "inline" });
const Paragraph = Node.create({ name: "paragraph", priority: 1000, group: "block", content: "inline*", parseHTML: () => [{ tag: "p" }], renderHTML: () => ["p", 0] });

const levels = [1, 2, 3];
const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => levels.map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node }) => [`h${String(node.attrs["level"])}`, 0],
});

const HardBreak = Node.create({
  name: "hardBreak",
  inline: true,
  group: "inline",
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    const put = () => this.editor.commands.insertContent({ type: "hardBreak" });
    return { "Shift-Enter": put, "Mod-Enter": put };
  },
});

const BulletList = Node.create({
  name: "bulletList",
  group: "block list",
  content: "listItem+",
  parseHTML: () => [{ tag: "ul" }],
  renderHTML: () => ["ul", 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*([-+*])\s$/, type: this.type })];
  },
});
const OrderedList = Node.create({
  name: "orderedList",
  group: "block list",
  content: "listItem+",
  addAttributes: () => ({ start: { default: 1, parseHTML: (element: HTMLElement) => Number(element.getAttribute("start") ?? 1) || 1 } }),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ node }) => (node.attrs["start"] === 1 ? ["ol", 0] : ["ol", { start: String(node.attrs["start"]) }, 0]),
  addInputRules() {
    return [wrappingInputRule({ find: /^(\d{1,3})\.\s$/, type: this.type, getAttributes: (match) => ({ start: Number(match[1]) }), joinPredicate: (match, node) => node.childCount + Number(node.attrs["start"]) === Number(match[1]) })];
  },
});
const ListItem = Node.create({
  name: "listItem",
  // An imported item may begin with anything; a new one begins with a paragraph.
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: () => ["li", 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      "Shift-Tab": () => this.editor.commands.liftListItem(this.name),
      // At the start of a list's first item: out of the list, not into the paragraph above.
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection;
        const first = empty && $from.parentOffset === 0 && $from.depth > 2 && $from.node(-1).type.name === this.name && $from.index(-1) === 0 && $from.index(-2) === 0;
        return first && this.editor.commands.liftListItem(this.name);
      },
    };
  },
});

const roles: Record<string, string> = { table: "table", tableRow: "row", tableCell: "cell", tableHeader: "header_cell" };
const span = (name: "colspan" | "rowspan", most: number) => ({ [name]: { default: 1, parseHTML: (element: HTMLElement) => Math.min(most, Math.max(1, Number(element.getAttribute(name) ?? 1) || 1)) } });
/** `colwidth` belongs to the table library; it is never stored. */
const cellAttributes = () => ({ ...span("colspan", 50), ...span("rowspan", 200), colwidth: { default: null, rendered: false } });
const spans = (attrs: Record<string, unknown>): Record<string, string> => Object.fromEntries(["colspan", "rowspan"].filter((name) => attrs[name] !== 1).map((name) => [name, String(attrs[name])]));

const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  isolating: true,
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
  extendNodeSchema: ({ name }) => (roles[name] ? { tableRole: roles[name] } : {}),
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const step = (direction: 1 | -1) => () => runOn(this.editor, goToNextCell(direction));
    // In the last cell Tab goes on to what follows the editor: nobody is kept in a table.
    return { Tab: step(1), "Shift-Tab": step(-1), Backspace: () => removeWhole(this.editor), Delete: () => removeWhole(this.editor) };
  },
});
const TableRow = Node.create({ name: "tableRow", content: "(tableCell | tableHeader)*", parseHTML: () => [{ tag: "tr" }], renderHTML: () => ["tr", 0] });
const TableCell = Node.create({ name: "tableCell", content: "block+", isolating: true, addAttributes: cellAttributes, parseHTML: () => [{ tag: "td" }], renderHTML: ({ node }) => ["td", spans(node.attrs), 0] });
const TableHeader = Node.create({ name: "tableHeader", content: "block+", isolating: true, addAttributes: cellAttributes, parseHTML: () => [{ tag: "th" }], renderHTML: ({ node }) => ["th", spans(node.attrs), 0] });

const simpleMark = (name: "bold" | "italic" | "underline", tags: string[], key: string) =>
  Mark.create({
    name,
    parseHTML: () => tags.map((tag) => ({ tag })),
    renderHTML: () => [tags[0] ?? "span", 0],
    addKeyboardShortcuts() {
      return { [`Mod-${key}`]: () => this.editor.commands.toggleMark(this.name) };
    },
  });

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => (linkAllowed(element.getAttribute("href") ?? "") ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes: () => [{ types: ["paragraph", "heading", "bulletList", "orderedList", "listItem", "table"], attributes: { blockId: { default: null, rendered: false, keepOnSplit: false } } }],
});

const UndoRedo = Extension.create({
  name: "undoRedo",
  addProseMirrorPlugins: () => [history()],
  addKeyboardShortcuts() {
    return { "Mod-z": () => runOn(this.editor, undo), "Shift-Mod-z": () => runOn(this.editor, redo), "Mod-y": () => runOn(this.editor, redo) };
  },
});

export const editorNodes = [Document, Text, Paragraph, Heading, HardBreak, BulletList, OrderedList, ListItem, Table, TableRow, TableCell, TableHeader, simpleMark("bold", ["strong", "b"], "b"), simpleMark("italic", ["em", "i"], "i"), simpleMark("underline", ["u"], "u"), Link, BlockIds, UndoRedo];

/** Runs one of the editor library's own commands and comes back to the text. */
export const runOn = (editor: Editor, command: Command): boolean => command(editor.state, editor.view.dispatch);

/** A table whose every cell is chosen goes as a whole with Delete; otherwise only words go. */
function removeWhole(editor: Editor): boolean {
  const { selection } = editor.state;
  return selection instanceof CellSelection && selection.isRowSelection() && selection.isColSelection() && runOn(editor, deleteTable);
}

/** A table of three columns with a head row and two rows: in the place of an empty paragraph, or after the block the cursor is in. The first cell takes the words. */
export function insertTable(editor: Editor): boolean {
  const cell = (type: string) => ({ type, content: [{ type: "paragraph" }] });
  const row = (type: string) => ({ type: "tableRow", content: [cell(type), cell(type), cell(type)] });
  const { $to } = editor.state.selection;
  const [from, to] = $to.depth === 0 ? [$to.pos, $to.pos] : $to.depth === 1 && $to.parent.content.size === 0 ? [$to.before(1), $to.after(1)] : [$to.after(1), $to.after(1)];
  const table = { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] };
  // Something must follow a table, or nobody could write on below it.
  if (!editor.commands.insertContentAt({ from, to }, to >= editor.state.doc.content.size ? [table, { type: "paragraph" }] : [table])) return false;
  return editor.commands.command(({ tr }) => {
    tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1)));
    return true;
  });
}

/** What the buttons of a table do, by name. */
export const tableActs = {
  rowAbove: (editor: Editor) => runOn(editor, addRowBefore),
  rowBelow: (editor: Editor) => runOn(editor, addRowAfter),
  columnLeft: (editor: Editor) => runOn(editor, addColumnBefore),
  columnRight: (editor: Editor) => runOn(editor, addColumnAfter),
  // The last row or column takes the table with it.
  removeRow: (editor: Editor) => runOn(editor, deleteRow) || runOn(editor, deleteTable),
  removeColumn: (editor: Editor) => runOn(editor, deleteColumn) || runOn(editor, deleteTable),
  headRow: (editor: Editor) => runOn(editor, toggleHeader("row")),
  removeTable: (editor: Editor) => runOn(editor, deleteTable),
} satisfies Record<string, (editor: Editor) => boolean>;
