CREATE TABLE "judgment_search" ("judgment_seq" bigint PRIMARY KEY NOT NULL, "words" tsvector NOT NULL);
--> statement-breakpoint
CREATE INDEX "judgment_search_words" ON "judgment_search" USING gin ("words");
