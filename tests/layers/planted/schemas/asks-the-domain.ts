// Planted for the layer check: arrows point down only.
import { goal } from "../app/domain/goal.ts";

export const planted = goal;
