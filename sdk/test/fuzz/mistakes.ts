import type { Mistake } from "./bundled";

/** Mistakes that a transform like ours is known to make, each as the change that brings it back. */
export const mistakes: Record<string, Mistake> = {};
