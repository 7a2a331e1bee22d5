// How is a place in a document that was read called: a page, a paragraph or a row?
import type { Reading } from "#app/domain/imports/reading.ts";
import { t } from "#app/ui/texts/t.ts";

export const placeWords = (places: Reading["places"], page: number): string => t(`readers.at.${places}`, { page });
