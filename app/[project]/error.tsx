"use client";

import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";

export default function ProjectError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <PageHeader title="Something failed" />
      <ErrorState message="Casebook could not show this screen. The server's log has the cause." onRetry={retry} />
    </>
  );
}
