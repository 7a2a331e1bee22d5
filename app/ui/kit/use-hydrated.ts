// False on the server and in the first look of the browser, true once the page is alive.
import { useSyncExternalStore } from "react";

const never = () => () => {};

export const useHydrated = (): boolean => useSyncExternalStore(never, () => true, () => false);
