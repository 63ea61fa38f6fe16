/** A thin space that does not break a line between groups of three digits. */
const THIN = "\u202f";
const MINUS = "\u2212";

/** A number with exactly so many decimals, groups of three and a real minus; an en dash where there is none. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const text = Math.abs(value).toFixed(Math.min(20, Math.max(0, decimals)));
  const [whole = "", part] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  const digits = part ? `${grouped}.${part}` : grouped;
  return value < 0 && /[1-9]/.test(text) ? MINUS + digits : digits;
}

/** With its sign, also where it is above zero, so that meaning is not in colour alone. */
export function signed(value: number | null | undefined, decimals: number): string {
  const text = fixed(value, decimals);
  return value !== null && value !== undefined && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Quantities: as many decimals as they have, at most eight. */
export function quantity(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return fixed(value, decimalsOf(value, 8));
}

/** A position: the sign says long or short. */
export function signedQuantity(value: number): string {
  return value > 0 ? `+${quantity(value)}` : quantity(value);
}

/** The value of an indicator: prices in their precision, others with about five digits that mean something. */
export function reading(value: unknown, type: string, priceDecimals: number): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return "–";
  if (type === "price") return fixed(value, priceDecimals);
  if (Number.isInteger(value)) return fixed(value, 0);
  const size = Math.abs(value);
  return fixed(value, size >= 1000 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 4 : 6);
}

/** 142 k, 3.1 M: for rates and counts that are glanced at. */
export function brief(value: number): string {
  const size = Math.abs(value);
  if (size < 1000) return fixed(value, size < 10 && !Number.isInteger(value) ? 1 : 0);
  const [scale, unit] = size < 1e6 ? [1e3, "k"] : size < 1e9 ? [1e6, "M"] : [1e9, "G"];
  const scaled = value / scale;
  return `${fixed(scaled, Math.abs(scaled) < 10 ? 1 : 0)}${THIN}${unit}`;
}

export function milliseconds(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value < 1000) return `${fixed(value, value < 10 ? 1 : 0)}${THIN}ms`;
  return `${fixed(value / 1000, 1)}${THIN}s`;
}

export function nanoseconds(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value < 1000) return `${fixed(value, 0)}${THIN}ns`;
  return value < 1e6 ? `${fixed(value / 1e3, 1)}${THIN}µs` : milliseconds(value / 1e6);
}

function decimalsOf(value: number, most: number): number {
  const text = value.toFixed(most).replace(/0+$/, "");
  return text.length - text.indexOf(".") - 1;
}
