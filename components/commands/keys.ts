type Stroke = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

/**
 * A keystroke in the notation of `Command.keys`. Shift is only named beside keys that shift does not change, so
 * that `?` and `J` are themselves on every keyboard layout.
 */
export function strokeOf(event: Stroke): string {
  const isLetterLike = event.key.length === 1;
  const parts = [
    (event.ctrlKey || event.metaKey) && "mod",
    event.altKey && "alt",
    event.shiftKey && !isLetterLike && "shift",
    event.key === " " ? "space" : isLetterLike && !event.shiftKey ? event.key.toLowerCase() : nameOf(event.key),
  ];
  return parts.filter(Boolean).join("+");
}

const nameOf = (key: string) => (key.length === 1 ? key : key.toLowerCase());

/** True while a keystroke belongs to what the person is typing into. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type)
  );
}

/** True where Enter and Space already do something: a link, button or option has the focus. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, summary, [role=option], [role=tab]") !== null;
}
