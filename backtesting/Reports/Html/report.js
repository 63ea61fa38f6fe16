// Says the values under the pointer; everything else stands in the page.
for (const plot of document.querySelectorAll("svg.plot[data-readings]")) {
  const readings = plot.dataset.readings.split("\n").map((line) => {
    const [x, time, value] = line.split("|");
    return { x: Number(x), text: `${time}  ${value}` };
  });
  const output = plot.parentElement.querySelector("output");
  const cross = plot.querySelector(".cross");
  const hide = () => {
    output.textContent = "";
    cross.style.visibility = "hidden";
  };
  plot.addEventListener("pointermove", (event) => {
    const area = plot.getBoundingClientRect();
    const at = (1000 * (event.clientX - area.left)) / area.width;
    let low = 0;
    let high = readings.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (readings[middle].x < at) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && at - readings[low - 1].x < readings[low].x - at) low--;
    const found = readings[low];
    output.textContent = found.text;
    cross.setAttribute("x1", `${found.x / 10}%`);
    cross.setAttribute("x2", `${found.x / 10}%`);
    cross.style.visibility = "visible";
  });
  plot.addEventListener("pointerleave", hide);
}
