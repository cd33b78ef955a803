"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/**
 * Spends a one-time link by a POST that a browser sends by itself. What only looks at the link, such as the preview of
 * a chat, runs no script and spends nothing.
 */
export function RedeemForm({ token }: { token: string }) {
  const form = useRef<HTMLFormElement>(null);
  const isSent = useRef(false);
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    form.current?.requestSubmit();
  }, []);
  return (
    <form ref={form} method="post" action="/sign-in/redeem">
      <input type="hidden" name="token" value={token} />
      <Button type="submit" variant="primary">
        Sign in
      </Button>
    </form>
  );
}
