import type { Graph, GraphEdge, GraphNode } from "../transport/api.ts";

/** What the picture shows in one place: a node, or a group that is folded. */
export interface Box {
  id: string;
  title: string;
  subtitle: string;
  node: GraphNode | null;
  /** How many nodes it stands for. */
  count: number;
}

export interface Arrow {
  from: string;
  to: string;
  /** Only wakes, brings no value. */
  trigger: boolean;
  /** The node whose rate its thickness tells. */
  source: string;
}

export interface Folded {
  boxes: Box[];
  arrows: Arrow[];
}

export interface Group {
  id: string;
  title: string;
  nodes: string[];
}

const GROUP = "\u0000group:";

/** Nodes of one symbol and time frame; what belongs to none stays single. */
export function groupsOf(graph: Graph): Group[] {
  const clusters = new Map(graph.clusters.map((cluster) => [cluster.id, cluster]));
  const groups = new Map<string, Group>();
  for (const node of graph.nodes) {
    const cluster = node.cluster === null ? undefined : clusters.get(node.cluster);
    if (!cluster) continue;
    const title = [cluster.symbol, cluster.timeframe].filter(Boolean).join(" ") || cluster.id;
    const group = groups.get(cluster.id) ?? { id: cluster.id, title, nodes: [] };
    group.nodes.push(node.id);
    groups.set(cluster.id, group);
  }
  return [...groups.values()];
}

/** The graph with some of its groups folded to one box each. */
export function fold(graph: Graph, groups: readonly Group[], folded: ReadonlySet<string>): Folded {
  const home = new Map<string, string>();
  for (const group of groups) if (folded.has(group.id)) for (const id of group.nodes) home.set(id, GROUP + group.id);
  const boxes: Box[] = [];
  for (const group of groups)
    if (folded.has(group.id)) boxes.push({ id: GROUP + group.id, title: group.title, subtitle: `${group.nodes.length} nodes`, node: null, count: group.nodes.length });
  for (const node of graph.nodes)
    if (!home.has(node.id)) boxes.push({ id: node.id, title: node.id, subtitle: [node.kind, node.timeframe].filter(Boolean).join(" · "), node, count: 1 });
  const arrows = new Map<string, Arrow>();
  for (const edge of graph.edges) {
    const [from, to] = [home.get(edge.from) ?? edge.from, home.get(edge.to) ?? edge.to];
    const key = `${from}\n${to}`;
    const before = arrows.get(key);
    if (from === to) continue;
    if (before) before.trigger &&= isTrigger(edge);
    else arrows.set(key, { from, to, trigger: isTrigger(edge), source: edge.from });
  }
  return { boxes, arrows: [...arrows.values()] };
}

/** The group that a folded box stands for. */
export function groupOf(box: Box): string | null {
  return box.id.startsWith(GROUP) ? box.id.slice(GROUP.length) : null;
}

function isTrigger(edge: GraphEdge): boolean {
  return !edge.reads;
}
