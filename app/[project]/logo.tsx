/** Two lanes and the line between them: a judgment and the condition that read it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 18 18" fill="none" className={className} aria-hidden="true">
      <rect x="1" y="1" width="16" height="16" rx="4.5" fill="currentColor" />
      <path
        d="M5.5 5v8M12.5 5v8M5.5 6.5c4 0 3 5 7 5"
        stroke="var(--color-surface)"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
