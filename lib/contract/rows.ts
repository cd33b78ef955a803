import { z } from "zod";
import { json } from "./json";
import { linkVias } from "./vocabulary";

/**
 * A recorded value. Plain JSON stands for itself; what JSON has no form for, or what was cut or redacted, is an object
 * with the key `$` that says what it was:
 * `u` undefined · `n` NaN, ±Infinity, -0 (`v`) · `b` bigint (`v`) · `y` symbol (`v`) · `s` cut string (`v`, length `n`) ·
 * `a` cut array (`v`, length `n`) · `o` instance of a class, cut object or one with a key `$` (`v`, class `c`, keys `n`) ·
 * `d` date (`v` ISO) · `e` error (class `c`, `v` message) · `m` Map or Set (`c`, `v` entries, size `n`) ·
 * `x` bytes (`c`, length `n`) · `f` function (`v` name) · `q` promise · `p` proxy · `g` getter, not invoked ·
 * `r` redacted (`t` truthy, `z` null or undefined) · `c` cycle · `l` left out for depth.
 */
const recordedValue = json;

/**
 * A judgment a value came from: `[span id, via, field?, at?]`. `field` is the part that was read (`output`,
 * `output.days`, `confidence`, `""` for the judgment itself); `at` is the path inside the row's value that it stands
 * at, for a value that holds a judgment deeper down (`""` or absent: the value itself).
 */
export const provenanceLink = z.tuple([z.string(), z.enum(linkVias), z.string().optional(), z.string().optional()]);
export type ProvenanceLink = z.infer<typeof provenanceLink>;

const whole = z.number().int();

/**
 * What one run of a branch recorded, as `casebook.branch.rows` carries it (design.md §5): compact, against the site
 * tables named by `casebook.sites`, separated by spaces in the order `frames` counts them.
 */
export const branchRows = z.object({
  v: z.literal(1),
  /** Calls of audited functions, the outermost first: `[table, function, parent frame or -1, call site in it or -1]`. */
  frames: z.array(z.tuple([whole, whole, whole, whole])),
  /** `[frame, site, value, provenance?]` in the order things happened; provenance counts into `pv`, 0 is none. */
  rows: z.array(z.tuple([whole, whole, recordedValue, whole.optional()])),
  pv: z.array(z.array(provenanceLink)).default([[]]),
  /** Clock and random reads, `[frame, site, value]` in order, exact: replay answers from them. */
  ambient: z.array(z.tuple([whole, whole, json])).default([]),
  /** Times a site was passed beyond the rows that were kept, by `frame:site`. */
  over: z.record(z.string(), whole).default({}),
  /** Digest of every decision in order, those beyond the caps too: equal paths have equal digests. */
  hash: z.string().optional(),
  /** True where the outermost function was left by an exception. */
  threw: z.boolean().optional(),
});
export type BranchRows = z.infer<typeof branchRows>;
