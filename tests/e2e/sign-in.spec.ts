// Ways in: a passkey of a (virtual) device, a second step, a fresh sign-in before a sensitive act, and support let in for hours.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { isClean, signIn } from "./portal-page.ts";

const fits = async (page: Page) => expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

/** A device with a fingerprint sensor that knows the finger, or does not. */
async function addDevice(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return { knowsFinger: (isUserVerified: boolean) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }) };
}

test("a passkey is added on the account page, opens a session without a password, is refused without the finger, and is gone when it is removed", async ({ page }) => {
  const device = await addDevice(page);
  await signIn(page, "Adaeze Obi");
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a passkey of this device" }).click();
  await expect(page.getByText(/^Passkey, added \d{4}-/)).toBeVisible();
  await isClean(page);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("link", { name: "Adaeze Obi" })).toBeVisible();

  await page.getByRole("button", { name: "Sign out" }).click();
  await device.knowsFinger(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("That did not work. Nothing has changed")).toBeVisible();
  await device.knowsFinger(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("link", { name: "Adaeze Obi" })).toBeVisible();

  await page.goto("/account");
  await page.getByRole("button", { name: "Remove the passkey Passkey" }).click();
  await expect(page.getByText("You have none yet.")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("That did not work. Nothing has changed")).toBeVisible();
});

test("support asks, the superintendent lets it in, the LEA sees it and ends it", async ({ page }) => {
  await signIn(page, "Ingrid Tanaka");
  await page.goto("/account");
  await page.getByRole("link", { name: /support staff/ }).click();
  await page.getByLabel(/CDS code/).fill("12");
  await page.getByLabel(/What for/).fill("A document does not open.");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText("A CDS code has 14 digits.")).toBeVisible();
  await isClean(page);
  const code = "99 10001 0000000";
  await page.getByLabel(/CDS code/).fill(code);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("as soon as the superintendent says yes");
  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByRole("button", { name: /Renée Castellanos/ }).click();
  await expect(page.getByRole("link", { name: "Renée Castellanos" })).toBeVisible();
  await page.goto("/people");
  await expect(page.getByText("A document does not open.")).toBeVisible();
  await isClean(page);
  await page.getByRole("button", { name: /Let in Ingrid Tanaka/ }).click();
  await expect(page.getByText(/Let in by Renée Castellanos until/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await fits(page);
  await page.getByRole("button", { name: /End the role .* of Ingrid Tanaka/ }).click();
  await expect(page.getByText(/Was let in by Renée Castellanos/)).toBeVisible();
});

test("the sign-in page says what it knows, with and without JavaScript", async ({ browser, page }) => {
  await page.goto("/sign-in");
  await isClean(page);
  await page.getByLabel("E-mail address").nth(1).fill("somebody@nowhere.example");
  await page.getByRole("button", { name: "Find my organization" }).click();
  await expect(page.getByText("No organization's sign-in is set up for this address.")).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await fits(page);
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto("/sign-in");
  await expect(plain.getByText("Passkeys need JavaScript.")).toBeVisible();
  await plain.getByLabel("E-mail address").first().fill("somebody@nowhere.example");
  await plain.getByRole("textbox", { name: "Password" }).fill("not the password");
  await plain.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(plain.getByRole("alert")).toContainText("do not fit together");
});

test("a form says in the browser what the server would refuse, sends nothing until it fits, and works without JavaScript", async ({ browser, page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await page.goto("/forgot-password", { waitUntil: "networkidle" });
  const address = page.getByLabel("E-mail address");
  await address.fill("nobody");
  await address.press("Enter");
  await expect(page.getByText("This is not an e-mail address.")).toBeVisible();
  await expect(address).toBeFocused();
  await isClean(page);
  expect(sent).toEqual([]);
  await address.fill("nobody@sample.example");
  await address.press("Enter");
  await expect(page.getByRole("status")).toContainText("a mail is on its way");
  expect(sent).toHaveLength(1);

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const other = await plain.newPage();
  await other.goto("/forgot-password");
  await other.getByLabel("E-mail address").fill("nobody@sample.example");
  await other.getByLabel("E-mail address").press("Enter");
  await expect(other.getByRole("status")).toContainText("a mail is on its way");
  await plain.close();
});
