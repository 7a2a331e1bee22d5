// Where are the pages of imports?
import { planPath } from "#app/domain/plan/place-of.ts";

export const importsPath = (planId: string): string => `${planPath(planId)}/imports`;
export const importPath = (planId: string, importId: string): string => `${importsPath(planId)}/${encodeURIComponent(importId)}`;
export const pagePicturePath = (planId: string, importId: string, page: number): string => `${importPath(planId, importId)}/pages/${page}`;
export const importItemPath = (planId: string, importId: string, key: string): string => `${importPath(planId, importId)}/rows/${encodeURIComponent(key)}`;
