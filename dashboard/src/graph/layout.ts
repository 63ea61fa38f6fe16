import type { Folded } from "./fold.ts";

export const BOX = { width: 176, height: 54 };

export interface Place {
  x: number;
  y: number;
}

export interface Picture {
  /** Middle of each box. */
  places: Map<string, Place>;
  /** A path for each arrow, in the order of the arrows. */
  paths: string[];
  width: number;
  height: number;
}

/** Layers from left to right: sources, candles, indicators, strategies. The library that does it is loaded with this module only. */
export async function layout({ boxes, arrows }: Folded): Promise<Picture> {
  const dagre = await import("@dagrejs/dagre");
  const graph = new dagre.Graph({ multigraph: false });
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 64, edgesep: 8, marginx: 24, marginy: 24, ranker: boxes.length > 150 ? "longest-path" : "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of boxes) graph.setNode(id, { width: BOX.width, height: BOX.height });
  for (const { from, to } of arrows) graph.setEdge(from, to);
  dagre.layout(graph);
  const places = new Map(boxes.map(({ id }) => {
    const { x, y } = graph.node(id) as Place;
    return [id, { x, y }];
  }));
  // The library ends lines where they cross the edge of a box; all leave on the right and arrive on the left.
  const paths = arrows.map(({ from, to }) => {
    const [start, end] = [places.get(from)!, places.get(to)!];
    const between = (graph.edge(from, to) as { points: Place[] }).points.slice(1, -1);
    return pathOf([{ x: start.x + BOX.width / 2, y: start.y }, ...between, { x: end.x - BOX.width / 2, y: end.y }]);
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { places, paths, width, height };
}

/** A soft line through the points: level where it leaves and where it arrives. */
export function pathOf(points: readonly Place[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${round(first.x)} ${round(first.y)}`;
  let before = first;
  for (const point of rest) {
    const middle = round((before.x + point.x) / 2);
    path += `C${middle} ${round(before.y)} ${middle} ${round(point.y)} ${round(point.x)} ${round(point.y)}`;
    before = point;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
