/** A symbol as one token of a subject: each byte outside `[A-Za-z0-9_-]` as `=XX`. */
export function tokenOf(symbol: string): string {
  return [...new TextEncoder().encode(symbol)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9_-]/.test(letter) && byte < 128 ? letter : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}
