// Which goal does an address ask for? ?goal=…; none asked is null, an impossible one is found nowhere.
import { idSchema } from "#schemas/scalars.ts";

export function goalAsked(request: Request): string | null {
  const asked = new URL(request.url).searchParams.get("goal");
  return asked === null || asked === "" ? null : (idSchema.safeParse(asked).data ?? "none");
}
