// Planted for the layer check: an adapter knows blocks only.
import { goal } from "../../domain/goal.ts";

export const planted = goal;
