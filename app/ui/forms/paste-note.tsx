// After a paste or a drop: what was left out and what to do about it, in one calm line under the text.
import { sayOfPaste } from "#app/ui/texts/paste-note.ts";
import type { LeftOut } from "./pasted-html.ts";

export type Note = { kind: "pictures" } | { kind: "files" } | { kind: "left-out"; leftOut: LeftOut };

function words(note: Note): string {
  if (note.kind === "pictures") return sayOfPaste("noPictures");
  if (note.kind === "files") return sayOfPaste("noFiles");
  const { leftOut } = note;
  const counted = (["images", "comments", "deleted", "links", "objects"] as const).filter((kind) => leftOut[kind] > 0).map((kind) => sayOfPaste(`leftOut.${kind}`, { count: leftOut[kind] }));
  const what = [...counted, ...(leftOut.looks ? [sayOfPaste("leftOut.looks")] : [])].join("; ");
  return `${sayOfPaste("leftOut", { what })}${leftOut.images > 0 ? ` ${sayOfPaste("picturesSay")}` : ""}`;
}

export default function PasteNote({ note, onClose }: { note: Note; onClose: () => void }) {
  return (
    <div className="paste-note">
      <p>{words(note)}</p>
      <button type="button" className="usa-button plain" aria-label={sayOfPaste("noteClose")} onClick={onClose}>
        ×
      </button>
    </div>
  );
}
