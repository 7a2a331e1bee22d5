// Planted for the layer check: a service gets its writers from the context, never from an adapter.
import { write } from "../../adapters/documents/docx.server.ts";

export const planted = write;
