// The key of one rendering of a form, posted with it, so that sending it twice changes something once.

export const formKeyName = "formKey";

/** What a key looks like, wherever it was made. */
export const formKeyPattern = /^[\w.:-]{16,100}$/;

/** A key nobody had before, in a browser or on the server; works on pages without https too. */
export const freshFormKey = (): string => [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
