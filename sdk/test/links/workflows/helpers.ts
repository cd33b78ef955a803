/** Functions that generated workflows call, audited and not. */
export const helpers = `
let shared = 0;
function done() {}
function plain(n) {
  return (n * 3 + 1) % 5;
}
function flip(s) {
  return s === "a" ? "b" : "a";
}
function risky(s) {
  if (s.startsWith("b")) throw new Error(s);
}
async function hidden(point) {
  const seen = await ask(point);
  return seen.output;
}
function isBig(n, limit = 2) {
  "use audit";
  if (n > limit) return true;
  return false;
}
function addUp(a, b) {
  "use audit";
  let sum = a;
  if (b > 1) sum += b;
  return sum;
}
function named(s, n) {
  "use audit";
  switch (s) {
    case "a":
      return "b";
    case "b":
      return n > 1 ? "c" : "a";
    default:
      return s;
  }
}
function describe({ kind, days }, other) {
  "use audit";
  if (days > 2) return kind;
  return \`\${other}\${kind}\`;
}
function countDown(n) {
  "use audit";
  if (n <= 0 || n > 6) return 0;
  return 1 + countDown(n - 1);
}
function total(list) {
  "use audit";
  let sum = 0;
  for (const one of list) {
    if (one > 0) sum += one;
  }
  return sum;
}
async function classify(point) {
  "use audit";
  const seen = await ask(point);
  if (seen.confidence < 0.5) return "c";
  return seen.output;
}
async function gather(points) {
  "use audit";
  const found = [];
  for (const point of points) found.push((await ask(point)).output);
  return found;
}
function* steps(n) {
  "use audit";
  for (let i = 0; i < n && i < 3; i++) yield i + n;
}
function isShared(n) {
  "use audit";
  return shared > n;
}
class Policy {
  constructor(limit, name) {
    "use audit";
    this.limit = limit;
    this.name = name;
  }
  raise(n) {
    "use audit";
    if (n > 1) this.limit += n;
  }
  isHot(n) {
    "use audit";
    if (this.name === "a") return true;
    return n > this.limit;
  }
}
`;
