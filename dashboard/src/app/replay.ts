import type { Parameters, ReplayMark, ReplayStatus, WhatIf } from "../transport/frames.ts";

/** A status with what an earlier one said once: the marks of the session, and what another version changed among them. */
export function goOn(before: ReplayStatus | null, status: ReplayStatus): ReplayStatus {
  const next = { ...status };
  const marks = status.marks ?? before?.marks;
  if (marks) next.marks = marks;
  // Another version begins by computing, and nothing of the one before counts for it.
  const difference = status.what_if?.state === "ready" && before?.what_if?.state === "ready" ? before.what_if.difference : undefined;
  if (status.what_if && !status.what_if.difference && difference) next.what_if = { ...status.what_if, difference };
  return next;
}

/** A signal that only one of two versions gave. */
export interface Changed {
  mark: ReplayMark;
  /** Whether the other version gave it, else the recorded one. */
  gained: boolean;
}

/** What changed, oldest first. */
export function changes({ difference }: WhatIf): Changed[] {
  if (!difference) return [];
  const all = [...difference.only_recorded.map((mark) => ({ mark, gained: false })), ...difference.only_what_if.map((mark) => ({ mark, gained: true }))];
  return all.sort((a, b) => Date.parse(a.mark.time) - Date.parse(b.mark.time) || a.mark.symbol.localeCompare(b.mark.symbol) || Number(a.gained) - Number(b.gained));
}

/** What a person typed for a parameter, in the form that a pipeline file gives it. */
export function parameterOf(text: string): number | string | boolean {
  const typed = text.trim();
  if (typed === "true" || typed === "false") return typed === "true";
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed) ? Number(typed) : typed;
}

/** `ema_fast.period 5, cross.stop 1.5`: what was set, in words. */
export function saidOf(set: Parameters): string {
  return Object.entries(set).map(([name, value]) => `${name} ${value}`).join(", ");
}
