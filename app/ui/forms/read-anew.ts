// After somebody else was quicker, is the page read anew? What stands there now is then shown, and the form is sent on top of it.
import type { ShouldRevalidateFunction } from "@remix-run/react";

/** Remix keeps what a page had read when a form was refused. Only for pages that show the other's words beside one's own, or whose form has none. */
export const readAnewAfterConflict: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) => actionStatus === 409 || defaultShouldRevalidate;
