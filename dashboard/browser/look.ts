// What these functions do runs in the page; they may use nothing from outside themselves.

/** WCAG AA: 4.5 to 1 for text on what it stands on, with everything that is seen through. Texts that have less. */
export function poorContrast(): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
  /** Luminance of colours laid over each other. */
  const light = (layers: string[]) => {
    canvas.fillStyle = "white";
    for (const colour of ["white", ...layers]) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const grounds = (element: Element): string[] => {
    const layers: string[] = [];
    for (let one: Element | null = element; one; one = one.parentElement) layers.unshift(getComputedStyle(one).backgroundColor);
    return layers;
  };
  const poor: string[] = [];
  const judge = (text: string, colour: string, ground: string[]) => {
    const [a, b] = [light([...ground, colour]), light(ground)].sort((x, y) => y - x);
    const ratio = (a! + 0.05) / (b! + 0.05);
    if (ratio < 4.5) poor.push(`${text.slice(0, 40)}: ${colour} on ${ground.filter((one) => one !== "rgba(0, 0, 0, 0)").join(" + ")}: ${ratio.toFixed(2)}`);
  };
  const own = (element: Element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent!.trim()).join("");
  for (const element of document.querySelectorAll("body *")) {
    const text = own(element);
    if (!text || element.getBoundingClientRect().width === 0 || element.closest(".unseen, script, style, title, [data-chart], svg, .flash, :disabled")) continue;
    judge(text, getComputedStyle(element).color, grounds(element));
  }
  for (const element of document.querySelectorAll("svg .node:not(.dim, .lit) text")) {
    const ground = element.parentElement!.querySelector(".ground");
    if (ground && own(element)) judge(own(element), getComputedStyle(element).fill, [getComputedStyle(document.body).backgroundColor, getComputedStyle(ground).fill]);
  }
  return [...new Set(poor)];
}

/** What can be operated and has no name that a screen reader could say; pictures that are none and have none. */
export function nameless(): string[] {
  const named = (one: Element) => one.getAttribute("aria-label")?.trim() || one.getAttribute("aria-labelledby") || one.textContent?.trim() || one.closest("label")?.textContent?.trim() || one.querySelector("title")?.textContent;
  const all = [...document.querySelectorAll("button, a, input, select, textarea, summary, dialog, nav, aside, [role=button], [role=img], [role=group], [role=dialog], [role=region], svg:not([aria-hidden=true])")];
  return all.filter((one) => one.getClientRects().length > 0 && !named(one)).map((one) => one.outerHTML.slice(0, 200));
}

/** Mistakes of roles and ids: names that two things share, references to nothing, lists with other children than items. */
export function disorder(): string[] {
  const wrong: string[] = [];
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  wrong.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `two of #${id}`));
  for (const name of ["aria-controls", "aria-labelledby", "aria-describedby", "aria-activedescendant"])
    for (const one of document.querySelectorAll(`[${name}]`)) for (const id of one.getAttribute(name)!.split(/\s+/)) if (!document.getElementById(id)) wrong.push(`${name}=${id} leads nowhere`);
  for (const list of document.querySelectorAll("ul, ol")) for (const child of list.children) if (!/^(LI|TEMPLATE|SCRIPT)$/.test(child.tagName)) wrong.push(`${child.tagName} in a list`);
  for (const one of document.querySelectorAll("[tabindex]")) if (Number(one.getAttribute("tabindex")) > 0) wrong.push(`tabindex ${one.getAttribute("tabindex")}`);
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  if (!document.documentElement.lang) wrong.push("no language");
  return wrong;
}

/** What takes part in the order of Tab and is seen: as a short description that is the same for the same element. */
export function stops(): string[] {
  const all = [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")];
  return all.filter((one) => one.getClientRects().length > 0 && !(one as HTMLButtonElement).disabled && (one as HTMLElement).tabIndex >= 0 && getComputedStyle(one).visibility === "visible")
    .map((one, i) => {
      one.setAttribute("data-stop", String(i));
      return `${i} ${one.tagName} ${one.getAttribute("aria-label") ?? one.textContent?.trim().slice(0, 30)}`;
    });
}
