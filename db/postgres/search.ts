import { sql } from "drizzle-orm";
import type { Db, Search } from "../database";
import { searchWords, splitWords } from "../search-words";

/** PostgreSQL's limit for one word of a tsvector. */
const maxWordBytes = 2_046;

/**
 * tsvector over `judgment_search`. The words are made here, as FTS5's unicode61 makes them: PostgreSQL's own parser
 * would read `C-777` as a `C` and the number -777.
 */
export function createSearch(db: () => Db): Search {
  return {
    async index(entries) {
      for (const { seq, text } of entries) {
        const words = [...new Set(splitWords(text).map(fold))].filter((word) => word !== "").join(" ");
        await db().all(sql`
          insert into judgment_search (judgment_seq, words)
          values (${seq}, array_to_tsvector(string_to_array(${words}, ' ')))
          on conflict (judgment_seq) do update set words = excluded.words`);
      }
    },
    matches(query) {
      const match = searchWords(query)
        .map(({ word, isPrefix }) => ({ word: fold(word), isPrefix }))
        .filter(({ word }) => word !== "")
        .map(({ word, isPrefix }) => `'${word}'${isPrefix ? ":*" : ""}`)
        .join(" & ");
      if (match === "") return sql`1 = 1`;
      return sql`${db().tables.judgments.seq} in (
        select judgment_seq from judgment_search where words @@ ${match}::tsquery)`;
    },
  };
}

/** Lower case, without accents, cut to what a tsvector holds. */
function fold(word: string): string {
  const folded = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  if (Buffer.byteLength(folded) <= maxWordBytes) return folded;
  // A character that the cut has split becomes U+FFFD of three bytes, so there is room left for it.
  return Buffer.from(folded)
    .subarray(0, maxWordBytes - 3)
    .toString();
}
