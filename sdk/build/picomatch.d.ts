/** The part of picomatch that is used; the package carries no types. */
declare module "picomatch" {
  export default function picomatch(
    globs: readonly string[],
    options?: { cwd?: string; dot?: boolean },
  ): (path: string) => boolean;
}
