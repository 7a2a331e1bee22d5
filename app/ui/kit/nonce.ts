// The page's one-time word for its scripts, handed down from the server.
import { createContext } from "react";

export const NonceContext = createContext("");
