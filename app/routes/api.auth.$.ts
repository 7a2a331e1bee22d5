import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { accountsAnswer } from "#app/http/accounts-answer.server.ts";

/** What better-auth serves itself: links in mails, and its own calls. */
export const loader = ({ request }: LoaderFunctionArgs) => accountsAnswer(request);
export const action = ({ request }: ActionFunctionArgs) => accountsAnswer(request);
