/**
 * What the transform found out about the flow of data at each site, as the prelude of an instrumented file carries it
 * (JSON, read at the first recorded call). Property paths are names joined by dots, `*` for one known only at run time.
 */

/**
 * A source of a value: `[from, which, path?, at?, as?, when?]`.
 * `from` ≥ 0: a variable, as many audited functions further out, `which` its slot; the others are in `from`.
 * `path`: the property of it that is read. `at`: where in the value it ends up. `as`: see `as`.
 * `when`: it counts where these decisions of the same function came out so: the site plus one, negative for false.
 */
export type Term = [from: number, which: number, path?: string, at?: string, as?: number, when?: number[]];

export const from = {
  /** A variable of the module, or of a function that is not audited: `which` is its slot in the module's frame. */
  module: -1,
  /** What the call at site `which` returned. */
  call: -2,
  /** What was awaited at site `which`. */
  awaited: -3,
  /** What audited functions called without arguments returned; `which` is the function, or -1 where it is not known. */
  bare: -4,
} as const;

export const as = {
  /** The value itself, or the part at `path`. */
  part: 0,
  /** Something worked out from it. */
  computed: 1,
  /** A value that was chosen by it. */
  control: 2,
} as const;

/** `[hops, slot]`; hops -1 is the module's frame. */
export type Slot = [hops: number, slot: number];

export type SitePlan = {
  /** Where the row's value comes from. */
  reads?: Term[];
  /** Sites that follow at once and whose sources are read together with this one's: names bound by one pattern. */
  group?: number[];
  /** The variable that takes the value. */
  writes?: Slot;
  /** True where the value is an object made on the spot: its parts are remembered on the object, not on the variable. */
  isFresh?: true;
  /** The object and property that take the value. */
  into?: { object: Term; key: string };
  /** Decisions of the same function in an arm of which this place stands: a number in `FlowPlan.decisions`. */
  under?: number;
  /** Those that may have returned something else before: a number as well. */
  behind?: number;
  /** Variables that some arm of this decision may write. */
  decides?: Slot[];
  /** A decision that some `when` names. */
  isChoice?: true;
  /** A turn of a loop that writes what its values are made of: what they were made of before goes on to count. */
  isTurn?: true;
  /** A parameter: number, path inside the argument, true for the rest of the arguments. */
  param?: [index: number, path: string, isRest?: true];
  call?: CallPlan;
  /** The site's value is awaited next. */
  isAwaited?: true;
  /** The site passes on what its function gives: `return`, `yield`. */
  isOutcome?: true;
  /** An exception is caught: `reads` is what the `try` read. */
  isCatch?: true;
  /** The site's value is thrown. */
  isThrow?: true;
};

export type CallPlan = {
  /** Per argument. */
  args: Term[][];
  /** What the receiver is. */
  receiver: Term[];
  /** Where the result comes from when no audited function gave it. */
  result: Term[];
  /** The function that is called, where that is known. */
  fn?: number;
  /** Audited functions written right into the arguments. */
  callbacks?: number[];
  /** True for a method of the language's own: whatever audited function is entered is called by it. */
  isBuiltin?: true;
  /** True where what a callback returns may be handed to the next one. */
  feedsBack?: true;
  /** The object that takes the arguments in: a container's method. */
  into?: { object: Term; key: string; from: number };
};

export type FlowPlan = {
  /** Calls of this file's functions that are not told when they are made: by which function, of which, with what. */
  untold: [by: number, fn: number, args: Term[][]][];
  /** Number of slots, by function. */
  slots: number[];
  moduleSlots: number;
  /** Lists of decisions' sites. */
  decisions: number[][];
  /** By site; 0 where there is nothing to do. */
  sites: (SitePlan | 0)[];
};
