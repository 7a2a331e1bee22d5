// What was understood of a pasted block, shown before any of it is taken.
import { useEffect, useRef } from "react";
import type { Pasted } from "#app/domain/grids/pasted-block.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { t } from "#app/ui/texts/t.ts";

const most = 100;

export function PastePreview({ pasted, fields, rowNames, onTake, onDrop }: { pasted: Pasted; fields: readonly RowField[]; rowNames: (row: number) => string; onTake: () => void; onDrop: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const bad = pasted.cells.filter(({ problem }) => problem !== null).length;
  const label = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
  return (
    <dialog
      ref={dialog}
      className="paste-preview"
      aria-labelledby="paste-title"
      onCancel={(event) => {
        event.preventDefault();
        onDrop();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id="paste-title">{t("grid.pasteTitle")}</h2>
      <p>
        {t("grid.pasteCount", { count: pasted.cells.length })} {pasted.newRows > 0 && t("grid.pasteNew", { count: pasted.newRows })} {pasted.header && t("grid.pasteHeader")} {pasted.outside > 0 && <strong>{t("grid.pasteOutside", { count: pasted.outside })}</strong>}
      </p>
      {bad > 0 && <p className="field-error">{t("grid.pasteBad", { count: bad })}</p>}
      {pasted.cells.length === 0 ? (
        <p className="empty">{t("grid.pasteNothing")}</p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t("grid.pasteTitle")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("grid.row")}</th>
                <th scope="col">{t("grid.column")}</th>
                <th scope="col">{t("grid.now")}</th>
                <th scope="col">{t("grid.pastedAs")}</th>
                <th scope="col">{t("grid.understood")}</th>
              </tr>
            </thead>
            <tbody>
              {pasted.cells.slice(0, most).map((cell) => (
                <tr key={`${cell.row}/${cell.field}`}>
                  <th scope="row">{rowNames(cell.row)}</th>
                  <td>{label(cell.field)}</td>
                  <td>{cell.before}</td>
                  <td>{cell.typed}</td>
                  <td>{cell.problem === null ? cell.text || t("save.blank") : <span className="field-error">{cell.problem}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {pasted.cells.length > most && <p className="quiet small">{t("grid.pasteMore", { count: pasted.cells.length - most })}</p>}
        </div>
      )}
      <div className="inline">
        {pasted.cells.length > 0 && (
          <button type="button" className="usa-button" onClick={onTake}>
            {t("grid.pasteTake", { count: pasted.cells.length })}
          </button>
        )}
        <button type="button" className="usa-button usa-button--outline" onClick={onDrop}>
          {t("grid.pasteDrop")}
        </button>
      </div>
    </dialog>
  );
}
