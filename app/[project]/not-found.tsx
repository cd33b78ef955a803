import { Compass } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

export default function ProjectNotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState icon={Compass} title="There is nothing at this address">
        It may have been removed, belong to another project, or not have arrived yet.
      </EmptyState>
    </>
  );
}
