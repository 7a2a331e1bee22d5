// The key of one rendering of a form, posted with it: its token says that a page of ours made it for whoever sends it, the rest makes that sending it twice changes something once.

export const formKeyName = "formKey";

/** The token comes first: so many characters, the same in every form of a page. */
export const formTokenLength = 22;

/** What a key looks like, wherever it was made. The token alone is enough for what is safe to send twice. */
export const formKeyPattern = /^[\w-]{22}([\w.:-]{16,100})?$/;

/** What no key before had in it. */
export const freshFormKey = (): string => [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
