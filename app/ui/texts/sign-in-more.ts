// Words of signing in again, second steps, passkeys, single sign-on, limits and support.
export const signInMore = {
  "again.title": "Confirm that it is you",
  "again.text": "You signed in a while ago, and this needs a fresh sign-in. Type your password; what you filled in is kept and is done right after.",
  "again.sample": "You signed in a while ago, and this needs a fresh sign-in. Invented people have no password: one click, and what you filled in is done right after.",
  "again.wrong": "This is not your password.",
  "again.go": "Confirm and go on",
  "again.leave": "Leave it as it was",
  "again.noPassword": "You have a passkey or your organization's sign-on instead? Sign in there, come back to this page and confirm with the field left empty.",
  "again.otherTab": "Sign in in another tab",
  "account.secondStepNeeded": "Your role needs a second step at sign-in",
  "account.secondStepNeededText": "Until it is set up, nothing of that role opens. It takes two minutes: an app on your phone shows six digits that are asked besides your password.",
} as const;
