// The comments of the page that is shown, for every piece of it that shows some.
import { createContext } from "react";
import type { Talk } from "#app/domain/comments/view.ts";

export const TalkContext = createContext<Talk | null>(null);
