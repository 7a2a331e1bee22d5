export const goal = "goal";
