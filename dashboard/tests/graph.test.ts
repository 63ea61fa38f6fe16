import { describe, expect, it } from "vitest";
import { fold, groupOf, groupsOf } from "../src/graph/fold.ts";
import { layout, pathOf } from "../src/graph/layout.ts";
import { sparkPath, thickness } from "../src/graph/spark.ts";
import type { Graph, GraphNode } from "../src/transport/api.ts";

function chain(count: number, width: number): Graph {
  const nodes: GraphNode[] = [];
  const edges: Graph["edges"] = [];
  for (let i = 0; i < count; i++) {
    const timeframe = i < width ? null : ["1m", "5m", "15m"][i % 3]!;
    nodes.push({
      id: `n${i}`, title: "", kind: "ema", family: "averages", symbol: null, timeframe, cluster: timeframe, rank: Math.floor(i / width), published: true,
      published_as: [], warm_up: null, parameters: [], inputs: [], triggers: [], readers: [],
    });
    for (const back of [width, width + 1]) if (i >= back) edges.push({ from: `n${i - back}`, to: `n${i}`, input: null, field: null, reads: i % 2 === 0, wakes: true });
  }
  const clusters = ["1m", "5m", "15m"].map((id) => ({ id, symbol: null, timeframe: id, parent: null, nodes: [] }));
  return { pipeline: "p", symbols: [], nodes, edges, clusters, kinds: [] };
}

describe("fold", () => {
  const graph = chain(30, 3);
  const groups = groupsOf(graph);

  it("puts a group into one box and keeps what connects it with the rest", () => {
    const { boxes, arrows } = fold(graph, groups, new Set(["5m"]));
    expect(groups.map(({ title, nodes }) => [title, nodes.length])).toEqual([["1m", 9], ["5m", 9], ["15m", 9]]);
    expect(boxes).toHaveLength(30 - 9 + 1);
    const folded = boxes.find((box) => groupOf(box) === "5m")!;
    expect(folded.subtitle).toBe("9 nodes");
    expect(arrows.every(({ from, to }) => from !== to)).toBe(true);
    expect(arrows.some(({ from }) => from === folded.id) && arrows.some(({ to }) => to === folded.id)).toBe(true);
    const ids = new Set(boxes.map(({ id }) => id));
    expect(arrows.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });

  it("has every node and edge when nothing is folded", () => {
    const { boxes, arrows } = fold(graph, groups, new Set());
    expect(boxes).toHaveLength(30);
    expect(arrows).toHaveLength(graph.edges.length);
  });
});

describe("layout", () => {
  it("goes from left to right, and no two boxes lie on each other, with 300 nodes", async () => {
    const graph = chain(300, 12);
    const shown = fold(graph, groupsOf(graph), new Set());
    const { places, paths } = await layout(shown);
    for (const { from, to } of shown.arrows) expect(places.get(from)!.x).toBeLessThan(places.get(to)!.x);
    expect(paths.every((path) => /^M[\d.-]+ [\d.-]+C/.test(path))).toBe(true);
    const all = [...places.values()];
    const overlaps = all.flatMap((a, i) => all.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < 176 && Math.abs(a.y - b.y) < 54));
    expect(overlaps).toEqual([]);
  });

  it("draws soft lines", () => expect(pathOf([{ x: 0, y: 0 }, { x: 10, y: 4 }])).toBe("M0 0C5 0 5 4 10 4"));
});

it("scales small lines to their own range", () => {
  expect(sparkPath([1, 3, 2], 10, 4)).toBe("M0.0 4.0L5.0 0.0L10.0 2.0");
  expect(sparkPath([5, 5], 10, 4)).toBe("M0.0 4.0L10.0 4.0");
  expect(sparkPath([1], 10, 4)).toBe("");
});

it("thickens arrows by powers of ten", () => {
  expect(thickness(0)).toBe(1);
  expect(thickness(9)).toBeCloseTo(2.2);
  expect(thickness(1e9)).toBe(5);
});
