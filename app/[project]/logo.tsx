/** A C that holds a case: a bracket with a dot in it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 18 18" fill="none" className={className} aria-hidden="true">
      <rect x="1" y="1" width="16" height="16" rx="4.5" fill="currentColor" />
      <path
        d="M12.7 5.2H8A2.8 2.8 0 0 0 5.2 8v2A2.8 2.8 0 0 0 8 12.8h4.7"
        stroke="var(--color-surface)"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
      <circle cx="10.6" cy="9" r="1.35" fill="var(--color-surface)" />
    </svg>
  );
}
