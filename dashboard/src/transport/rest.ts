import type { Message } from "@pawl/messages";

/** What the server answered instead of data: its own sentence where it has one. */
export class Problem extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.name = "Problem";
    this.status = status;
  }
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export type Query = Record<string, string | number | undefined>;

const ROOT = "/api/v1";

/** The key that a person typed; it lives as long as the tab. */
export const key = {
  get: (): string | null => sessionStorage.getItem("pawl.key"),
  set: (value: string | null): void => (value ? sessionStorage.setItem("pawl.key", value) : sessionStorage.removeItem("pawl.key")),
};

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const words = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return ask<T>(`${ROOT}/${path}${words.length > 0 ? `?${words.join("&")}` : ""}`, { ...(signal ? { signal } : {}) });
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(`${ROOT}/${path}`, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
}

/** The newest messages of a list, oldest first. */
export async function newest(path: string, limit: number, query: Query = {}, signal?: AbortSignal): Promise<Message[]> {
  return (await newestPage(path, limit, query, signal)).items;
}

/** The same, with what the older ones are asked for as `cursor`. */
export async function newestPage(path: string, limit: number, query: Query = {}, signal?: AbortSignal): Promise<Page<Message>> {
  const page = await get<Page<Message>>(path, { ...query, limit, order: "desc" }, signal);
  return { ...page, items: page.items.reverse() };
}

/** A path of parts that may hold anything. */
export function pathOf(...parts: string[]): string {
  return parts.map(encodeURIComponent).join("/");
}

/** A file that is no JSON. */
export async function getText(address: string): Promise<string> {
  return (await call(address, { headers: { accept: "text/csv, text/plain" } })).text();
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  const answer = await call(address, { ...init, headers: { accept: "application/json", ...init.headers } });
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

async function call(address: string, init: RequestInit): Promise<Response> {
  const secret = key.get();
  let answer: Response;
  try {
    answer = await fetch(address, { ...init, headers: { ...init.headers, ...(secret ? { authorization: `Bearer ${secret}` } : {}) } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer.");
  }
  if (!answer.ok) throw new Problem(answer.status, await sentence(answer));
  return answer;
}

async function sentence(answer: Response): Promise<string> {
  try {
    const { detail, title } = (await answer.json()) as { detail?: unknown; title?: unknown };
    if (typeof detail === "string" && detail) return detail;
    if (typeof title === "string" && title) return title;
  } catch {
    // An answer without a body, or one of something between us and the server.
  }
  return `The server answered ${answer.status} ${answer.statusText}.`.replace(" .", ".");
}
