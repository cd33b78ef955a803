/** A line of a subject's table: what was measured, the figure as a person reads it, and the goal where there is one. */
export type Figure = { what: string; figure: string; goal?: string; isReached?: boolean };

/** Something that is measured: `npm run bench NAME`. */
export type Subject = { title: string; measure: () => Promise<Figure[]> };
