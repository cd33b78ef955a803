/**
 * Functions of every construct that decides which lines run. Each is called with a source of random answers: `r()` is
 * true or false, `n(k)` a whole number below `k`, `maybe()` throws or does not.
 */
export const programs = `
export function early(r, n, maybe) {
  const first = n(5);
  if (first > 2) {
    n(2);
    return "a";
  } else if (first === 2) {
    n(3);
  } else {
    n(4);
    if (r()) return "b";
    n(5);
  }
  n(6);
  return r()
    ? "c"
    : "d";
}

export function loops(r, n, maybe) {
  let total = 0;
  for (let at = 0; at < n(4); at++) {
    if (r()) {
      total++;
      continue;
    }
    total += 2;
    for (const item of [1, 2, 3]) {
      if (item > n(4)) break;
      total += item;
      if (total > 12) {
        return total;
      }
      total++;
    }
    total += 3;
  }
  while (r()) {
    total--;
    if (r()) break;
    total--;
  }
  do {
    total += 5;
    if (r()) continue;
    total += 6;
  } while (r());
  for (const key in { a: 1, b: 2 }) {
    if (r()) total += key.length;
    else
      total--;
  }
  return total;
}

export function endless(r, n, maybe) {
  let at = 0;
  for (;;) {
    at++;
    if (at > 4) break;
    if (r()) {
      at++;
      continue;
    }
    at += 2;
    if (r()) return at;
    at++;
  }
  at--;
  return at;
}

export function labels(r, n, maybe) {
  let count = 0;
  outer: for (const a of [1, 2, 3]) {
    count++;
    for (const b of [1, 2]) {
      if (r()) continue outer;
      count++;
      if (n(6) === 0) break outer;
      count++;
    }
    count++;
  }
  block: {
    count++;
    if (r()) break block;
    count++;
  }
  return count;
}

export function choices(r, n, maybe) {
  let out = "";
  switch (n(6)) {
    case 0:
      out += "zero";
      break;
    case 1:
      out += "one";
    case 2:
      out += "two";
      if (r()) break;
      out += "more";
    case 3: {
      out += "three";
      return out;
    }
    case 4:
    default:
      out += "other";
  }
  switch (true) {
    case r():
      out += "!";
      break;
    case r():
      out += "?";
      break;
  }
  return out;
}

export function tries(r, n, maybe) {
  let out = 0;
  try {
    out++;
    if (r()) throw new Error("x");
    out++;
    maybe();
    out++;
    if (r()) return out;
    out++;
  } catch (error) {
    out += 10;
    if (r()) throw error;
    out += 10;
  } finally {
    out += 100;
    n(2);
  }
  out++;
  try {
    maybe();
    out++;
  } finally {
    out++;
  }
  out++;
  maybe();
  return out;
}

export function logic(r, n, maybe) {
  const a =
    r() &&
    n(2) === 1 &&
    r();
  const b =
    r() ||
    (n(3) > 1 &&
      r()) ||
    n(2);
  const c = (r() ? null : 1) ??
    n(4);
  if (
    a ||
    (b &&
      c)
  ) {
    n(1);
  }
  return r()
    ? n(2)
      ? 1
      : 2
    : n(3);
}

export function nested(r, n, maybe) {
  const inner = (k) => {
    if (k > 1) {
      return k;
    }
    n(3);
    return 0;
  };
  function never() {
    if (r()) return 1;
    return 2;
  }
  let sum = 0;
  for (const k of [0, 1, 2]) {
    if (r()) continue;
    sum += inner(k);
  }
  return r() ? sum : [1, 2, 3].filter((k) => k > sum && r()).length;
}

export function silent(r, n, maybe, {
  given = 3,
} = {}) {
  const box = {
    never() {
      return n(2);
    },
    get size() {
      return n(3);
    },
  };
  const each = [1, 2].map((k) => {
    const twice = k * 2;
    return twice;
  });
  const later = function (k) {
    n(k);
  };
  if (r()) later(2);
  else if (box.size > 1) {
    n(1);
  }
  return each.length + given;
}

export function comments(r, n, maybe) {
  // if (nothing) {
  const text = "} else { // no comment";
  if (r() /* why } */) {
    /* nothing here */
    n(1);
  } // end }
  const pattern = /[/}"']/.test(text) ? \`\${r() ? "{" : \`\${n(2)}\`} }\` : "";
  if (pattern.length > 3) {
    return pattern;
  }
  return text;
}
`;
