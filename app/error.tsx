"use client";

import { ErrorState } from "@/components/ui/error-state";

export default function ScreenError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState message="Casebook could not show this screen. The server's log has the cause." onRetry={retry} />
    </main>
  );
}
