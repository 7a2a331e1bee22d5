// How often somebody may try: counts in the database, so that any number of web processes count together.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

export type LimitedAct = "sign-in" | "reset" | "second-step" | "feed";
/** What a try is counted by. `account`: an address or the half-open sign-in it belongs to; `device`: one that this account has signed in from before. */
export type TryKeys = { account: string; address: string; device: string | null };
export type Taken = { allowed: true; giveBack: () => Promise<void> } | { allowed: false; limit: "account" | "address" | "site"; waitSeconds: number };
export type Limits = {
  /** Counts one try before it is made; `giveBack` takes it back when it was a good one. */
  take: (act: LimitedAct, keys: TryKeys) => Promise<Taken>;
  /** Where a request comes from, as limits count it: an IPv4 address, or the /64 of an IPv6 one. */
  addressOf: (request: Request) => string;
  /** The mark of a browser that this account has signed in from before; null without one. */
  deviceOf: (request: Request, account: string) => string | null;
  /** The cookie that makes this browser known for the account from now on. */
  deviceCookie: (request: Request, account: string) => string;
};

type Rule = { points: number; duration: number };
/** Tries, and the seconds they are counted over. A known device has tries of its own, which nobody else can use up: no attack from elsewhere locks the owner out. */
const rules: Record<LimitedAct, Record<"account" | "address" | "site" | "device", Rule>> = {
  "sign-in": { account: { points: 10, duration: 900 }, address: { points: 100, duration: 900 }, site: { points: 600, duration: 60 }, device: { points: 20, duration: 900 } },
  reset: { account: { points: 3, duration: 3600 }, address: { points: 30, duration: 3600 }, site: { points: 300, duration: 600 }, device: { points: 3, duration: 3600 } },
  "second-step": { account: { points: 10, duration: 900 }, address: { points: 100, duration: 900 }, site: { points: 6000, duration: 60 }, device: { points: 20, duration: 900 } },
  // Addresses of calendars that do not work; those that do count for themselves.
  feed: { account: { points: 20, duration: 900 }, address: { points: 120, duration: 900 }, site: { points: 6000, duration: 60 }, device: { points: 20, duration: 900 } },
};
const cookieName = "plan-once.device";
const mostAccounts = 5;

/** Set by the web process from the connection itself; what a browser says under this name is overwritten there. */
export const addressHeader = "plan-once-address";

/** `query`: runs SQL on the project's database, whose table rate_limit the migrations made. */
export function buildLimits({ query, secret, secure }: { query: (sql: { text: string; values: unknown[] }) => Promise<{ rows: unknown[]; rowCount: number }>; secret: string; secure: boolean }): Limits {
  const limiters = new Map<string, RateLimiterPostgres>();
  const limiter = (act: LimitedAct, kind: keyof (typeof rules)[LimitedAct]): RateLimiterPostgres => {
    const name = `${act}:${kind}`;
    const known = limiters.get(name);
    if (known) return known;
    // Old counts are cleared by the first limiter of a process, every five minutes.
    const made = new RateLimiterPostgres({ storeClient: { query }, storeType: "pool", tableName: "rate_limit", tableCreated: true, keyPrefix: name, clearExpiredByTimeout: limiters.size === 0, ...rules[act][kind] });
    limiters.set(name, made);
    return made;
  };
  /** Keys are hashes: the table says nothing of who tries. */
  const hash = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 32);
  const sign = (account: string, device: string) => createHmac("sha256", secret).update(`device ${account} ${device}`).digest("base64url").slice(0, 32);
  const same = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
  /** "device.signature" for each account that signed in here, the newest first. */
  const marksOf = (request: Request): string[] => (new RegExp(`(?:^|;\\s*)${cookieName.replace(".", "\\.")}=([^;]+)`).exec(request.headers.get("Cookie") ?? "")?.[1] ?? "").split("~").filter((one) => /^[\w-]{16}\.[\w-]{32}$/.test(one)).slice(0, mostAccounts);
  const markOf = (request: Request, account: string) => marksOf(request).find((one) => same(one.slice(17), sign(account, one.slice(0, 16))));

  return {
    take: async (act, { account, address, device }) => {
      const kinds: ["account" | "address" | "site" | "device", string][] = device === null ? [["address", hash(address)], ["account", hash(account)], ["site", "all"]] : [["device", hash(`${account} ${device}`)]];
      const counted: typeof kinds = [];
      const giveBack = async () => void (await Promise.all(counted.map(([kind, key]) => limiter(act, kind).reward(key))));
      for (const [kind, key] of kinds) {
        try {
          await limiter(act, kind).consume(key);
          // The whole site counts work, good or not; what an address or account is refused never gets there, so that nobody alone makes the site busy.
          if (kind !== "site") counted.push([kind, key]);
        } catch (refused) {
          if (!(refused instanceof RateLimiterRes)) throw refused;
          if (kind === "site") await giveBack();
          return { allowed: false, limit: kind === "device" ? "account" : kind, waitSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) };
        }
      }
      return { allowed: true, giveBack };
    },
    addressOf: (request) => {
      const said = (request.headers.get(addressHeader) ?? "").replace(/^::ffff:(?=\d+\.)/, "").replace(/%.*$/, "");
      if (isIPv4(said)) return said;
      return isIPv6(said) ? networkOf(said) : "unknown";
    },
    deviceOf: (request, account) => markOf(request, account)?.slice(0, 16) ?? null,
    deviceCookie: (request, account) => {
      const known = markOf(request, account);
      const device = known?.slice(0, 16) ?? randomBytes(12).toString("base64url");
      const marks = [`${device}.${sign(account, device)}`, ...marksOf(request).filter((one) => one !== known)].slice(0, mostAccounts);
      return `${cookieName}=${marks.join("~")}; Path=/; Max-Age=${365 * 24 * 3600}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
    },
  };
}

/** The first 64 bits of an IPv6 address: what one customer gets. */
function networkOf(address: string): string {
  const [head = "", tail = ""] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = address.includes("::") && tail !== "" ? tail.split(":") : [];
  const groups = address.includes("::") ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right] : left;
  return `${groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
}
