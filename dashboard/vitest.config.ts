import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const shared = {
  plugins: [svelte()],
  resolve: { alias: { "@pawl/messages": fileURLToPath(new URL("../types/clients/pawl.ts", import.meta.url)) } },
};

// `unit` needs nothing; `browser` needs the built program and a Chromium, and one of its files runs after the other.
export default defineConfig({
  test: {
    projects: [
      { ...shared, test: { name: "unit", include: ["tests/**/*.test.ts"], environment: "node" } },
      { ...shared, test: { name: "browser", include: ["browser/**/*.spec.ts"], environment: "node", fileParallelism: false, testTimeout: 90_000, hookTimeout: 120_000 } },
    ],
  },
});
