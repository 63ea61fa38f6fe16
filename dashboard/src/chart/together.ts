import type { IChartApi, LogicalRange } from "lightweight-charts";

/** Lets two charts of the same bars show the same of them, whichever is moved. Returns what ends it. */
export function together(one: IChartApi, other: IChartApi): () => void {
  let moving = false;
  const follow = (to: IChartApi) => (range: LogicalRange | null) => {
    if (!range || moving) return;
    const now = to.timeScale().getVisibleLogicalRange();
    if (now && Math.abs(now.from - range.from) < 0.01 && Math.abs(now.to - range.to) < 0.01) return;
    moving = true;
    to.timeScale().setVisibleLogicalRange(range);
    moving = false;
  };
  const [there, back] = [follow(other), follow(one)];
  one.timeScale().subscribeVisibleLogicalRangeChange(there);
  other.timeScale().subscribeVisibleLogicalRangeChange(back);
  return () => {
    one.timeScale().unsubscribeVisibleLogicalRangeChange(there);
    other.timeScale().unsubscribeVisibleLogicalRangeChange(back);
  };
}
