// Rich text as read-only words, the same on server and browser.
import type { ReactNode } from "react";
import type { BlockNode, InlineNode, RichText } from "#schemas/rich-text.ts";

function inline(nodes: InlineNode[] | undefined): ReactNode[] {
  return (nodes ?? []).map((node, at) => {
    if (node.type === "hardBreak") return <br key={at} />;
    return (node.marks ?? []).reduceRight<ReactNode>(
      (inner, mark) => {
        switch (mark.type) {
          case "bold":
            return <strong key={at}>{inner}</strong>;
          case "italic":
            return <em key={at}>{inner}</em>;
          case "underline":
            return <u key={at}>{inner}</u>;
          case "link":
            return (
              <a key={at} href={mark.attrs.href} rel="noreferrer noopener">
                {inner}
              </a>
            );
        }
      },
      <span key={at}>{node.text}</span>,
    );
  });
}

function block(node: BlockNode, at: number): ReactNode {
  switch (node.type) {
    case "paragraph":
      return <p key={at}>{inline(node.content)}</p>;
    case "heading": {
      const Tag = (["h3", "h4", "h5"] as const)[node.attrs.level - 1] ?? "h5";
      return <Tag key={at}>{inline(node.content)}</Tag>;
    }
    case "bulletList":
    case "orderedList": {
      const items = node.content.map((item, n) => <li key={n}>{item.content.map(block)}</li>);
      return node.type === "bulletList" ? <ul key={at}>{items}</ul> : <ol key={at} start={node.attrs?.start ?? 1}>{items}</ol>;
    }
    case "table":
      return (
        <table key={at}>
          <tbody>
            {node.content.map((row, r) => (
              <tr key={r}>
                {row.content.map((cell, c) => {
                  const Cell = cell.type === "tableHeader" ? "th" : "td";
                  return (
                    <Cell key={c} colSpan={cell.attrs?.colspan} rowSpan={cell.attrs?.rowspan}>
                      {cell.content.map(block)}
                    </Cell>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

export function Prose({ value }: { value: RichText }) {
  return <div className="prose">{value.content.map(block)}</div>;
}
