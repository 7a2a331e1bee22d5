// Words typed before the page is alive: on a slow line a person writes before the script has come. They are kept, and heard once somebody listens.

type Control = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;

const changed = (control: Control): boolean =>
  control instanceof HTMLSelectElement
    ? [...control.options].some((option) => option.selected !== option.defaultSelected) && [...control.options].some((option) => option.defaultSelected)
    : control.type === "checkbox" || control.type === "radio"
      ? (control as HTMLInputElement).checked !== (control as HTMLInputElement).defaultChecked
      : control.type !== "hidden" && control.value !== control.defaultValue;

/** React puts the words it sent back into a box whose text is still what it sent; a box that says something else is left alone. */
const keepWords = (control: Control): void => {
  if (control instanceof HTMLTextAreaElement) control.defaultValue = control.value;
};

/** Watches from before the page is made alive; the function that comes back says what was typed to whoever listens now, once. */
export function watchEarlyTyping(): () => void {
  const typed = new Set<Control>();
  const hear = (control: Control): void => {
    typed.add(control);
    keepWords(control);
  };
  const listen = (event: Event): void => hear(event.target as Control);
  for (const control of document.querySelectorAll<Control>("form :is(textarea, input, select)")) if (changed(control)) hear(control);
  document.addEventListener("input", listen, true);
  return () => {
    document.removeEventListener("input", listen, true);
    for (const control of typed) if (control.isConnected) control.dispatchEvent(new Event("input", { bubbles: true }));
    typed.clear();
  };
}
