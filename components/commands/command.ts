/**
 * Something a person can do, as data: the palette, the shortcuts help and the keyboard all read the one list of
 * what the screens on show have registered (`useCommands`).
 */
export type Command = {
  /** Unique and stable, such as `decisions.peek`. A later registration of the same name replaces the earlier one. */
  name: string;
  title: string;
  /** Heading under which palette and help list it, such as `Go to` or `Decisions`. */
  group: string;
  /** `j`, `?`, `mod+k` (Ctrl or ⌘), or two strokes: `g d`. */
  keys?: string;
  /** False while it cannot be done: the key does nothing and the palette leaves it out. */
  isAvailable?: boolean;
  /** True for movements like `j`, which make no sense to pick from the palette; the help still lists them. */
  isKeyOnly?: boolean;
  effect: () => void;
};

/** Looks for things by what was typed into the palette, such as a subject's id, and offers to go to them. */
export type CommandSearch = (query: string) => Promise<Command[]>;
