"use client";

import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

type Toast = { id: number; tone: "neutral" | "negative"; text: string; action?: { label: string; run: () => void } };

const shownMs = 6000;
let toasts: Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Says in the corner what has just happened; `tone: "negative"` for failures. */
export function toast(text: string, options: Partial<Pick<Toast, "tone" | "action">> = {}): void {
  set([...toasts.slice(-2), { id: nextId++, tone: "neutral", text, ...options }]);
}

const dismiss = (id: number) => set(toasts.filter((item) => item.id !== id));

/** The corner where toasts appear; once, in the root layout. */
export function Toaster() {
  const items = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => toasts,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {items.map((item) => (
        <ToastItem key={item.id} {...item} />
      ))}
    </div>
  );
}

function ToastItem({ id, tone, text, action }: Toast) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div className="pointer-events-auto flex animate-appear items-center gap-2 rounded-md border border-line bg-raised py-2 pr-2 pl-3 shadow-popover">
      <span className={cn("min-w-0 flex-1", tone === "negative" && "text-negative")}>{text}</span>
      {action && (
        <button type="button" className="font-medium text-accent" onClick={action.run}>
          {action.label}
        </button>
      )}
      <IconButton label="Dismiss" onClick={() => dismiss(id)}>
        <X />
      </IconButton>
    </div>
  );
}
