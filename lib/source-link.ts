type Source = {
  repository: string | null;
  commit: string | null;
  file?: string | null;
  line?: number | null;
};

/**
 * The page of a repository's host that shows a commit, or a file and line at that commit, in the form GitHub, GitLab,
 * Gitea and Bitbucket share.
 * @param source `repository` as `vcs.repository.url.full` gives it: `https://…`, with or without `.git`
 * @returns an http(s) address; undefined when the commit or a web address of the repository is not known
 */
export function sourceLink({ repository, commit, file, line }: Source): string | undefined {
  const base = webAddress(repository);
  if (!base || !commit) return undefined;
  const infix = base.hostname.includes("gitlab") ? "/-" : "";
  const root = `${base.href.replace(/\/$/, "").replace(/\.git$/, "")}${infix}`;
  if (!file) return `${root}/commit/${encodeURIComponent(commit)}`;
  const place = file
    .replace(/^\.?\//, "")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return `${root}/blob/${encodeURIComponent(commit)}/${place}${line ? `#L${line}` : ""}`;
}

/** Reads `git@host:owner/repo` too. Anything that is not a plain web address (`javascript:`, credentials) is refused. */
function webAddress(repository: string | null): URL | undefined {
  const ssh = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+)$/.exec(repository ?? "");
  const url = URL.parse(ssh ? `https://${ssh[1]}/${ssh[2]}` : (repository ?? ""));
  const isWeb = url && (url.protocol === "https:" || url.protocol === "http:") && url.username === "";
  return isWeb ? url : undefined;
}
