// Said beside an answer when the session ended in the middle of a sentence: the way to sign in again without leaving the page.
import { t } from "#app/ui/texts/t.ts";

/** `stored`: this browser keeps the words. The page tries again by itself when one comes back to it. */
export function SignInAgain({ stored }: { stored: boolean }) {
  return (
    <>
      {stored ? t("save.signedOut") : t("save.signedOutUnkept")}{" "}
      <a href="/sign-in" target="_blank" rel="noreferrer">
        {t("save.signIn")}
      </a>
    </>
  );
}
