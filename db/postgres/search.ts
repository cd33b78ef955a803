import { sql } from "drizzle-orm";
import type { Db, Search } from "../database";
import { searchWords } from "../search-words";

/** tsvector over `judgment_search` with the `simple` configuration: words as they are, as FTS5's unicode61 does. */
export function createSearch(db: () => Db): Search {
  return {
    async index(entries) {
      for (const { seq, text } of entries) {
        await db().all(sql`
          insert into judgment_search (judgment_seq, words) values (${seq}, to_tsvector('simple', ${text}))
          on conflict (judgment_seq) do update set words = excluded.words`);
      }
    },
    matches(query) {
      const match = searchWords(query)
        .map(({ word, isPrefix }) => `'${word}'${isPrefix ? ":*" : ""}`)
        .join(" & ");
      if (match === "") return sql`1 = 1`;
      return sql`${db().tables.judgments.seq} in (
        select judgment_seq from judgment_search where words @@ to_tsquery('simple', ${match}))`;
    },
  };
}
