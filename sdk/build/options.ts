/** What every way in takes. Left out, each does what the guide says (docs/guides/capture-branches.md). */
export type BuildOptions = {
  /** Files to look at, as globs from `root` or patterns over the whole path; all outside node_modules when left out. */
  include?: FilePattern | readonly FilePattern[] | undefined;
  /** Files to leave alone, in the same form. */
  exclude?: FilePattern | readonly FilePattern[] | undefined;
  /** Folder that files are named from; the repository that holds them, else their package, when left out. */
  root?: string | undefined;
  /** Capture in browsers too. The source text then is part of the bundle, for everybody to read. */
  browser?: boolean | undefined;
  /** Where a build sends its site tables; else `CASEBOOK_URL`. */
  endpoint?: string | undefined;
  /** A project's key with the scope `ingest`; else `CASEBOOK_API_KEY`. Without both nothing is sent. */
  apiKey?: string | undefined;
};

export type FilePattern = string | RegExp;
