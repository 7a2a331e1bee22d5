// After a paste or a drop: what was left out and what to do about it, in one calm line under the text.
import { t } from "#app/ui/texts/t.ts";
import type { LeftOut } from "./pasted-html.ts";

export type Note = { kind: "pictures" } | { kind: "files" } | { kind: "left-out"; leftOut: LeftOut };

function words(note: Note): string {
  if (note.kind === "pictures") return t("editor.noPictures");
  if (note.kind === "files") return t("editor.noFiles");
  const { leftOut } = note;
  const counted = (["images", "comments", "deleted", "links", "objects"] as const).filter((kind) => leftOut[kind] > 0).map((kind) => t(`editor.leftOut.${kind}`, { count: leftOut[kind] }));
  const what = [...counted, ...(leftOut.looks ? [t("editor.leftOut.looks")] : [])].join("; ");
  return `${t("editor.leftOut", { what })}${leftOut.images > 0 ? ` ${t("editor.picturesSay")}` : ""}`;
}

export default function PasteNote({ note, onClose }: { note: Note; onClose: () => void }) {
  return (
    <div className="paste-note">
      <p>{words(note)}</p>
      <button type="button" className="usa-button plain" aria-label={t("editor.noteClose")} onClick={onClose}>
        ×
      </button>
    </div>
  );
}
