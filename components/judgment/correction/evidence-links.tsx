import Link from "next/link";

/** Small numbered links to where something was seen. */
export function EvidenceLinks({ items }: { items: { key: string; href: string }[] }) {
  return (
    <span className="inline-flex gap-1">
      {items.map(({ key, href }, index) => (
        <Link
          key={key}
          href={href}
          prefetch={false}
          aria-label={`Evidence ${index + 1}`}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-surface px-1 text-2xs text-accent hover:border-accent-line"
        >
          {index + 1}
        </Link>
      ))}
    </span>
  );
}
