import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** What the built page is made of, relative to the repository; tests compute the same in C#. */
const PARTS = [
  "dashboard/index.html", "dashboard/package-lock.json", "dashboard/public", "dashboard/src", "dashboard/svelte.config.js", "dashboard/vite.config.ts",
  "types/clients/pawl.ts",
];

/** SHA-256 over the lines `path hash` of all sources, sorted by path. */
export function stampOf(repository: string): string {
  const lines = PARTS.flatMap((part) => filesOf(join(repository, part)))
    .map((file) => [relative(repository, file).split(sep).join("/"), createHash("sha256").update(readFileSync(file)).digest("hex")] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, hash]) => `${path} ${hash}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

function filesOf(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesOf(join(path, name))) : [path];
}
