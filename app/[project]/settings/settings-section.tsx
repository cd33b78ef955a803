import type { ReactNode } from "react";

type Props = { title: string; detail?: ReactNode; actions?: ReactNode; id?: string; children: ReactNode };

/** One subject of the settings screen. */
export function SettingsSection({ title, detail, actions, id, children }: Props) {
  return (
    <section aria-label={title} id={id} className="flex flex-col gap-3">
      <header className="flex items-end gap-3 border-line border-b pb-2">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-base">{title}</h2>
          {detail && <p className="text-muted">{detail}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
