import type { CSSProperties } from "react";

/** Hues far enough apart to follow a line by; green and red are left to true, false and labels. */
const hues = [272, 55, 200, 330, 110, 235, 15, 175];

/**
 * The colour that ties a judgment to the conditions that read it, as CSS variables: `--link` for lines and text,
 * `--link-soft` behind text.
 * @param index the judgment's place in its execution, from 0; colours repeat after eight
 */
export function linkColor(index: number): CSSProperties {
  const hue = hues[index % hues.length];
  return {
    "--link": `light-dark(oklch(0.5 0.13 ${hue}), oklch(0.78 0.11 ${hue}))`,
    "--link-soft": `light-dark(oklch(0.955 0.028 ${hue}), oklch(0.285 0.05 ${hue}))`,
  } as CSSProperties;
}
