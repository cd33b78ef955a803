"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

type Props = { title?: string; message: string; onRetry?: (() => void) | undefined };

/** A failure a person can act on. */
export function ErrorState({ title = "This did not load", message, onRetry }: Props) {
  return (
    <div role="alert">
      <EmptyState icon={TriangleAlert} title={title} action={onRetry && <Button onClick={onRetry}>Try again</Button>}>
        {message}
      </EmptyState>
    </div>
  );
}
