CREATE TABLE `awaited_sites` (
	`project` text NOT NULL,
	`sha256` text NOT NULL,
	`trace_id` text NOT NULL,
	PRIMARY KEY(`project`, `sha256`, `trace_id`)
);
--> statement-breakpoint
CREATE TABLE `site_tables` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project` text NOT NULL,
	`sha256` text NOT NULL,
	`file` text NOT NULL,
	`language` text NOT NULL,
	`size` integer NOT NULL,
	`text` text NOT NULL,
	`arrived_us` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_tables_key` ON `site_tables` (`project`,`sha256`);