// Words about saving while signed out.
export const saving = {
  "save.signedOut": "You are signed out. Your words are kept on this computer and are saved when you have signed in.",
  "save.signedOutUnkept": "You are signed out. Leave this window open and sign in; your words are saved then.",
  "save.signIn": "Sign in (opens another tab)",
} as const;
