import type { BranchView } from "@/lib/contract/trace";
import { sourceLink } from "@/lib/source-link";
import { visibleText } from "@/lib/visible-text";

/** Where a branch's code lies, linked to its repository at the commit that ran where both are known. */
export function SourcePlace({ branch: { file, line, functionName, commit, repository } }: { branch: BranchView }) {
  if (file === null) return functionName && <code className="font-mono text-xs">{visibleText(functionName)}</code>;
  const text = `${visibleText(file)}${line === null ? "" : `:${line}`}`;
  const href = sourceLink({ repository, commit, file, line });
  if (!href) return <code className="font-mono text-xs">{text}</code>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="relative z-10 font-mono text-muted text-xs underline decoration-line-strong underline-offset-2 hover:text-accent"
    >
      {text}
    </a>
  );
}
