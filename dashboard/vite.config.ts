import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";
import { stampOf } from "./stamp.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

/** Writes what the page was built from beside it, so that a test sees a stale one. */
function stamp(): Plugin {
  return {
    name: "stamp",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "stamp.txt", source: `${stampOf(repository)}\n` });
    },
  };
}

/** Where `npm run dev` finds the program: the environment variable PAWL_SERVER names another. */
const server = process.env["PAWL_SERVER"] ?? "http://localhost:8080";

export default defineConfig({
  plugins: [svelte(), stamp()],
  resolve: { alias: { "@pawl/messages": fileURLToPath(new URL("../types/clients/pawl.ts", import.meta.url)) } },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    fs: { allow: [repository] },
    proxy: { "/api": server, "/health": server, "/metrics": server, "/ws": { target: server, ws: true, rewriteWsOrigin: true } },
  },
});
