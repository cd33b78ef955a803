import { Compass } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        action={
          <Button asChild>
            <Link href="/">Go to your project</Link>
          </Button>
        }
      >
        It may have been removed, or the link was cut on its way.
      </EmptyState>
    </main>
  );
}
